"""Discord as a surface of rehearsals: the real adapter and the real client on the double, people who use the app."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.clock import SimulatedClock
from adapters.discord import render
from adapters.discord.bot import DiscordBot, Surroundings
from adapters.discord.client import point_at
from adapters.discord.connection import Access
from adapters.discord.directory import PLATFORM
from adapters.discord.pace import Pace
from adapters.simulation.moving import Home, moved
from adapters.simulation.surface import Deed, NothingToPress
from bot.app import Application
from bot.cards import Card
from bot.cohort_file import CohortFile
from bot.commands import Parsed, Wants
from bot.ports import Messenger, Storage
from bot.script_file import Fault
from tests.doubles.discord import Clock, Discord, Person, Seen
from tests.doubles.discord.filling import NotAccepted
from tests.doubles.discord.people import NotPossible
from tests.doubles.discord.servers import GuildHandle
from tests.doubles.discord.typing_commands import NotOffered
from tests.doubles.surfaces.current import Breakable, Current

HANDLED_WITHIN = 30.0
_AS_FAST_AS_IT_CAN = 10_000.0
"""Requests a second: in a rehearsal time stands still, and the pace goes by the machine's."""
OPENERS = ("Fill it in", "Try again")
"""What stands where a form could not open by itself."""


@dataclass(slots=True)
class DiscordSurface:
    """People of a cohort who use Discord's app. `was` is the platform the cohort file names."""

    discord: Discord
    guild: GuildHandle
    people: dict[str, Person]
    was: str
    current: Current
    bot: DiscordBot
    messenger: Breakable
    _running: AbstractAsyncContextManager[Any] | None = None

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out: Discord alone."""
        return {PLATFORM: self.messenger}

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now."""
        self.current.application = application

    async def ready(self, _file: CohortFile, _storage: Storage) -> None:
        """Connect the bot, and wait until people can use its commands."""
        self._running = self.bot.at_work()
        await self._running.__aenter__()
        await self.discord.until(lambda: self.discord.state.application.commands, within=HANDLED_WITHIN)

    async def close(self) -> None:
        """Disconnect the bot."""
        running, self._running = self._running, None
        if running is not None:
            await running.__aexit__(None, None, None)

    def fail(self, fault: Fault) -> None:
        """Go down or come back; close or open somebody's private messages."""
        if fault.dm_closed:
            self.people[fault.dm_closed].user.takes_dms = fault.is_over
        if fault.down in (PLATFORM, self.was):
            self.messenger.is_down = not fault.is_over

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel, or to the bot."""
        person = self._person(deed)
        place = self.discord.state.channels[channel] if channel else person.chat
        said = await person.says(place, text)
        await self._until_handled(lambda event: event == f"message:{said.id}")

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change a message of one's own."""
        person = self._person(deed)
        for seen in reversed(person.sees().everything):
            if seen.message.author is person.user and seen.text == old:
                await person.edits(seen.message, new)
                await self._until_handled(lambda event, id=seen.message.id: event.startswith(f"edit:{id}:"))
                return
        raise NothingToPress(f"{deed.by.id} never wrote what they want to edit")

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press a button."""
        person = self._person(deed)
        for seen in self._newest(person, kind):
            if label in seen.enabled:
                await self._try(person.presses(seen, label))
                return
        raise NothingToPress(f"{deed.by.id} sees no button “{label}”")

    async def chooses(self, deed: Deed, option: str, kind: str) -> None:
        """Choose from a select."""
        person = self._person(deed)
        for seen in self._newest(person, kind):
            if option in seen.options:
                await self._try(person.selects(seen, option))
                return
        raise NothingToPress(f"{deed.by.id} sees nothing to choose “{option}” from")

    async def commands(self, deed: Deed, text: str) -> None:
        """Run a slash command; one that Discord would not send is typed as a message instead."""
        person = self._person(deed)
        understood = self.current.parse_command(text)
        if isinstance(understood, Parsed):
            try:
                options = dict(_typed(understood))
                await person.runs(f"/{understood.command.name}", at=person.chat, **options)
                return
            except (NotOffered, NotAccepted):
                pass
        await self.says(deed, "", text if text.startswith("/") else f"/{text}")

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Send the form opened last; what is not named keeps what it showed."""
        person = self._person(deed)
        if person.sees().modal is None:
            await self._open_again(person)
        modal = person.sees().modal
        if modal is None:
            raise NothingToPress(f"{deed.by.id} has no open form")
        shown = {inner["custom_id"]: _chosen(inner) for inner in modal.inputs.values() if _chosen(inner)}
        await self._try(person.submits(modal, {**shown, **values}))

    async def leaves(self, deed: Deed) -> None:
        """Leave the server."""
        await self._person(deed).leaves(self.guild.guild)
        await self._until_handled(lambda event: event.startswith(f"leave:{deed.by.id}:"))

    async def joins(self, deed: Deed) -> None:
        """Come back into the server."""
        await self._person(deed).joins(self.guild.guild)
        await self._until_handled(lambda event: event.startswith(f"join:{deed.by.id}:"))

    def _person(self, deed: Deed) -> Person:
        return next(person for person in self.people.values() if person.id == deed.by.id)

    def _newest(self, person: Person, kind: str) -> list[Seen]:
        newest = reversed(person.sees().everything)
        return [seen for seen in newest if not kind or self.current.kinds.get(_read(seen)) == kind]

    async def _open_again(self, person: Person) -> None:
        for seen in self._newest(person, ""):
            for label in OPENERS:
                if label in seen.enabled:
                    await self._try(person.presses(seen, label))
                    return

    async def _try(self, act: Awaitable[object]) -> None:
        try:
            await act
        except (NotPossible, NotAccepted, NotOffered) as problem:
            raise NothingToPress(str(problem)) from problem
        await self.discord.until(lambda: not self.bot.is_busy, within=HANDLED_WITHIN)

    async def _until_handled(self, is_it: Callable[[str], bool]) -> None:
        await self.discord.until(lambda: any(map(is_it, self.current.handled)), within=HANDLED_WITHIN)
        await self.discord.until(lambda: not self.bot.is_busy, within=HANDLED_WITHIN)


