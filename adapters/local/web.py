"""The workspace as a web application: pages, calls, the live line, and what guards them."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from adapters import look
from adapters.guard import MAX_BODY, Guard
from adapters.local import acts, api, calls, feed, pages
from adapters.local.gateway import Gateway, NotPossible
from adapters.local.site import Site
from adapters.local.stage import Stage
from adapters.local.tour import Tour
from adapters.local.workspace import Workspace


async def build(
    workspace: Workspace, gateway: Gateway, stage: Stage, tour: Tour = (), hosts: Collection[str] = ()
) -> Starlette:
    """Build the application. `hosts` are further names it answers to; loopback is always among them."""
    site = await Site.of(workspace, gateway, stage, tour)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await site.jumps.stop()

    app = Starlette(
        routes=[
            *acts.ROUTES,
            *pages.ROUTES,
            *api.ROUTES,
            *calls.ROUTES,
            *feed.ROUTES,
            look.FILES,
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static"),
        ],
        middleware=[Middleware(Guard, hosts=frozenset(hosts)), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={HTTPException: _refused, NotPossible: _refused},
        lifespan=lifespan,
        max_body_size=MAX_BODY,
    )
    app.state.site = site
    return app


async def _refused(request: Request, problem: Exception) -> Response:
    if request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", ""):
        return calls.refused(problem)
    status = problem.status_code if isinstance(problem, HTTPException) else 409
    sentence = problem.detail if isinstance(problem, HTTPException) else str(problem)
    return HTMLResponse(pages.sorry(status, sentence), status)
