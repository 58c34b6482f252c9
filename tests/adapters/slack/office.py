"""A small cohort at home on the double: the real core on real SQLite, people who act in Slack's app."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.simulation.moving import Home, moved
from adapters.simulation.play import seeded_key
from adapters.slack.bot import Keys, SlackBot, Surroundings
from adapters.slack.manifest import manifest
from adapters.slack.serving import Door
from adapters.slack.sockets import Watch
from adapters.slack.workspaces import Client
from bot.app import Application
from bot.cards import Page
from bot.cohort_file import CohortFile, load_cohort
from bot.domain.cohorts import CohortState
from bot.domain.members import Member
from bot.effects import Reply
from bot.events import Account, Event, ProfileSeen, RoomEvent, WorkspaceFound, WorkspaceLost
from bot.flows import all_routes
from bot.ports import Messenger
from bot.storing import can_store
from tests.doubles.clock import Clock
from tests.doubles.slack import Person, SeenMessage, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel
from tests.world import cohort_toml
from tests.world.crowd import more_coordinators

START = datetime(2027, 3, 1, 7, tzinfo=UTC)
"""The cohort's first Monday, before anything happens. Check-ins open on Thursday at nine."""
THURSDAY = datetime(2027, 3, 4, 10, tzinfo=UTC)
QUICK = Watch(look_every=0.02, unwell_for=0.1, open_within=5, longest_pause=0.1)
ROOMS = ("g1", "cohort", "help")
PUBLIC = "https://kith.example.org"
"""Where Slack would find the proxy; the double goes straight to the port behind it."""


class Listening:
    """The real application, and what reached it of what people did."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.heard: list[Event] = []
        self.commands, self.parse_command, self.voice = app.commands, app.parse_command, app.voice

    async def handle(self, event: Event) -> list[Reply]:
        """Note an event and hand it over."""
        if not isinstance(event, WorkspaceFound | WorkspaceLost | ProfileSeen | RoomEvent):
            self.heard.append(event)
        return await self._app.handle(event)

    async def stores(self) -> bool:
        """Whether anything can be stored just now."""
        return await can_store(self._app.storage, self._app.clock.now())

    async def page(self, by: Account) -> Page:
        """Return somebody's page."""
        return await self._app.page(by)


@dataclass
class Office:
    """One cohort, its people and the bot. `beat` does what is due; the time stands still until it is set."""

    slack: SlackDouble
    team: Workspace
    file: CohortFile
    people: dict[str, Person]
    rooms: dict[str, Channel]
    clock: SimulatedClock
    url: str
    is_over_http: bool = False
    with_pairs: bool = False
    allowed: tuple[str, ...] = ()
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _house: House | None = None
    _bot: SlackBot | None = None
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
    def bot(self) -> SlackBot:
        """The bot, while it runs."""
        assert self._bot is not None
        return self._bot

    async def start(self) -> None:
        """Start the bot: core and connections."""
        messengers: dict[str, Messenger] = {}
        self._house = await self.stack.enter_async_context(built(self.url, seeded_key(1), self.clock, messengers))
        self._core = Listening(self._house.app)
        around = Surroundings(self._core, self._house.storage, self.clock)
        self._bot = SlackBot(self.keys(), around, QUICK, with_pairs=self.with_pairs)
        courier = self._house.courier
        self._bot.installations.when_found.append(lambda team_id: courier.is_back("slack", team_id))
        messengers["slack"] = self._bot.messenger
        await self._house.open_cohort(self.file)
        await self._house.engine.start()
        await self.stack.enter_async_context(self._bot.at_work())
        if self.is_over_http:
            self.slack.app.request_url = f"{self.port_url()}/slack/events"
        else:
            await self.slack.sockets.connected(2)

    def port_url(self) -> str:
        """Where the bot listens."""
        assert self.bot.serving is not None
        return self.bot.serving.url

    def keys(self) -> Keys:
        """What the bot connects with."""
        if not self.is_over_http:
            return Keys(self.team.bot_token, self.slack.app_token, self.slack.api_base)
        app = self.slack.app
        client = Client(app.client_id, app.client_secret, self.allowed)
        return Keys("", "", self.slack.api_base, Door("127.0.0.1", 0, PUBLIC, app.signing_secret), client)

    async def stop(self) -> None:
        """Stop the bot."""
        await self.stack.aclose()
        self.stack = AsyncExitStack()
        await self.slack.sockets.connected(0)

    async def restart(self) -> None:
        """Stop the bot and start it again on the same storage."""
        await self.stop()
        await self.start()

    def account(self, who: str) -> Account:
        """Return somebody as the core knows them."""
        return Account("slack", self.team.id, self.people[who].id)

    async def member(self, who: str) -> Member:
        """Return somebody's row."""
        async with self.house.storage.snapshot() as tx:
            [member] = await tx.members.of_account(self.account(who))
        return member

    @property
    def is_in(self) -> bool:
        """Whether the bot knows that it is in the workspace."""
        return self.bot.workspaces.find(self.team.id) is not None

    async def state(self) -> CohortState:
        """Return how it is with the cohort."""
        async with self.house.storage.snapshot() as tx:
            cohort = await tx.cohorts.by_handle(self.file.handle)
        assert cohort is not None
        return cohort.state

    async def settled(self) -> None:
        """Wait until everything that follows what people did is done."""
        await self.slack.told()
        await self.bot.gateway.settled()
        await self.slack.told()

    async def beat(self) -> None:
        """Do everything that is due."""
        await self.house.engine.beat()
        await self.settled()

    async def until(self, moment: datetime) -> None:
        """Let the time pass, doing on the way what falls due."""
        await self.house.engine.run_until(self.clock, moment)
        await self.settled()

    async def passes(self, **by: float) -> None:
        """Let some time pass for Slack, and only for Slack: what it waits for is over."""
        self.clock.set(self.clock.now() + timedelta(**by))
        await self.slack.clock.advance()

    def sees(self, who: str, place: str = "") -> list[SeenMessage]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        seen = self.people[who].sees()
        return seen.channels[self.rooms[place].name] if place else seen.direct

    def last(self, who: str, place: str = "") -> SeenMessage:
        """Return the newest message somebody sees."""
        return self.sees(who, place)[-1]


