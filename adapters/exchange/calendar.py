"""Somebody's own sessions under a secret address, for the calendar they subscribe with."""

import hashlib
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.calendars import MEDIA_TYPE, gathered
from adapters.exchange.rows import Refusal
from adapters.exchange.site import site_of
from bot.desk.feeds import own_sessions
from bot.wording import exchange as wording

FRESH_FOR: Final = timedelta(minutes=15)


async def calendar(request: Request) -> Response:
    """Return the sessions of whoever has this address; 404 for one that is not, or no longer, in use."""
    site = site_of(request)
    if not site.door.may_look(request):
        raise Refusal(429, wording.too_often())
    entries = await own_sessions(site.app, request.path_params["secret"])
    if entries is None:
        raise Refusal(404, wording.no_calendar())
    file = gathered(entries)
    mark = f'"{hashlib.sha256(file).hexdigest()[:32]}"'
    headers = {
        "etag": mark,
        "cache-control": f"private, max-age={FRESH_FOR // timedelta(seconds=1)}",
        "x-robots-tag": "noindex",
        "content-disposition": 'inline; filename="kith.ics"',
    }
    if mark in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(file, media_type=MEDIA_TYPE, headers=headers)


ROUTES = [Route("/calendar/{secret}.ics", calendar)]
