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

from adapters import look
from adapters.dashboard import acts, entry, live, pages, planning, programme, roster, rules, what_if
from adapters.dashboard.limits import Limited, Limits, Measured
from adapters.dashboard.rendering import plain
from adapters.dashboard.site import Site
from adapters.guard import Discreet, Guard
from bot.app import Application
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
            *rules.ROUTES,
            *roster.ROUTES,
            *what_if.ROUTES,
            *acts.ROUTES,
            *live.ROUTES,
            look.FILES,
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static"),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts, origin=site.origin, name="The desk"),
            Middleware(Limited, limits=limits or Limits()),
            Middleware(Measured, most=roster.LIMITS, otherwise=MAX_BODY, answer=_too_big),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Discreet, name="desk", answer=_sorry),
        ],
        exception_handlers={HTTPException: _refused, NotThere: _not_there},
    )
    web.state.site = site
    app.observe(lambda lines: site.changes.said_to({line.to for line in lines}))
    return web


def _too_big() -> Response:
    return plain("sorry.html", 413, title="Too large", sentence=wording.too_big())


def _sorry(reference: str) -> Response:
    return plain("sorry.html", 500, title="Sorry", sentence=wording.failed(reference))


async def _refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    own = _SENTENCES.get(problem.status_code)
    sentence = own() if own is not None else problem.detail
    return plain("sorry.html", problem.status_code, title=_TITLES.get(problem.status_code, "Sorry"), sentence=sentence)


async def _not_there(_request: Request, _problem: Exception) -> Response:
    return plain("sorry.html", 404, title=_TITLES[404], sentence=wording.not_there())
