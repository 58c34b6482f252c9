"""The way in and out. A link is only looked at by the first request; the button uses it up."""

import secrets
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from adapters.dashboard.rendering import plain
from adapters.dashboard.site import Site, form_values, site_of, visitor_of
from bot.domain.visits import LASTS_FOR, OFFERED_FOR
from bot.wording import desk as wording

BROWSER = "kith-door"
"""The cookie of the first page: whoever presses the button has seen it."""


async def knock(request: Request) -> Response:
    """GET: show the button, and give the browser something to keep. Changes nothing."""
    site, token = site_of(request), request.path_params["token"]
    if not await site.door.is_good(token):
        raise HTTPException(410, wording.stale_link())
    browser = secrets.token_urlsafe(24)
    page = plain("door.html", token=token, mark=site.door.mark(token, browser))
    lasts = int(OFFERED_FOR.total_seconds())
    page.set_cookie(BROWSER, browser, max_age=lasts, path="/in/", **_strict(site))
    return page


async def enter(request: Request) -> Response:
    """POST: use the link up, from the browser that saw the button."""
    site, token = site_of(request), request.path_params["token"]
    mark = (await form_values(request)).get("mark", "")
    if not site.door.is_marked(mark, token, request.cookies.get(BROWSER, "")):
        raise HTTPException(403, wording.stale_page())
    cookie = await site.door.enter(token)
    if not cookie:
        raise HTTPException(410, wording.stale_link())
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(BROWSER, path="/in/")
    answer.set_cookie(site.cookie, cookie, max_age=int(LASTS_FOR.total_seconds()), path="/", **_strict(site))
    return answer


async def leave(request: Request) -> Response:
    """POST: end this visit, or with `everywhere` all of this person's."""
    site, visitor, values = site_of(request), await visitor_of(request), await form_values(request)
    if not site.room.is_sealed(visitor, values.get("seal", ""), "leave"):
        raise HTTPException(403, wording.stale_page())
    await site.door.leave(visitor, everywhere=bool(values.get("everywhere")))
    page = plain("sorry.html", title="Signed out", sentence=wording.left())
    page.delete_cookie(site.cookie, path="/", **_strict(site))
    return page


def _strict(site: Site) -> dict[str, Any]:
    """For no script and no other site, and over TLS where there is any."""
    return {"secure": site.is_secure, "httponly": True, "samesite": "strict"}


ROUTES = [
    Route("/in/{token}", knock, methods=["GET"]),
    Route("/in/{token}", enter, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
]