def _typed(parsed: Parsed) -> Mapping[str, Any]:
    """Return the arguments as Discord's app sends them: numbers as numbers."""
    numbers = {p.name for p in parsed.command.parameters if p.wants is Wants.NUMBER}
    return {
        name: int(value) if name in numbers and value.lstrip("-").isdigit() else value
        for name, value in parsed.arguments.items()
    }


def _chosen(inner: dict[str, Any]) -> str:
    return next((option["value"] for option in inner.get("options", []) if option.get("default")), "")


def _readings(card: Card) -> list[str]:
    return [_words(body) for body in (render.message(card), render.answer(card))]


def _words(body: Mapping[str, Any]) -> str:
    return "\n".join([body["content"].strip(), *(embed["description"].strip() for embed in body["embeds"])])


def _read(seen: Seen) -> str:
    return "\n".join([seen.text, *(str(embed.get("description", "")) for embed in seen.embeds)])


@asynccontextmanager
async def surface(file: CohortFile, clock: SimulatedClock) -> AsyncIterator[tuple[DiscordSurface, CohortFile]]:
    """Furnish a server for a cohort; yields the surface and the cohort as it lives there."""
    async with Discord(Clock(clock.now), has_limits=False) as discord:
        discord.allows("content", "members")
        guild = discord.guild(file.name)
        people = {row.id: guild.person(row.name) for row in file.people}
        rooms = {group.id: guild.channel(group.id).id for group in file.groups}
        rooms |= {channel.name: guild.channel(channel.name).id for channel in file.channels}
        home = Home(PLATFORM, guild.id, {handle: person.id for handle, person in people.items()}, rooms)
        point_at(discord.api_base, discord.gateway_url)
        current = Current(_readings)
        access = Access(discord.token, content=True, members=True)
        bot = DiscordBot(access, [guild.id], Surroundings(current, current, clock))
        bot.messenger.pace = Pace(_AS_FAST_AS_IT_CAN)
        was = next((group.platform for group in file.groups), "local")
        there = DiscordSurface(discord, guild, people, was, current, bot, Breakable(bot.messenger, current))
        try:
            yield there, moved(file, home)
        finally:
            await there.close()
        if discord.violations:
            raise AssertionError("\n".join(discord.violations))
