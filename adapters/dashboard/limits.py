"""How many requests one browser may make in a minute."""

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.allowance import SECONDS, Limits
from bot.wording import desk as wording

PAGES: Final = 240
"""Requests in a minute, of one address; a person makes a few."""
LINKS: Final = 20
"""Of these, at the door: links cannot be guessed, and nobody should try."""

__all__ = ["LINKS", "PAGES", "Limited", "Limits"]


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
