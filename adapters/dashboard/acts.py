"""What somebody does on a page: the same events as a button or a form in chat, and the core's answer."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.forms import CHOOSE, PREFIX, SUBMIT, Sealing
from adapters.dashboard.planning import groups, pairs
from adapters.dashboard.programme import policies, questions
from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.rules import rules
from adapters.dashboard.site import Site, form_values, site_of, visitor_of
from bot.cards import Action, Card
from bot.desk.door import Visitor
from bot.effects import Reply
from bot.wording import desk as wording

Page = Callable[[Request, Said], Awaitable[Response]]
IN_PLACE: Final[Mapping[str, Page]] = {
    "/groups": groups,
    "/pairs": pairs,
    "/questions": questions,
    "/policies": policies,
    "/rules": rules,
}
"""Pages on which an act is answered: its answer stands above what the page shows now."""


async def act(request: Request) -> Response:
    """POST: do what was offered on this visit's page, once, and show the answer."""
    site, visitor, sent = site_of(request), await visitor_of(request), await form_values(request)
    kind, action, once, back = (sent.get(name, "") for name in ("kind", "action", "once", "back"))
    if not site.room.is_sealed(visitor, sent.get("seal", ""), kind, action, once, back):
        raise HTTPException(403, wording.stale_page())
    replies = await _done(site, visitor, kind, Action.parse(action), once, sent)
    sealing = Sealing(site.room, visitor, back)
    answers = [reply.answer for reply in replies]
    said = Said(
        [answer for answer in answers if isinstance(answer, Card)],
        [sealing.dialog(answer) for answer in answers if not isinstance(answer, Card)],
        "" if answers else wording.done_before(),
    )
    if back in IN_PLACE:
        return await IN_PLACE[back](request, said)
    return shown(site, visitor, "answer.html", back, said=said, is_live=False)


async def _done(
    site: Site, visitor: Visitor, kind: str, action: Action, once: str, sent: Mapping[str, str]
) -> list[Reply]:
    if kind == SUBMIT:
        values = {name.removeprefix(PREFIX): value for name, value in sent.items() if name.startswith(PREFIX)}
        return await site.room.submit(visitor, action, once, values)
    return await site.room.press(visitor, action, once, sent.get("value", "") if kind == CHOOSE else "")


ROUTES = [Route("/act", act, methods=["POST"])]
