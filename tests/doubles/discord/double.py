"""Discord on this machine: a loopback server that an unmodified client lives on, and the levers for tests."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.calendars import Calendars
from tests.doubles.discord.clock import Clock
from tests.doubles.discord.faults import Fault, Faults
from tests.doubles.discord.gateways import Gateways
from tests.doubles.discord.interactions import Interactions
from tests.doubles.discord.limits import Limits
from tests.doubles.discord.members import Members
from tests.doubles.discord.messages import Draft, Message, Messages
from tests.doubles.discord.model import Channel, Guild
from tests.doubles.discord.nonces import Nonces
from tests.doubles.discord.people import Person
from tests.doubles.discord.permissions import NOTHING, May, in_guild
from tests.doubles.discord.places import Places
from tests.doubles.discord.quotas import Quota
from tests.doubles.discord.schema import Schema
from tests.doubles.discord.server import BASE, Request, Server
from tests.doubles.discord.servers import GuildHandle
from tests.doubles.discord.sessions import Sessions
from tests.doubles.discord.state import State

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
COMMANDS_CREATED = (200, DAY, 30034, "Max number of daily application command creates has been reached (200)")
OLD_EDITS_TEXT = "Maximum number of edits to messages older than 1 hour reached. Try again later"
OLD_EDITS = (3, HOUR, 30046, OLD_EDITS_TEXT)  # Discord publishes no number: "few"
RENAMES = (2, timedelta(minutes=10), 0, "You are being rate limited.")  # names and topics of one channel
_SOON = 0.001  # seconds until the second look; each later one takes twice as long, up to:
LOOK_AGAIN = 0.02  # seconds, for what becomes so without the double's knowing


class Discord:
    """The double. `async with Discord() as discord:` serves it; `api_base`, `gateway_url` and `token` are the bot's."""

    def __init__(self, clock: Clock | None = None, *, has_limits: bool = True) -> None:
        self.clock = clock or Clock()
        self.state = State(self.clock)
        self.sessions = Sessions(self.clock)
        self.broadcast = Broadcast(self.state, self.sessions)
        self.messages = Messages(self.state, self.broadcast)
        self.places = Places(self.state, self.broadcast)
        self.members = Members(self.state, self.broadcast)
        self.events = Calendars(self.state, self.broadcast)
        self.interactions = Interactions(self.state, self.broadcast, self.changed)
        self.nonces = Nonces(self.clock)
        self.created_commands = Quota(self.clock, *COMMANDS_CREATED)
        self.old_edits = Quota(self.clock, *OLD_EDITS)
        self.renames = Quota(self.clock, *RENAMES)
        self.gateway = Gateways(self.state, self.sessions, self.changed)
        self.limits = Limits(self.clock.running, has_limits)
        self.faults = Faults()
        self.schema = Schema()
        self.violations: list[str] = []
        self.own_faults: list[str] = []
        self.server = Server(self)
        self.api_base = self.gateway_url = ""
        self._runner: web.AppRunner | None = None
        self._wakers: set[asyncio.Event] = set()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.state.application.token

    @property
    def requests(self) -> list[Request]:
        """Every request so far, in order."""
        return self.server.requests

    async def __aenter__(self) -> Self:
        """Serve on a free loopback port."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", BASE + "/{tail:.*}", self.server.handle)
        app.router.add_get("/", self.gateway.connect)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.api_base = f"http://127.0.0.1:{port}{BASE}"
        self.gateway_url = self.gateway.url = f"ws://127.0.0.1:{port}/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Cut every line and stop serving."""
        self.faults.let_all_go()
        self.gateway.drops()
        assert self._runner is not None
        await self._runner.cleanup()

    def allows(self, *intents: str) -> None:
        """Switch privileged intents on in the developer portal: `members`, `presences`, `content`."""
        self.state.application.switched_on |= set(intents)

    def guild(self, name: str = "Open Learning", *, bot_may: str | None = None) -> GuildHandle:
        """Make a server with the bot in it; `bot_may` names its permissions, all but ADMINISTRATOR by default."""
        guild = self.members.found(name, self.state.application.owner)
        handle = GuildHandle(self, guild)
        handle.invites_bot(bot_may)
        return handle

    def person(self, name: str) -> Person:
        """Make somebody with an account."""
        return Person(self, self.state.new_user(name))

    def fails(self, next: str, how: str, times: int = 1, **more: Any) -> Fault:
        """Let the next requests of a kind fail: `discord.fails(next="POST messages", how="drop after storing")`."""
        return self.faults.add(next, how, times, **more)

    def said_before(self, place: Channel, text: str, **buttons: str) -> Message:
        """Post a message that an earlier bot left behind, with buttons by label and custom id."""
        row = [{"type": 2, "style": 1, "label": label, "custom_id": name} for label, name in buttons.items()]
        rows = [{"type": 1, "components": row}] if row else []
        return self.messages.post(Draft(place, self.state.bot, text, components=rows))

    def rights(self, guild: Guild) -> May:
        """Return what the bot may do in a server as a whole."""
        me = guild.members.get(self.state.bot.id)
        return NOTHING if me is None else in_guild(guild, me)

    def uploads(self, files: list[dict[str, Any]], listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a message's attachments: new files, and those of before that are listed again."""
        described = {str(one.get("id")): one for one in listed}
        kept = [one for one in listed if "url" in one]
        for number, file in enumerate(files):
            attachment_id = self.state.new_id()
            self.state.files[attachment_id] = file["content"]
            url = f"https://cdn.discordapp.com/attachments/0/{attachment_id}/{file['filename']}"
            kept.append(
                {
                    "id": attachment_id,
                    "filename": file["filename"],
                    "description": described.get(str(number), {}).get("description"),
                    "size": file["size"],
                    "url": url,
                    "proxy_url": url,
                    "content_type": "application/octet-stream",
                }
            )
        return [{key: value for key, value in one.items() if value is not None} for one in kept]

    def changed(self) -> None:
        """Wake those who wait for something to become so."""
        for waker in self._wakers:
            waker.set()

    async def until(self, is_so: Callable[[], Any], within: float = 10.0) -> Any:
        """Wait until something is so, looking again at every change and now and then; returns what `is_so` returned."""
        waker = asyncio.Event()
        self._wakers.add(waker)
        try:
            async with asyncio.timeout(within):
                wait = _SOON
                while not (found := is_so()):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(waker.wait(), wait)
                    waker.clear()
                    wait = min(2 * wait, LOOK_AGAIN)
                return found
        finally:
            self._wakers.discard(waker)

    def passes(self, **by: float) -> None:
        """Let time pass for the double alone."""
        self.clock.move(**by)
        self.changed()
