"""The workspace in the browser as a surface of rehearsals: people act over HTTP, on the real server."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from adapters.cli.home import Home
from adapters.cli.local_workspace import furnish, served, workspace_name
from adapters.local.client import LocalClient, Refused
from adapters.local.directory import direct_channel_id
from adapters.local.gateway import Gateway
from adapters.local.messenger import LocalMessenger
from adapters.local.records import PLATFORM
from adapters.local.server import bound
from adapters.local.stage import Stage
from adapters.local.tour import Tour
from adapters.local.workspace import Workspace
from adapters.simulation.surface import Deed, NothingToPress
from bot.app import Application
from bot.cohort_file import CohortFile
from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.errors import PlatformDown
from bot.events import Event
from bot.ports import Clock, Delivery, Messenger, Settle, Storage
from bot.script_file import Fault


@dataclass(slots=True)
class CurrentCore:
    """The application of now, another one after a restart: what the gateway talks to."""

    application: Callable[[], Application] | None = None

    def _app(self) -> Application:
        if self.application is None:
            raise RuntimeError("the surface has no application yet")
        return self.application()

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name."""
        return self._app().commands

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""
        return self._app().parse_command(text)

    async def handle(self, event: Event) -> list[Reply]:
        """Handle an event."""
        return await self._app().handle(event)


@dataclass(slots=True)
class Breakable:
    """The workspace's messenger, with a platform that can be down."""

    inner: LocalMessenger
    is_down: bool = False
    settle: Settle = LocalMessenger.settle

    async def send(self, delivery: Delivery) -> str:
        """Send, unless the platform is down."""
        self._check()
        return await self.inner.send(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        """Look, unless the platform is down."""
        self._check()
        return await self.inner.find(delivery)

    def _check(self) -> None:
        if self.is_down:
            raise PlatformDown("the platform is down")


@dataclass(frozen=True, slots=True)
class Serving:
    """How a workspace is served: on which port (None: the next free one), with which stage and first hints.

    `handled` is called after each act.
    """

    stage: Stage
    port: int | None = 0
    handled: Callable[[], None] = lambda: None
    tour: Tour = ()


@dataclass(slots=True)
class LocalSurface:
    """People who act through the served workspace. `url` is known once it is `ready`."""

    workspace: Workspace
    serving: Serving
    gateway: Gateway
    core: CurrentCore
    messenger: Breakable
    stack: AsyncExitStack
    url: str = ""
    closed: list[tuple[str, bool]] = field(default_factory=list)
    _client: LocalClient | None = None
    _is_fresh: bool = True

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out: the workspace alone."""
        return {PLATFORM: self.messenger}

    @property
    def client(self) -> LocalClient:
        """The connection people act through."""
        if self._client is None:
            raise RuntimeError("the workspace is not served yet")
        return self._client

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now."""
        self.core.application = application

    async def close(self) -> None:
        """Whoever opened the workspace closes it: nothing of it goes on by itself."""

    async def ready(self, file: CohortFile, storage: Storage) -> None:
        """Furnish the workspace, hand over what the core may not have heard, serve."""
        await furnish(self.workspace, [file], storage)
        await self.gateway.redeliver()
        how = self.serving
        self.url = await self.stack.enter_async_context(
            served(self.workspace, self.gateway, how.stage, bound(how.port), how.tour)
        )
        self._client = await self.stack.enter_async_context(LocalClient(self.url))

    def fail(self, fault: Fault) -> None:
        """Go down or come back; note whose private messages close, for the next deed to do."""
        if fault.dm_closed:
            self.closed.append((fault.dm_closed, fault.is_over))
        if fault.down == PLATFORM:
            self.messenger.is_down = not fault.is_over

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel, or to the bot; the first deed after a start may have been done before."""
        await self._doors()
        if self._is_fresh and await self._said_before(deed, channel, text):
            return
        self._is_fresh = False
        await self._try(self.client.say(deed.by.id, channel or None, text))

    async def _said_before(self, deed: Deed, channel: str, text: str) -> bool:
        self._is_fresh = False
        mine = await self.client.messages(deed.by.id, channel or direct_channel_id(deed.by.id))
        return any(message["author"] == deed.by.id and message["text"] == text for message in mine[-5:])

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change a message of one's own."""
        await self._doors()
        inbox = await self.client.inbox(deed.by.id, 1000)
        for message in reversed(inbox["messages"]):
            if message["text"] == old and message["author"] == deed.by.id:
                await self._try(self.client.edit(deed.by.id, message["id"], new))
                return
        raise NothingToPress(f"{deed.by.id} never wrote what they want to edit")

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press a button."""
        await self._doors()
        await self._try(self.client.press(deed.by.id, label, kind or None))

    async def chooses(self, deed: Deed, option: str, kind: str) -> None:
        """Choose from a select."""
        await self._doors()
        await self._try(self.client.choose(deed.by.id, option, kind or None))

    async def commands(self, deed: Deed, text: str) -> None:
        """Type a slash command."""
        await self._doors()
        await self._try(self.client.command(deed.by.id, text))

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Send the form opened last."""
        await self._doors()
        await self._try(self.client.submit(deed.by.id, values))

    async def leaves(self, deed: Deed) -> None:
        """Leave the workspace."""
        await self._try(self.client.leave(deed.by.id))

    async def joins(self, deed: Deed) -> None:
        """Come back into the workspace."""
        await self._try(self.client.join(deed.by.id))

    async def _doors(self) -> None:
        while self.closed:
            person, is_open = self.closed.pop(0)
            await self.client.open_direct(person, is_open)

    async def _try(self, act: Awaitable[object]) -> None:
        self._is_fresh = False
        try:
            await act
        except (LookupError, Refused) as problem:
            raise NothingToPress(str(problem)) from problem


@asynccontextmanager
async def local_surface(file: CohortFile, home: Home, clock: Clock, serving: Serving) -> AsyncIterator[LocalSurface]:
    """Open a workspace as a surface; it is served as soon as the cohort is stored."""
    async with AsyncExitStack() as stack:
        opened = Workspace.opened(home.folder, workspace_name([file]), home.birth, is_scratch=home.is_scratch)
        workspace = await stack.enter_async_context(opened)
        core = CurrentCore()
        gateway = Gateway(workspace, core, clock, serving.handled)
        messenger = Breakable(LocalMessenger(workspace, clock))
        yield LocalSurface(workspace, serving, gateway, core, messenger, stack)
