"""How many requests one browser may make in a minute. Kept in memory: a restart forgets it, and nothing is lost."""

import time
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.wording import desk as wording

PAGES: Final = 240
"""Requests in a minute, of one address; a person makes a few."""
LINKS: Final = 20
"""Of these, at the door: links cannot be guessed, and nobody should try."""
_SECONDS: Final = 60
_MOST: Final = 10_000
"""Addresses remembered in one minute; with more than that, all of them together are one."""


class Limits:
    """Counts by minute and name. `seconds` is a clock that only goes on."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._minute, self._counts = seconds, -1, dict[str, int]()

    def allows(self, name: str, most: int) -> bool:
        """Count one more; whether it is still within `most` of this minute."""
        minute = int(self._seconds() // _SECONDS)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        key = name if name in self._counts or len(self._counts) < _MOST else ""
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key] <= most


class Limited:
    """Lets through what a person may do; the rest waits a minute."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a request by the address it comes from."""
        if scope["type"] == "http" and not self._allows(Request(scope)):
            headers = {"retry-after": str(_SECONDS)}
            await PlainTextResponse(wording.too_fast(), 429, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allows(self, request: Request) -> bool:
        address = request.client.host if request.client is not None else ""
        if request.url.path.startswith("/in/") and not self._limits.allows(f"in {address}", LINKS):
            return False
        return self._limits.allows(address, PAGES)
