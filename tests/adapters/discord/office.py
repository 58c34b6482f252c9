"""A small cohort at home on the double: the real core on real SQLite, people who act in Discord's app."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.discord.bot import DiscordBot, Surroundings
from adapters.discord.client import point_at
from adapters.discord.connection import Access
from adapters.discord.pace import Pace
from adapters.discord.rooms import RoomKind
from adapters.simulation.moving import Home, moved
from adapters.simulation.play import seeded_key
from bot.app import Application
from bot.cohort_file import CohortFile, load_cohort
from bot.domain.members import Member
from bot.effects import Reply
from bot.events import Account, ChannelsRead, Event
from bot.ports import Messenger
from bot.storing import can_store
from tests.doubles.discord import Discord, Person, Seen
from tests.doubles.discord.model import Channel
from tests.doubles.discord.servers import GuildHandle
from tests.world import cohort_toml
from tests.world.crowd import more_coordinators

START = datetime(2027, 3, 1, 7, tzinfo=UTC)
"""The cohort's first Monday, before anything happens. Check-ins open on Thursday at nine."""
THURSDAY = datetime(2027, 3, 4, 10, tzinfo=UTC)


class Listening:
    """The real application, and what reached it."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.heard: list[Event] = []
        self.commands, self.parse_command, self.suggest = app.commands, app.parse_command, app.suggest
        self.voice = app.voice

    async def stores(self) -> bool:
        """Whether anything can be stored just now."""
        return await can_store(self._app.storage, self._app.clock.now())

    async def handle(self, event: Event) -> list[Reply]:
        """Note an event and hand it over."""
        self.heard.append(event)
        return await self._app.handle(event)


@dataclass
class Office:
    """One cohort, its people and the bot. `beat` does what is due; the core's clock stands still until it is set."""

    discord: Discord
    guild: GuildHandle
    file: CohortFile
    people: dict[str, Person]
    rooms: dict[str, Channel]
    clock: SimulatedClock
    url: str
    access: Access
    group_kind: RoomKind = RoomKind.THREAD
    with_pairs: bool = False
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _house: House | None = None
    _bot: DiscordBot | None = None
    _core: Listening | None = None

    @property
    def house(self) -> House:
        """The core, while the bot runs."""
        assert self._house is not None
        return self._house

    @property
    def core(self) -> Listening:
        """The core as the bot has it."""
        assert self._core is not None
        return self._core

    @property
    def bot(self) -> DiscordBot:
        """The bot, while it runs."""
        assert self._bot is not None
        return self._bot

    async def start(self) -> None:
        """Start the bot: core, connection, commands."""
        point_at(self.discord.api_base, self.discord.gateway_url)
        messengers: dict[str, Messenger] = {}
        self._house = await self.stack.enter_async_context(built(self.url, seeded_key(1), self.clock, messengers))
        self._core = Listening(self._house.app)
        around = Surroundings(self._core, self._house.storage, self.clock)
        self._bot = DiscordBot(self.access, [self.guild.id], around, self.group_kind, with_pairs=self.with_pairs)
        self._bot.messenger.pace = Pace(10_000)  # these stories' time stands still, and so would a line
        messengers["discord"] = self._bot.messenger
        told = ChannelsRead("what is read", self.clock.now(), "discord", self.access.content)
        await self._house.app.handle(told)
        await self._house.open_cohort(self.file)
        await self._house.engine.start()
        await self.stack.enter_async_context(self._bot.at_work())
        await self.discord.until(lambda: self.guild.guild.commands and self.discord.state.application.commands)

    async def stop(self) -> None:
        """Stop the bot."""
        await self.stack.aclose()
        self.stack = AsyncExitStack()
        await self.discord.until(lambda: not self.discord.gateway.connections)

    async def restart(self) -> None:
        """Stop the bot and start it again on the same storage."""
        await self.stop()
        await self.start()

    def account(self, who: str) -> Account:
        """Return somebody as the core knows them."""
        return Account("discord", self.guild.id, self.people[who].id)

    async def member(self, who: str) -> Member:
        """Return somebody's row."""
        async with self.house.storage.snapshot() as tx:
            [member] = await tx.members.of_account(self.account(who))
        return member

    async def beat(self) -> None:
        """Do everything that is due."""
        await self.house.engine.beat()

    async def settled(self) -> None:
        """Let everything that was said be handled."""
        await asyncio.sleep(0.05)
        await self.discord.until(lambda: not self.bot.is_busy)

    async def until(self, moment: datetime) -> None:
        """Let the core's time pass, doing on the way what falls due."""
        await self.house.engine.run_until(self.clock, moment)

    def sees(self, who: str, place: str = "") -> list[Seen]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        screen = self.people[who].sees()
        return screen[self.rooms[place]] if place else screen.chat


def cohort_file(
    folder: Path, learners: str = "L1 L2", more_channels: Sequence[str] = (), coordinators: int = 2
) -> CohortFile:
    """Write and read the cohort of a few learners, a mentor and two coordinators, or more."""
    path = folder / "cohort.toml"
    names = ["cohort", "help", *more_channels] if more_channels else []
    channels = "".join(f'[[channel]]\nname = "{name}"\n' for name in names)
    text = cohort_toml(learners.split(), "2027-03-01", 8, {}) + channels + more_coordinators(coordinators)
    path.write_text(text, encoding="utf-8")
    return load_cohort(path)


def people_of(file: CohortFile, guild: GuildHandle) -> dict[str, Person]:
    """Let everybody of a cohort join, mentors and coordinators with the role that shows them their commands."""
    roles = {"mentor": [guild.role("Mentors", "manage_messages")]}
    roles |= {"coordinator": [guild.role("Coordinators", "manage_guild")]}
    return {row.id: guild.person(row.name, *roles.get(row.role, [])) for row in file.people}


@asynccontextmanager
async def office(
    discord: Discord,
    folder: Path,
    url: str,
    group_kind: RoomKind = RoomKind.THREAD,
    makes: Sequence[str] = (),
    bot_may: str | None = None,
    with_pairs: bool = False,
    coordinators: int = 2,
    **allowed: bool,
) -> AsyncIterator[Office]:
    """Furnish a server for the cohort and start the bot there; the rooms it `makes` are left to it.

    `content`, `members`: the switches that are on.
    """
    discord.allows(*(name for name, is_on in allowed.items() if is_on))
    more = [name for name in makes if name != "g1"]
    file = cohort_file(folder, more_channels=more, coordinators=coordinators)
    guild = discord.guild("Open Learning", bot_may=bot_may)
    people = people_of(file, guild)
    rooms = {name: guild.channel(name) for name in ("g1", "cohort", "help") if name not in makes}
    home = Home(
        "discord",
        guild.id,
        {handle: person.id for handle, person in people.items()},
        {name: room.id for name, room in rooms.items()} | {name: f"#{name}" for name in makes},
    )
    access = Access(discord.token, **allowed)
    kinds = (group_kind, with_pairs)
    there = Office(discord, guild, moved(file, home), people, rooms, SimulatedClock(START), url, access, *kinds)
    await there.start()
    try:
        yield there
    finally:
        await there.stop()
