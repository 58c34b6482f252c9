"""Slack as a surface of rehearsals: the real adapter and the real client on the double, people who use the app."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.clock import SimulatedClock
from adapters.simulation.moving import Home, moved
from adapters.simulation.surface import Deed, NothingToPress
from adapters.slack import render
from adapters.slack.bot import Keys, SlackBot, Surroundings
from adapters.slack.directory import PLATFORM
from adapters.slack.manifest import manifest
from adapters.slack.serving import Door
from bot.app import Application
from bot.cards import Card
from bot.cohort_file import CohortFile
from bot.flows import all_routes
from bot.ports import Messenger, Storage
from bot.script_file import Fault
from tests.doubles.clock import Clock
from tests.doubles.slack import Person, SeenMessage, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel
from tests.doubles.slack.forms import NoSuchThing
from tests.doubles.surfaces.current import Breakable, Current

PUBLIC = "https://kith.example.org"
OPENERS = ("Fill it in",)
"""What stands where a form could not open by itself."""


@dataclass(slots=True)
class SlackSurface:
    """People of a cohort who use Slack's app. `was` is the platform the cohort file names."""

    slack: SlackDouble
    team: Workspace
    people: dict[str, Person]
    was: str
    current: Current
    bot: SlackBot
    messenger: Breakable
    _running: AbstractAsyncContextManager[Any] | None = None

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out: Slack alone."""
        return {PLATFORM: self.messenger}

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now."""
        self.current.application = application

    async def ready(self, _file: CohortFile, _storage: Storage) -> None:
        """Connect the bot."""
        if self._running is None:
            self._running = self.bot.at_work()
            await self._running.__aenter__()
        if self.bot.serving is None:
            await self.slack.sockets.connected(2)
        else:
            self.slack.app.request_url = f"{self.bot.serving.url}/slack/events"

    async def close(self) -> None:
        """Disconnect the bot."""
        running, self._running = self._running, None
        if running is not None:
            await running.__aexit__(None, None, None)

    def fail(self, fault: Fault) -> None:
        """Go down or come back; Slack has no private messages that somebody could close."""
        if fault.down in (PLATFORM, self.was):
            self.messenger.is_down = not fault.is_over

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel, or to the bot."""
        person = self._person(deed)
        await person.says(self._channel(person, channel), text)
        await self._settled()

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change a message of one's own."""
        person = self._person(deed)
        for seen in reversed(person.sees().everything()):
            if seen.author == person.user.name and seen.text == old:
                message = self.team.team.messages.find(seen.channel_id, seen.ts)
                assert message is not None
                await person.edits(message, new)
                await self._settled()
                return
        raise NothingToPress(f"{deed.by.id} never wrote what they want to edit")

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press a button: of the window on top, else of the newest message that has it."""
        person = self._person(deed)
        form = person.window
        if form is not None and label in form.buttons and not kind:
            await self._try(person.presses("form", label))
            return
        for seen in self._newest(person, kind):
            if label in seen.buttons:
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
        """Type a slash command; what is none of the app's goes to the bot as a message, as people do."""
        person = self._person(deed)
        if self.slack.app.command(text.split()[0]) is None:
            await self.says(deed, "", text)
            return
        await self._try(person.runs(text))

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Send the form opened last, by the names of its inputs; what is not named keeps what it showed."""
        person = self._person(deed)
        form = person.sees().form
        if form is None or not form.submit:
            await self._open_again(person)
        view = self.team.team.views.top(person.id)
        if view is None:
            raise NothingToPress(f"{deed.by.id} has no open form")
        named = {block["block_id"]: block for block in view.inputs}
        entered = {named[name]["label"]["text"]: _shown(named[name], value) for name, value in values.items()}
        await self._try(person.submits(entered))

    async def leaves(self, deed: Deed) -> None:
        """Leave the workspace."""
        await self._person(deed).goes()
        await self._settled()

    async def joins(self, deed: Deed) -> None:
        """Come back into the workspace."""
        person = self._person(deed)
        await person.arrives()
        await self._settled()

    def _person(self, deed: Deed) -> Person:
        return next(person for person in self.people.values() if person.id == deed.by.id)

    def _channel(self, person: Person, name: str) -> Channel:
        return self.team.team.channels[name] if name else person.direct

    def _newest(self, person: Person, kind: str) -> list[SeenMessage]:
        everything = sorted(person.sees().everything(), key=lambda seen: float(seen.ts), reverse=True)
        return [seen for seen in everything if not kind or self._kind(seen) == kind]

    def _kind(self, seen: SeenMessage) -> str:
        messages = self.team.team.messages
        found = next(m for m in messages.of(seen.channel_id) if m.ts == seen.ts)
        return self.current.kinds.get(found.text, "")

    async def _open_again(self, person: Person) -> None:
        for seen in self._newest(person, ""):
            for label in OPENERS:
                if label in seen.buttons:
                    await self._try(person.presses(seen, label))
                    return

    async def _try(self, act: Awaitable[object]) -> None:
        try:
            await act
        except NoSuchThing as problem:
            raise NothingToPress(str(problem)) from problem
        await self._settled()

    async def _settled(self) -> None:
        await self.slack.told()
        await self.bot.gateway.settled()


def _readings(card: Card) -> list[str]:
    return [render.said(card)]


def _shown(block: Mapping[str, Any], value: str) -> str:
    """Return what somebody picks or types: in a list, what is read there."""
    options = block["element"].get("options", [])
    return next((option["text"]["text"] for option in options if option["value"] == value), value)


@asynccontextmanager
async def surface(
    file: CohortFile, clock: SimulatedClock, *, is_over_http: bool = False
) -> AsyncIterator[tuple[SlackSurface, CohortFile]]:
    """Furnish a workspace for a cohort; yields the surface and the cohort as it lives there."""
    registered = manifest(all_routes().described().values(), public_url=PUBLIC if is_over_http else "")
    async with SlackDouble(Clock(clock.now), registered) as slack:
        slack.rates.are_kept = False  # a rehearsal's clock stands still while much happens
        team = slack.workspace(file.name)
        people = {row.id: team.person(row.id.lower(), tz=row.timezone) for row in file.people}
        names = [*(group.id for group in file.groups), *(channel.name for channel in file.channels)]
        rooms = {name: team.channel(name.lower(), *people.values()).id for name in names}
        home = Home(PLATFORM, team.id, {handle: person.id for handle, person in people.items()}, rooms)
        current = Current(_readings)
        door = Door("127.0.0.1", 0, PUBLIC, slack.app.signing_secret) if is_over_http else None
        keys = Keys(team.bot_token, "" if is_over_http else slack.app_token, slack.api_base, door)
        bot = SlackBot(keys, Surroundings(current, current, clock))
        was = next((group.platform for group in file.groups), "local")
        there = SlackSurface(slack, team, people, was, current, bot, Breakable(bot.messenger, current))
        try:
            yield there, moved(file, home)
        finally:
            await there.close()
