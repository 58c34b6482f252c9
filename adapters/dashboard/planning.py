"""Groups and pairs on pages: proposed, edited, approved, published. What an act is answered stands above the page."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.forms import Sealing
from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.site import page_number, site_of, visitor_of
from bot.desk.groups import groups_page
from bot.desk.pairs import pairs_page


async def groups(request: Request, said: Said | None = None) -> Response:
    """The groups there are and those that are proposed."""
    site, visitor, number = site_of(request), await visitor_of(request), page_number(request)
    found = await site.room.see(visitor, lambda turn: groups_page(turn, number), "desk.groups")
    sealing = Sealing(site.room, visitor, "/groups")
    return shown(
        site,
        visitor,
        "groups.html",
        "/groups",
        page=found,
        look=sealing.dialog(found.look),
        move=sealing.dialog(found.proposal.form).sealed if found.proposal is not None else None,
        said=said or Said(),
    )


async def pairs(request: Request, said: Said | None = None) -> Response:
    """Who looks after whom, and who would."""
    site, visitor, number = site_of(request), await visitor_of(request), page_number(request)
    found = await site.room.see(visitor, lambda turn: pairs_page(turn, number), "desk.pairs")
    return shown(site, visitor, "pairs.html", "/pairs", page=found, said=said or Said())


ROUTES = [Route("/groups", groups), Route("/pairs", pairs)]
