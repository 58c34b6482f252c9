"""The desk as a web application: its pages, what guards them, and how it says no."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters import look
from adapters.dashboard import acts, entry, live, pages, planning, programme, what_if
from adapters.dashboard.limits import Limited, Limits
from adapters.dashboard.rendering import plain
from adapters.dashboard.site import Site
from adapters.guard import Guard
from bot.app import Application, report
from bot.desk.door import Door
from bot.desk.room import Handle, NotThere, Room
from bot.desk.what_if import Rehearse
from bot.wording import desk as wording

MAX_BODY: Final = 64 * 1024
"""Bytes of a request: the longest form of ours, twelve bytes a character, and room for the rest."""
_SENTENCES: Final = {404: wording.not_there, 405: wording.not_there, 413: wording.too_big, 400: wording.stale_page}
_TITLES: Final = {401: "Not signed in", 404: "Not here", 405: "Not here", 410: "This link is over"}


def build(
    app: Application,
    public_url: str = "",
    limits: Limits | None = None,
    handle: Handle | None = None,
    rehearse: Rehearse | None = None,
) -> Starlette:
    """Build the application. `public_url` is where browsers find it, "" for this computer alone.

    `handle` is how events reach the core; by itself the shortest way. `rehearse` plays the coming weeks elsewhere.
    """
    site = Site(Door(app), Room(app, handle or app.handle), public_url, rehearse=rehearse)
    hosts = frozenset({site.host} - {""})
    web = Starlette(
        routes=[
            *entry.ROUTES,
            *pages.ROUTES,
            *planning.ROUTES,
            *programme.ROUTES,
            *what_if.ROUTES,
            *acts.ROUTES,
            *live.ROUTES,
            look.FILES,
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static"),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts, origin=site.origin, name="The desk"),
            Middleware(Limited, limits=limits or Limits()),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Discreet),
        ],
        exception_handlers={HTTPException: _refused, NotThere: _not_there},
        max_body_size=MAX_BODY,
    )
    web.state.site = site
    app.observe(lambda _lines: site.changes.everything())
    return web


class Discreet:
    """Says that something failed, and logs where, never what: an exception may quote what people wrote."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        try:
            await self._app(scope, receive, send)
        except Exception as problem:  # the last place before the server, which would log all of it
            sentence = wording.failed(report("desk", problem))
            await plain("sorry.html", 500, title="Sorry", sentence=sentence)(scope, receive, send)


async def _refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    own = _SENTENCES.get(problem.status_code)
    sentence = own() if own is not None else problem.detail
    return plain("sorry.html", problem.status_code, title=_TITLES.get(problem.status_code, "Sorry"), sentence=sentence)


async def _not_there(_request: Request, _problem: Exception) -> Response:
    return plain("sorry.html", 404, title=_TITLES[404], sentence=wording.not_there())
