"""`/healthz`, `/readyz` and `/metrics`, for this machine: figures and sentences, nothing about people."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.health.state import Health
from adapters.listening import Guest, held

_UNWELL = 503


Figures = Callable[[], Awaitable[bytes]]


def pages(health: Health, counts: Callable[[], Mapping[str, int]], metrics: Figures) -> list[Route]:
    """Return the three pages; `counts` are figures since the start, `metrics` all of them, as Prometheus reads them."""

    async def alive(_request: Request) -> Response:
        return JSONResponse({"alive": health.is_alive}, 200 if health.is_alive else _UNWELL)

    async def ready(_request: Request) -> Response:
        troubles = health.troubles()
        told = {"ready": not troubles, "troubles": troubles, "stuck": health.stuck.counts(), "counts": dict(counts())}
        return JSONResponse(told, _UNWELL if troubles else 200)

    async def figures(_request: Request) -> Response:
        return Response(await metrics(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", figures)]


@asynccontextmanager
async def serving(
    host: str, port: int, health: Health, counts: Callable[[], Mapping[str, int]], metrics: Figures
) -> AsyncIterator[str]:
    """Serve them while the block lasts; yields the address. EnvironmentProblem when the port is taken."""
    listening = held(host, port, "health")
    async with Guest(Starlette(routes=pages(health, counts, metrics)), lifespan="off").running(listening) as url:
        yield url
