"""Socket Mode: tickets, connections, envelopes to one of them, and everything that ends a connection."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.doubles.clock import Clock
from tests.doubles.slack.apps import App
from tests.doubles.slack.ids import Ids
from tests.doubles.slack.post import Fate, Parcel, Receipt, in_time

MOST_SOCKETS = 10
TICKET_LIVES = timedelta(seconds=30)
WARNED_BEFORE = timedelta(seconds=10)
"""How long before it closes a connection Slack says so."""


@dataclass(eq=False)
class Socket:
    """One connection of the app. Tests may warn, close or cut it, or let it go deaf."""

    number: int
    web: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    clock: Clock
    waiting: dict[str, "asyncio.Future[Receipt]"] = field(default_factory=dict)
    is_leaving: bool = False
    is_deaf: bool = False
    pongs: int = 0
    heard_pong: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, message: dict[str, Any] | str) -> None:
        """Send a message as text."""
        await self.web.send_str(message if isinstance(message, str) else json.dumps(message))

    async def warn(self) -> None:
        """Say that it will be closed soon, and close it ten seconds later."""
        await self._disconnect("warning")
        due = self.clock.now() + WARNED_BEFORE
        self.clock.alarm(due, lambda: self.clock.work(self.close()))

    async def refresh(self) -> None:
        """Ask for a new connection; this one gets nothing more."""
        await self._disconnect("refresh_requested")

    async def disable(self) -> None:
        """Say that Socket Mode was turned off."""
        await self._disconnect("link_disabled")
        await self.close()

    async def _disconnect(self, reason: str) -> None:
        self.is_leaving = True
        await self.say({"type": "disconnect", "reason": reason, "debug_info": {"host": f"applink-{self.number}"}})

    async def close(self, code: int = WSCloseCode.OK) -> None:
        """Close it properly."""
        self.is_leaving = True
        await self.web.close(code=code)

    def cut(self) -> None:
        """Cut it without a word, as a broken line does."""
        self.is_leaving = True
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def ping(self) -> None:
        """Ping and wait for the answer."""
        self.heard_pong.clear()
        await self.web.ping(b"Ping from applink")
        await self.heard_pong.wait()

    def lose(self) -> None:
        """What nobody acknowledged on this connection is lost with it."""
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Receipt(Fate.NOT_DELIVERED, reason="connection_failed"))


class SocketMode:
    """Implements `Carrier` over the app's open connections, one after the other."""

    def __init__(self, app: App, clock: Clock, ids: Ids, complain: Callable[[str], None]) -> None:
        self._app, self._clock, self._ids, self._complain = app, clock, ids, complain
        self._tickets: dict[str, datetime] = {}
        self._next = 0
        self._count = 0
        self.open: list[Socket] = []
        self.has_changed = asyncio.Event()

    @property
    def usable(self) -> list[Socket]:
        """The connections that get envelopes."""
        return [socket for socket in self.open if not socket.is_leaving and not socket.web.closed]

    def ticket(self) -> str:
        """Make a ticket, good once and for half a minute."""
        ticket = self._ids.secret()
        self._tickets[ticket] = self._clock.now() + TICKET_LIVES
        return ticket

    async def connected(self, count: int = 1) -> None:
        """Wait until exactly so many connections are usable."""
        while len(self.usable) != count:
            self.has_changed.clear()
            await self.has_changed.wait()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer `GET /link/?ticket=…`."""
        expires = self._tickets.pop(request.query.get("ticket", ""), None)
        if expires is None or self._clock.now() > expires or not self._app.uses_sockets:
            return web.Response(status=404, text="this ticket is not good (any more)")
        response = web.WebSocketResponse(autoping=False)
        await response.prepare(request)
        self._count += 1
        socket = Socket(self._count, response, request.transport, self._clock)
        if len(self.usable) >= MOST_SOCKETS:
            await socket.say({"type": "disconnect", "reason": "too_many_websockets"})
            await response.close()
            return response
        self.open.append(socket)
        try:
            await socket.say(self._hello(socket))
            self.has_changed.set()
            await self._listen(socket)
        finally:
            self.open.remove(socket)
            socket.lose()
            self.has_changed.set()
        return response

    def _hello(self, socket: Socket) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.usable),
            "debug_info": {"host": f"applink-{socket.number}", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app.id},
        }

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.web:
            match message.type:
                case _ if socket.is_deaf:
                    continue
                case WSMsgType.PING:
                    await socket.web.pong(message.data)
                case WSMsgType.PONG:
                    socket.pongs += 1
                    socket.heard_pong.set()
                case WSMsgType.TEXT:
                    self._heard(socket, message.data)
                case _:
                    self._complain(f"Socket Mode: a frame of type {message.type.name}")

    def _heard(self, socket: Socket, text: str) -> None:
        try:
            said = json.loads(text)
            envelope_id = said["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._complain("Socket Mode: not an acknowledgement")
            return
        future = socket.waiting.get(envelope_id)
        if future is None:
            self._complain("Socket Mode: an acknowledgement of an envelope this connection never got")
        elif future.cancelled():
            return  # too late; Slack has given up on it
        elif future.done():
            self._complain("Socket Mode: an envelope acknowledged twice")
        else:
            future.set_result(Receipt(Fate.ACKNOWLEDGED, said.get("payload")))

    async def carry(self, parcel: Parcel) -> Receipt:
        """Send an envelope over one connection and wait for its acknowledgement."""
        sockets = self.usable
        if not sockets:
            return Receipt(Fate.NOT_DELIVERED, reason="connection_failed")
        self._next += 1
        socket = sockets[self._next % len(sockets)]
        envelope_id = self._ids.secret()
        future: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = future
        try:
            await socket.say(_envelope(parcel, envelope_id))
        except ConnectionError:
            return Receipt(Fate.NOT_DELIVERED, reason="connection_failed")
        receipt = await in_time(self._clock, future)
        if receipt is None:
            future.cancel()
            return Receipt(Fate.TIMED_OUT, reason="timeout")
        if receipt.answer is not None and not parcel.takes_answer:
            self._complain(f"Socket Mode: a payload in the acknowledgement of {parcel.kind}, which takes none")
        return receipt


def _envelope(parcel: Parcel, envelope_id: str) -> dict[str, Any]:
    envelope: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": parcel.kind.value,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.takes_answer,
    }
    if parcel.attempt or parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope
