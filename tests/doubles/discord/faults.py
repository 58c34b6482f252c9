"""Faults that tests schedule: which request they hit, and what happens to it and to its answer."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.doubles.discord.errors import Refused
from tests.doubles.discord.rest.routing import Call

Answering = Callable[[], web.Response]
STATUSES = ("500", "502", "503", "504", "520", "524")
WAYS = ("drop", "reset", "cut", "html", "hang", "429", "refuse", *STATUSES)


@dataclass(eq=False)
class Fault:
    """One fault in waiting: `way`, before or after the request took effect, for so many requests (`left`)."""

    wanted: str
    way: str
    is_after: bool
    left: int
    when: Callable[[Call], bool] = lambda _call: True
    retry_after: float = 1.0
    scope: str = "user"
    has_via: bool = True
    refusal: Refused | None = None
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)
    stored: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, call: Call) -> bool:
        """Say whether it is about this request."""
        method, _, about = self.wanted.partition(" ")
        is_about = about in ("", call.route.last_word, call.route.template)
        return self.left > 0 and method in ("*", call.route.method) and is_about and self.when(call)

    def let_go(self) -> None:
        """End a hang, or store what was held back."""
        self.released.set()


class Faults:
    """All scheduled faults, in the order in which they were scheduled."""

    def __init__(self) -> None:
        self.all: list[Fault] = []

    def add(self, wanted: str, how: str, times: int, **more: Any) -> Fault:
        """Schedule one, e.g. `"POST messages"`, `"drop after storing"`; `"refuse"` answers its `refusal`."""
        way, _, rest = how.partition(" ")
        if how == "store late":
            way, rest = "late", ""
        if way == "429":
            more.setdefault("has_via", rest != "cloudflare")
            more.setdefault("scope", rest if rest in ("global", "shared") else "user")
        elif way not in (*WAYS, "late") or rest not in ("", "before storing", "after storing"):
            raise ValueError(f"no such fault: {how}")
        is_after = rest == "after storing" or (way in ("cut", "html") and rest == "")
        fault = Fault(wanted, way, is_after, times, **more)
        self.all.append(fault)
        return fault

    def take(self, call: Call) -> Fault | None:
        """Return the fault that hits a request, spent by one."""
        for fault in self.all:
            if fault.fits(call):
                fault.left -= 1
                fault.hits += 1
                return fault
        return None

    def let_all_go(self) -> None:
        """End every hang, when the double closes."""
        for fault in self.all:
            fault.let_go()


async def play(fault: Fault, request: web.Request, answering: Answering) -> web.StreamResponse:
    """Let a request run into its fault; `answering` makes it take effect."""
    if fault.way == "late":
        return await _store_late(fault, request, answering)
    answer = answering() if fault.is_after else None
    match fault.way:
        case "drop":
            return _hang_up(request, politely=True)
        case "reset":
            return _hang_up(request, politely=False)
        case "hang":
            await fault.released.wait()
            return _hang_up(request, politely=True)
        case "cut":
            return await _cut(request, answer or answering())
        case "html":
            return web.Response(status=200, text="<html><body>One moment</body></html>", content_type="text/html")
        case "refuse":
            assert fault.refusal is not None
            return as_json(fault.refusal.status, fault.refusal.body())
        case "429":
            return too_many(fault.retry_after, scope=fault.scope, has_via=fault.has_via)
        case status:
            return web.Response(status=int(status), text=f"<html>{status}</html>", content_type="text/html")


def too_many(retry_after: float, *, scope: str, has_via: bool) -> web.Response:
    """Answer 429: Discord's own, or without `Via` the one of the network in front of it."""
    headers = {"Retry-After": str(max(1, round(retry_after)))}
    if not has_via:
        return web.Response(status=429, headers=headers, text="error code: 1015", content_type="text/plain")
    headers |= {"Via": "1.1 google", "X-RateLimit-Scope": scope}
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": scope == "global"}
    return as_json(429, body, headers)


def as_json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """Answer JSON with exactly the content type that Discord's clients look for."""
    response = web.json_response(body, status=status, headers=headers)
    response.charset = None
    return response


async def _store_late(fault: Fault, request: web.Request, answering: Answering) -> web.StreamResponse:
    async def hold() -> None:
        await fault.released.wait()
        answering()
        fault.stored.set()

    held = asyncio.create_task(hold())  # lives on when the bot has hung up
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.shield(held)
    return _hang_up(request, politely=True)


def _hang_up(request: web.Request, *, politely: bool) -> web.Response:
    transport = request.transport
    if transport is not None and politely:
        transport.close()
    elif transport is not None:
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # so that closing resets
        transport.abort()
    return web.Response()


async def _cut(request: web.Request, answer: web.Response) -> web.StreamResponse:
    body = answer.body if isinstance(answer.body, bytes) else b""
    cut = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/json"})
    cut.content_length = len(body)
    await cut.prepare(request)
    await cut.write(body[: len(body) // 2])
    _hang_up(request, politely=True)
    return cut
