"""The live line to an open page: it says that something changed; the page looks up what, as anybody would.

It rings at once only for what the bot says to the page's reader. All else is found at the next sign of life, which
comes whatever happens: who is kept out of a case cannot tell from the line when there is news of it.
"""

from collections.abc import AsyncIterator
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from adapters.dashboard.site import LIVE, Site, site_of, visitor_of
from bot.desk.door import Visitor
from bot.wording import desk as wording

ALIVE_EVERY: Final = 20.0
"""Seconds between signs of life. Whatever was changed meanwhile by others, or in another process, is looked up then."""
LASTS: Final = 15
"""Signs of life of one line. Then the browser asks anew, and so does the door."""

MOST: Final = 20
"""Lines one person may have open at the same time; a person has a page or two."""


async def live(request: Request) -> Response:
    """Say that something changed, never what."""
    site, visitor = site_of(request), await visitor_of(request)
    if site.changes.count(visitor.member.id) >= MOST:
        raise HTTPException(429, wording.too_fast())
    return StreamingResponse(
        _notices(site, visitor), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


async def _notices(site: Site, visitor: Visitor) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    with site.changes.listening(visitor.member.id, visitor.member.handle) as listener:
        for _ in range(LASTS):
            topics = await listener.heard(ALIVE_EVERY)
            if "end" in topics:
                return
            yield "event: changed\ndata: \n\n"


ROUTES = [Route(LIVE, live)]
