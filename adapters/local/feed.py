"""The live line to an open page: it says that something changed, the page looks up what."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from adapters.local.site import Site, person_of, site_of
from adapters.look.live import Listener

_BEAT: Final = 15.0
"""Seconds after which a line that is silent says that it is still there."""
_PAUSE: Final = 0.1
"""Seconds between two notices at least."""


async def live(request: Request) -> Response:
    """GET: a stream of `changed` events, each with the topics and whether the server ends."""
    site, person = site_of(request), await person_of(request)
    return StreamingResponse(
        _stream(site, person.id), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


async def _stream(site: Site, person_id: str) -> AsyncIterator[str]:
    with site.workspace.changes.listening(person_id) as listener:
        yield "retry: 1000\n\n"
        async for notice in _notices(listener):
            yield notice


async def _notices(listener: Listener) -> AsyncIterator[str]:
    while True:
        topics = await listener.heard(_BEAT)
        if "end" in topics:
            return
        yield f"event: changed\ndata: {' '.join(sorted(topics))}\n\n" if topics else ": still here\n\n"
        await asyncio.sleep(_PAUSE)


ROUTES = [Route("/api/people/{person}/live", live)]
