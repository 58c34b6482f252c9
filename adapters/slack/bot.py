"""The bot on Slack: its parts put together, running beside whatever else runs, until it is told to stop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

from slack_bolt.app.async_app import AsyncApp

from adapters.beginning import connected
from adapters.rooms import Rooms
from adapters.slack.answering import Answering
from adapters.slack.bolt import bolt_app
from adapters.slack.copies import SlackCopies
from adapters.slack.core import Core
from adapters.slack.directory import Directory
from adapters.slack.gateway import Gateway, Parts
from adapters.slack.home import Homes
from adapters.slack.installations import Installations
from adapters.slack.installing import Installing
from adapters.slack.messenger import SlackMessenger
from adapters.slack.outcomes import reason
from adapters.slack.profiles import Profiles
from adapters.slack.replying import Replier
from adapters.slack.serving import Door, Serving
from adapters.slack.sockets import Sockets, Watch
from adapters.slack.spaces import Spaces
from adapters.slack.states import States
from adapters.slack.tokens import Tokens
from adapters.slack.workspaces import Client, Workspaces
from bot.ports import Clock, Storage

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 600.0
"""Seconds between two looks at workspaces and profiles."""
FIND_EVERY: Final = 30.0
"""Seconds between two looks into the database for workspaces that another process has got: one small query."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The tokens, which are never shown, and another address for Slack's API ("" is Slack's own).

    With `door` Slack tells over HTTP and needs no app-level token; with `client` too, workspaces install the app from
    its page, and the bot token may be left away.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    api_base: str = ""
    door: Door | None = None
    client: Client | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the bot is put into. `handled` is called after every event.

    `has_share`: whether a workspace's rooms are this worker's to tend; None: every one is.
    """

    core: Core
    storage: Storage
    clock: Clock
    handled: Callable[[], None] = lambda: None
    has_share: Callable[[str], bool] | None = None


class Transport(Protocol):
    """How Slack tells what happens. `has_connected` is set while it can."""

    has_connected: asyncio.Event

    async def keep(self) -> None:
        """Stay reachable. EnvironmentProblem when that is refused for good."""


class SlackBot:
    """One app, in Socket Mode or over HTTP. `with_pairs`: a mentor and a learner get a chat of three with the bot."""

    def __init__(
        self, keys: Keys, around: Surroundings, watch: Watch | None = None, *, with_pairs: bool = False
    ) -> None:
        self._keys, self._around = keys, around
        self.workspaces = Workspaces(keys.api_base)
        directory = Directory(around.storage)
        self.messenger = SlackMessenger(self.workspaces, directory, around.clock)
        tokens = Tokens(around.storage)
        self.installations = Installations(around.core, around.clock, self.workspaces, tokens, keys.client)
        self.profiles = Profiles(around.core, around.clock, directory, self.workspaces)
        self.rooms = Rooms(Spaces(self.workspaces, with_pairs=with_pairs), around.core, around.storage, around.clock)
        self.installations.when_found.append(lambda _: self.rooms.tend_soon())
        parts = Parts(
            around.core,
            directory,
            self.workspaces,
            Answering(around.core, Replier(self.workspaces, self.messenger.write, self.messenger.share), around.clock),
            Homes(around.core, self.workspaces),
            self.messenger,
            around.handled,
            self.installations.gone,
            self.profiles.changed,
            self.rooms.lost,
            self.installations.knows,
        )
        self.gateway = Gateway(parts)
        self.sockets = Sockets(self.new_app, keys.app_token, watch=watch)
        self.serving = self._serving(keys.door) if keys.door is not None else None

    @property
    def copies(self) -> SlackCopies:
        """What stands there twice."""
        return SlackCopies(self.workspaces)

    @property
    def transport(self) -> Transport:
        """How Slack tells what happens."""
        return self.serving or self.sockets

    @property
    def is_connected(self) -> bool:
        """Whether Slack can be heard now; with a token of its own that was revoked nobody can."""
        has_workspace = not self._keys.bot_token or any(True for _ in self.workspaces)
        return has_workspace and self.transport.has_connected.is_set()

    def new_app(self) -> AsyncApp:
        """Return a Bolt app in front of the gateway."""
        return bolt_app(self.gateway, self.workspaces.new_client(None))

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect, and stay so until the block ends; yields the task that does.

        EnvironmentProblem when Slack refuses the bot. When it cannot be reached the block begins all the same.
        """
        try:
            async with connected("Slack", self._run(), self.transport.has_connected) as running:
                yield running
        finally:
            await self.gateway.stop()

    async def _run(self) -> None:
        await self.installations.begin(self._keys.bot_token)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.transport.keep(), name="slack tells")
                group.create_task(self._keep_looking(), name="slack is looked after")
                if self._keys.client is not None:
                    group.create_task(self._keep_finding(), name="slack workspaces of other processes")
                group.create_task(self.rooms.keep(self._teams), name="rooms on slack")
        except ExceptionGroup as problems:
            raise _first(problems) from None

    async def _keep_looking(self) -> None:
        """Look after workspaces and profiles from time to time; the start has looked at the workspaces."""
        await _tried(self.profiles.look)
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await _tried(self.installations.look)
            await _tried(self.profiles.look)

    async def _keep_finding(self) -> None:
        """Find the workspaces that another process on the same database has got."""
        while True:
            await asyncio.sleep(FIND_EVERY)
            await _tried(self.installations.look_for_new)

    def _teams(self) -> list[str]:
        teams, has_share = [access.team_id for access in self.workspaces], self._around.has_share
        return teams if has_share is None else [team for team in teams if has_share(team)]

    def _serving(self, door: Door) -> Serving:
        client, clock = self._keys.client, self._around.clock
        if client is None:
            return Serving(self.new_app, door, clock)
        states = States(client.secret, clock, self._around.storage)
        pages = Installing(client, door.public_url, self.installations, self.workspaces, states)
        return Serving(self.new_app, door, clock, pages.routes())


async def _tried(looking: Callable[[], Awaitable[None]]) -> None:
    try:
        await looking()
    except Exception as problem:
        log.warning("a look at Slack did not work: %s", reason(problem))


def _first(problems: ExceptionGroup[Exception]) -> Exception:
    first = problems.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
