"""What stands before every request: who may ask, what a page may load, what is too big, and what a failure tells."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import report

MAX_BODY: Final = 640 * 1024
"""Bytes of a request: 40,000 characters at twelve bytes each, as forms write them, and room for the rest."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, browsers send "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_READING: Final = frozenset({"GET", "HEAD"})


class Guard:
    """Answers only under its own names, also when another name leads here, and only to its own pages."""

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str] = _LOOPBACK, origin: str = "", name: str = "This workspace"
    ) -> None:
        """`origin` is where browsers find it through a proxy, "" where there is none; `name` is how it is called."""
        self._app, self._hosts, self._origin, self._name = app, hosts | _LOOPBACK, origin, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it; every answer carries the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_in(host) not in self._hosts:
            return f"{self._name} answers only under its own address."
        if scope["method"] in _READING:
            return ""
        origin = headers.get("origin")
        if origin is not None and origin not in {f"{scope['scheme']}://{host}", self._origin or None}:
            return "Another site may not act here."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "Another site may not act here."
        return ""


class Discreet:
    """Says that something failed, and logs where, never what: an exception may quote what people wrote."""

    def __init__(self, app: ASGIApp, name: str, answer: Callable[[str], Response]) -> None:
        """`name` is what the log calls the place; `answer` is given the reference under which it is logged."""
        self._app, self._name, self._answer = app, name, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        try:
            await self._app(scope, receive, send)
        except Exception as problem:  # the last place before the server, which would log all of it
            await self._answer(report(self._name, problem))(scope, receive, send)


def _name_in(host: str) -> str | None:
    """Return the name in a host header; None for what is none, like half an address in brackets."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
