"""One connection to the gateway: HELLO, heartbeats, IDENTIFY and RESUME, as Discord speaks them."""

import asyncio
import contextlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.doubles.discord.broadcast import whole_guild
from tests.doubles.discord.chunks import member_chunks
from tests.doubles.discord.identify import NOT_AUTHENTICATED, WRONG_TOKEN, Closed, session_for
from tests.doubles.discord.model import Guild
from tests.doubles.discord.sessions import Intent, Session

if TYPE_CHECKING:
    from tests.doubles.discord.gateways import Gateways

UNKNOWN_OPCODE, DECODE_ERROR, ALREADY_AUTHENTICATED, INVALID_SEQUENCE = 4001, 4002, 4005, 4007
TOO_FAST, TIMED_OUT, INVALID_VERSION = 4008, 4009, 4012
ENDING = (INVALID_SEQUENCE, TIMED_OUT)  # after these a session cannot be resumed
MOST_PAYLOAD = 4096
MOST_COMMANDS = 120  # in a minute


class Connection:
    """A bot's line to the gateway."""

    def __init__(self, gateways: "Gateways", request: web.Request) -> None:
        self._gateways = gateways
        self._request = request
        self._socket = web.WebSocketResponse(max_msg_size=0, autoping=True)
        self._out: asyncio.Queue[str | Closed] = asyncio.Queue()
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._loop = asyncio.get_running_loop()
        self._beats = asyncio.Event()
        self._commands: list[float] = []
        self._closed: int | None = None
        self.session: Session | None = None

    def put(self, text: str) -> None:
        """Send text after what was put before."""
        self._out.put_nowait(text)

    def op(self, code: int, data: Any = None) -> None:
        """Send something other than an event."""
        self.put(json.dumps({"op": code, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close after what was put before."""
        self._closed = code
        self._out.put_nowait(Closed(code))

    def drop(self) -> None:
        """Cut the line without a goodbye."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def run(self) -> web.StreamResponse:
        """Speak with the bot until one of the two hangs up."""
        await self._socket.prepare(self._request)
        self.op(10, {"heartbeat_interval": round(self._gateways.heartbeat * 1000), "_trace": []})
        tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._watch())]
        try:
            if self._request.query.get("v") not in ("9", "10"):
                self.close(INVALID_VERSION)
            await self._read()
        finally:
            self._hung_up()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return self._socket

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                self.close(DECODE_ERROR)
                continue
            try:
                self._handle(message.data)
            except Closed as closed:
                self.close(closed.code)

    async def _write(self) -> None:
        while True:
            item = await self._out.get()
            if isinstance(item, Closed):
                await self._socket.close(code=item.code)
                return
            with contextlib.suppress(ConnectionError):
                if self._zlib is None:
                    await self._socket.send_str(item)
                else:
                    packed = self._zlib.compress(item.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                    await self._socket.send_bytes(packed)

    async def _watch(self) -> None:
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.wait_for(self._beats.wait(), 2 * self._gateways.heartbeat)
                self._beats.clear()
        self.close(TIMED_OUT)

    def _hung_up(self) -> None:
        self._gateways.connections.discard(self)
        if self.session is None or self.session.line is not self:
            return
        by_the_bot = self._closed is None and self._socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
        is_over = by_the_bot or self._closed in ENDING
        (self._gateways.sessions.end if is_over else self._gateways.sessions.lose)(self.session)

    def _handle(self, text: str) -> None:
        if len(text.encode()) > MOST_PAYLOAD:
            raise Closed(DECODE_ERROR)
        try:
            payload = json.loads(text)
            code, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Closed(DECODE_ERROR) from None
        self._count()
        self._gateways.received.append(payload)
        match code:
            case 1:
                self._beat(data)
            case 2:
                self._identify(data)
            case 6:
                self._resume(data)
            case 3 | 4 | 8 | 31 if self.session is None:
                raise Closed(NOT_AUTHENTICATED)
            case 3 | 4 | 31:
                return
            case 8:
                self._request_members(data)
            case _:
                raise Closed(UNKNOWN_OPCODE)

    def _count(self) -> None:
        now = self._loop.time()
        self._commands = [*(one for one in self._commands if now - one < 60), now]
        if len(self._commands) > MOST_COMMANDS:
            raise Closed(TOO_FAST)

    def _beat(self, sequence: Any) -> None:
        if sequence is not None and not isinstance(sequence, int):
            raise Closed(DECODE_ERROR)
        self._beats.set()
        if self._gateways.acknowledges:
            self.op(11)

    def _identify(self, wanted: Any) -> None:
        gateways, state = self._gateways, self._gateways.state
        if self.session is not None:
            raise Closed(ALREADY_AUTHENTICATED)
        if not isinstance(wanted, dict) or not isinstance(wanted.get("properties"), dict):
            raise Closed(DECODE_ERROR)
        self._check_token(wanted)
        session = session_for(state, wanted, sharding_from=gateways.sharding_from)
        if not gateways.budget.spend(session.shard[0]):
            self.op(9, False)
            return
        self.session, session.line = session, self
        session.tell("READY", gateways.ready(session))
        gateways.sessions.add(session)
        for guild in state.guilds.values():
            if self._hears_of(guild, session):
                session.tell("GUILD_CREATE", whole_guild(state, guild, session))
        gateways.changed()

    def _hears_of(self, guild: Guild, session: Session) -> bool:
        is_in = self._gateways.state.bot.id in guild.members
        return is_in and session.hears(Intent.GUILDS, guild) and not guild.is_unavailable

    def _check_token(self, wanted: dict[str, Any]) -> None:
        if wanted.get("token") != self._gateways.state.application.token or self._gateways.budget.is_token_reset:
            raise Closed(WRONG_TOKEN)

    def _resume(self, wanted: Any) -> None:
        if self.session is not None:
            raise Closed(ALREADY_AUTHENTICATED)
        if not isinstance(wanted, dict) or not isinstance(wanted.get("seq"), int):
            raise Closed(DECODE_ERROR)
        self._check_token(wanted)
        session = self._gateways.sessions.resumable(str(wanted.get("session_id")))
        if session is None:
            self.op(9, False)
            return
        if wanted["seq"] > session.sequence:
            raise Closed(INVALID_SEQUENCE)
        self.session, session.line, session.lost_at = session, self, None
        for sequence, text in session.told:
            if sequence > wanted["seq"]:
                self.put(text)
        session.tell("RESUMED", {"_trace": []})
        self._gateways.changed()

    def _request_members(self, wanted: Any) -> None:
        assert self.session is not None
        if not isinstance(wanted, dict):
            raise Closed(DECODE_ERROR)
        for name, data in member_chunks(self._gateways, self.session, wanted):
            self.session.tell(name, data)
