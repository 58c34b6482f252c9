"""HTTP mode: a port behind the operator's TLS proxy, where Slack's signed requests are taken and nobody else's."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.app.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from adapters.listening import Guest, held
from adapters.slack.manifest import TOLD
from adapters.slack.signature import SIGNATURE, Seal, Seen
from bot.ports import Clock

_MOST: Final = 1_000_000
"""Bytes of a request; a form with everything filled in has a tenth of that."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the bot listens, where people and Slack find it, and the secret Slack signs with, which is never shown."""

    host: str
    port: int
    public_url: str
    signing_secret: str = field(repr=False)


class Serving:
    """Serves for as long as `keep` runs. `has_connected` is set while Slack can be heard."""

    def __init__(
        self, new_app: Callable[[], AsyncApp], door: Door, clock: Clock, pages: Sequence[BaseRoute] = ()
    ) -> None:
        self._door, self._app = door, new_app()
        self._seal, self._seen = Seal(door.signing_secret, clock), Seen(clock)
        self._pages = [Route(TOLD, self._told, methods=["POST"]), *pages]
        self.has_connected = asyncio.Event()
        self.url = ""

    async def keep(self) -> None:
        """Listen. EnvironmentProblem when the port is taken."""
        listening = held(self._door.host, self._door.port, "slack", ", and in your proxy")
        async with Guest(Starlette(routes=self._pages), lifespan="off").running(listening) as self.url:
            self.has_connected.set()
            try:
                await asyncio.Event().wait()
            finally:
                self.has_connected.clear()

    async def _told(self, request: Request) -> Response:
        """Take what Slack says. Whoever else it is learns nothing, not even what was wrong."""
        body, signature = await _read(request), request.headers.get(SIGNATURE, "")
        if body is None or not self._seal.is_genuine(body, request.headers) or not self._seen.claim(signature):
            return Response(status_code=401)
        try:
            told = to_async_bolt_request(request, body)
        except ValueError:
            return Response(status_code=400)
        answer = await self._app.async_dispatch(told)
        if answer.status != 200:
            self._seen.forget(signature)  # Slack sends it again, perhaps within the same second
        return to_starlette_response(answer)


async def _read(request: Request) -> bytes | None:
    """Return a body; None for one that is too long, or that broke off."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _MOST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
