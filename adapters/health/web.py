"""`/healthz`, `/readyz` and `/metrics`: figures and sentences, nothing about people.

Of few cases a number can tell on somebody, so whoever reads the last two needs the token, where there is one.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from adapters.health.state import Health
from adapters.listening import Guest, held

_UNWELL = 503


Figures = Callable[[], Awaitable[bytes]]
Page = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where the pages are served, and the token that opens all but `/healthz`; "" where none is asked for."""

    host: str
    port: int
    token: str = field(default="", repr=False)

    def guarded(self, page: Page) -> Page:
        """Return a page that is shown to whoever brings the token."""

        async def shown(request: Request) -> Response:
            given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
            if self.token and not secrets.compare_digest(given.encode(), self.token.encode()):
                told = "This page wants `Authorization: Bearer`, and KITH_HEALTH_TOKEN after it.\n"
                return PlainTextResponse(told, 401, {"WWW-Authenticate": "Bearer"})
            return await page(request)

        return shown


def pages(door: Door, health: Health, counts: Callable[[], Mapping[str, int]], metrics: Figures) -> list[Route]:
    """Return the three pages; `counts` are figures since the start, `metrics` all of them, as Prometheus reads them."""

    async def alive(_request: Request) -> Response:
        return JSONResponse({"alive": health.is_alive}, 200 if health.is_alive else _UNWELL)

    async def ready(_request: Request) -> Response:
        troubles = health.troubles()
        told = {"ready": not troubles, "troubles": troubles, "stuck": health.stuck.counts(), "counts": dict(counts())}
        return JSONResponse(told, _UNWELL if troubles else 200)

    async def figures(_request: Request) -> Response:
        return Response(await metrics(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", alive),
        Route("/readyz", door.guarded(ready)),
        Route("/metrics", door.guarded(figures)),
    ]


@asynccontextmanager
async def serving(
    door: Door, health: Health, counts: Callable[[], Mapping[str, int]], metrics: Figures
) -> AsyncIterator[str]:
    """Serve them while the block lasts; yields the address. EnvironmentProblem when the port is taken."""
    listening = held(door.host, door.port, "health")
    app = Starlette(routes=pages(door, health, counts, metrics))
    async with Guest(app, lifespan="off").running(listening) as url:
        yield url