def cohort_file(
    folder: Path,
    learners: str = "L1 L2",
    handle: str = "test",
    called: str = "Name",
    more_channels: Sequence[str] = (),
    coordinators: int = 2,
) -> CohortFile:
    """Write and read the cohort of a few learners, a mentor and two coordinators, or more, with one first name."""
    path = folder / f"{handle}.toml"
    text = cohort_toml(learners.split(), "2027-03-01", 8, {})
    text = text.replace('handle = "test"', f'handle = "{handle}"').replace('"Name ', f'"{called} ')
    names = ["cohort", "help", *more_channels] if more_channels else []
    text += "".join(f'[[channel]]\nname = "{name}"\n' for name in names) + more_coordinators(coordinators)
    path.write_text(text, encoding="utf-8")
    return load_cohort(path)


def at_home(
    file: CohortFile, team: Workspace, makes: Sequence[str] = ()
) -> tuple[CohortFile, dict[str, Person], dict[str, Channel]]:
    """Let a cohort's people and channels be in a workspace: a private channel for the group.

    The rooms it `makes` are left to the bot.
    """
    people = {row.id: team.person(row.id.lower(), tz=row.timezone) for row in file.people}
    everybody = list(people.values())
    rooms = {
        name: team.channel(name, *everybody, is_private=name.startswith("g")) for name in ROOMS if name not in makes
    }
    accounts = {handle: person.id for handle, person in people.items()}
    places = {name: room.id for name, room in rooms.items()} | {name: f"#{name}" for name in makes}
    home = Home("slack", team.id, accounts, places)
    return moved(file, home), people, rooms


@asynccontextmanager
async def office(
    folder: Path,
    url: str,
    *,
    is_over_http: bool = False,
    makes: Sequence[str] = (),
    allowed: tuple[str, ...] = (),
    coordinators: int = 2,
) -> AsyncIterator[Office]:
    """A workspace for the cohort, with an app registered from our own manifest, and the bot started there.

    Over HTTP the app is in no workspace that the bot knows of yet. Where the bot `makes` rooms, pairs get theirs too.
    """
    clock = SimulatedClock(START)
    registered = manifest(all_routes().described().values(), public_url=PUBLIC if is_over_http else "")
    async with SlackDouble(Clock(clock.now), registered) as slack:
        team = slack.workspace("Open Learning")
        more = [name for name in makes if name not in ROOMS]
        file, people, rooms = at_home(cohort_file(folder, more_channels=more, coordinators=coordinators), team, makes)
        there = Office(
            slack, team, file, people, rooms, clock, url, is_over_http, with_pairs=bool(makes), allowed=allowed
        )
        await there.start()
        try:
            yield there
        finally:
            await there.stop()
