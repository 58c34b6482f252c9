"""`/healthz` and `/readyz`, for probes on this machine: figures and sentences, nothing about people."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.health.state import Health
from adapters.listening import Guest, held

_UNWELL = 503


def pages(health: Health, counts: Callable[[], Mapping[str, int]]) -> list[Route]:
    """Return the two pages; `counts` are figures since the start."""

    async def alive(_request: Request) -> Response:
        return JSONResponse({"alive": health.is_alive}, 200 if health.is_alive else _UNWELL)

    async def ready(_request: Request) -> Response:
        troubles = health.troubles()
        told = {"ready": not troubles, "troubles": troubles, "stuck": health.stuck.counts(), "counts": dict(counts())}
        return JSONResponse(told, _UNWELL if troubles else 200)

    return [Route("/healthz", alive), Route("/readyz", ready)]


@asynccontextmanager
async def serving(host: str, port: int, health: Health, counts: Callable[[], Mapping[str, int]]) -> AsyncIterator[str]:
    """Serve them while the block lasts; yields the address. EnvironmentProblem when the port is taken."""
    listening = held(host, port, "health")
    async with Guest(Starlette(routes=pages(health, counts)), lifespan="off").running(listening) as url:
        yield url
