"""A whole Slack on this machine: start it, give it workspaces, let a bot live on it, and be its people."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.doubles.clock import Clock
from tests.doubles.faults import Faults
from tests.doubles.request_log import RequestLog
from tests.doubles.slack.apps import App, Installation
from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.events import Events
from tests.doubles.slack.ids import Ids, Timestamps
from tests.doubles.slack.manifest import registered
from tests.doubles.slack.people import User
from tests.doubles.slack.post import Parcel, Post
from tests.doubles.slack.rates import Rates
from tests.doubles.slack.signed import SignedHttp
from tests.doubles.slack.sockets import SocketMode
from tests.doubles.slack.team import Team
from tests.doubles.slack.tokens import Keyring
from tests.doubles.slack.triggers import Addresses, Triggers
from tests.doubles.slack.views import View
from tests.doubles.slack.web import Web
from tests.doubles.slack.workspace import Workspace

_STUCK = 20.0
"""Real seconds after which a test that waits for the app is a test that hangs."""
_SOON = 0.001  # seconds until the second look; each later one takes twice as long, up to:
_LOOK_AGAIN = 0.02
_SHUTDOWN = 0.2
"""Real seconds that requests still under way get when the double ends."""


class SlackDouble:
    """Use as `async with SlackDouble() as slack`; at the end it fails where the app broke Slack's rules."""

    def __init__(self, clock: Clock | None = None, manifest: dict[str, Any] | None = None) -> None:
        self.clock, self.faults, self.log, self.ids = clock or Clock(), Faults(), RequestLog(), Ids()
        self.timestamps, self.rates, self.keyring = Timestamps(), Rates(), Keyring(self.ids)
        self.triggers, self.addresses = Triggers(self.ids), Addresses(self.ids)
        self.violations: list[str] = []
        self.used_scopes: set[str] = set()
        self.app = self._registered(manifest)
        self.app_token = self.keyring.app_level(self.app).value
        self.sockets = SocketMode(self.app, self.clock, self.ids, self.complain)
        self.http = SignedHttp(self.app, self.clock)
        self.post = Post(self.clock, lambda: self.sockets if self.app.uses_sockets else self.http)
        self.events = Events(self)
        self.workspaces: dict[str, Workspace] = {}
        self._short_ids = itertools.count(1)
        self._telling: set[asyncio.Future[Any]] = set()
        self._runner: web.AppRunner | None = None
        self.root = ""

    def _registered(self, manifest: dict[str, Any] | None) -> App:
        ids = self.ids
        app = App(ids.new("A"), "Kith", "123.456", ids.secret(), ids.secret(), ids.secret())
        return app if manifest is None else registered(app, manifest)

    @property
    def api_base(self) -> str:
        """What the bot needs to know: the base of the Web API, slash at the end."""
        return f"{self.root}/api/"

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2_000_000)
        application.add_routes(Web(self).routes())
        self._runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=_SHUTDOWN)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.faults.clear()
        for socket in list(self.sockets.open):
            await socket.close()
        await self.clock.close()
        await self.http.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if kind is None:
            assert self.violations == [], self.violations

    def complain(self, violation: str) -> None:
        """Note a broken rule of Slack's that the app would not hear of."""
        self.violations.append(violation)

    def workspace(self, name: str = "Riverside", *, installed: bool = True) -> Workspace:
        """Make a workspace, with the app in it."""
        team = Team(self.ids.new("T"), name, name.lower().replace(" ", "-"))
        workspace = Workspace(self, team)
        self.workspaces[team.id] = workspace
        if installed:
            workspace.install()
        return workspace

    def has_scope(self, team_id: str, scope: str) -> bool:
        """Whether the app may use a scope in a workspace."""
        installation = self.app.installations.get(team_id)
        return installation is not None and installation.has(scope)

    def tell(self, parcel: Parcel) -> None:
        """Tell the app of an event, in the background."""
        telling = self.clock.work(self.post.announce(parcel))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def told(self) -> None:
        """Wait until the app has every event so far, or has let its three seconds pass."""
        while self._telling:
            _, late = await asyncio.wait(set(self._telling), timeout=_STUCK)
            assert not late, "the app does not answer, and the double's clock stands still: move it"

    async def until(self, is_so: Callable[[], Any], within: float = 30.0) -> Any:
        """Wait until something is so, looking again now and then; returns what `is_so` returned."""
        async with asyncio.timeout(within):
            wait = _SOON
            while not (found := is_so()):
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LOOK_AGAIN)
        return found

    def short_id(self) -> str:
        """Make an id for a block or an action the app gave none."""
        return f"b{next(self._short_ids):04d}"

    def make_channel(self, team: Team, name: str, kind: ChannelKind, creator: User) -> Channel:
        """Make a channel with its creator in it."""
        created = int(self.clock.now().timestamp())
        channel = Channel(self.ids.new("C"), team.id, kind, name, creator.id, created, [creator.id])
        team.channels[channel.id] = channel
        return channel

    def chat(self, team: Team, user_ids: list[str]) -> Channel:
        """Return the private chat of these people, made if need be."""
        known = team.between(*user_ids)
        if known is not None:
            return known
        kind = ChannelKind.DIRECT if len(user_ids) == 2 else ChannelKind.SEVERAL
        names = sorted(team.users[user_id].name for user_id in user_ids)
        name = "" if kind is ChannelKind.DIRECT else f"mpdm-{'--'.join(names)}-1"
        id = self.ids.new("D" if kind is ChannelKind.DIRECT else "G")
        channel = Channel(id, team.id, kind, name, user_ids[0], int(self.clock.now().timestamp()), list(user_ids))
        team.channels[id] = channel
        return channel

    def direct(self, team: Team, user: User) -> Channel:
        """Return the chat of somebody with the bot."""
        return self.chat(team, [self.app.installations[team.id].user.id, user.id])

    def enter(self, channel: Channel, user: User, inviter: User | None) -> None:
        """Let somebody into a channel."""
        channel.members.append(user.id)
        self.events.entered(channel, user, inviter)

    def leave(self, channel: Channel, user: User) -> None:
        """Let somebody out of a channel."""
        channel.members.remove(user.id)
        self.events.left(channel, user)

    def make_view(self, installation: Installation, user_id: str, content: dict[str, Any]) -> View:
        """Make a view of the app for somebody."""
        team, app, bot_id = installation.team.id, installation.app.id, installation.user.bot_id
        return View(self.ids.new("V"), team, user_id, app, bot_id, content)

    def uninstall(self, installation: Installation) -> None:
        """Take the app out of a workspace: its tokens end, and it is told."""
        installation.is_active = False
        self.events.revoked(installation)
        self.events.uninstalled(installation)
