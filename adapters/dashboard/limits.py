"""How many requests one browser may make in a minute, and how large one may be."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.allowance import SECONDS, Limits
from bot.wording import desk as wording

PAGES: Final = 240
"""Requests in a minute, of one address; a person makes a few."""
LINKS: Final = 20
"""Of these, at the door: links cannot be guessed, and nobody should try."""

__all__ = ["LINKS", "PAGES", "Limited", "Limits", "Measured"]


class Limited:
    """Lets through what a person may do; the rest waits a minute."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a request by the address it comes from."""
        if scope["type"] == "http" and not self._allows(Request(scope)):
            headers = {"retry-after": str(SECONDS)}
            await PlainTextResponse(wording.too_fast(), 429, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allows(self, request: Request) -> bool:
        address = request.client.host if request.client is not None else ""
        if request.url.path.startswith("/in/") and not self._limits.allows(f"in {address}", LINKS):
            return False
        return self._limits.allows(address, PAGES)


class Measured:
    """Turns away what is too large: what says so before a byte of it is read, the rest as soon as it shows."""

    def __init__(self, app: ASGIApp, most: Mapping[str, int], otherwise: int, answer: Callable[[], Response]) -> None:
        """`most` bytes of a body by path, and `otherwise` for all others."""
        self._most, self._otherwise, self._answer = most, otherwise, answer
        self._guarded = {limit: RequestBodyLimitMiddleware(app, limit) for limit in {*most.values(), otherwise}}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on that is small enough."""
        limit = self._most.get(scope.get("path", ""), self._otherwise)
        announced = Request(scope).headers.get("content-length", "0") if scope["type"] == "http" else "0"
        if announced.isdecimal() and int(announced[:20]) > limit:
            await self._answer()(scope, receive, send)
            return
        await self._guarded[limit](scope, receive, send)
