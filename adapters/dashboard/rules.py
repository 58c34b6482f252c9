"""What is looked for in messages: the packs' rules and the cohort's own, and what they see in a sentence."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.forms import PREFIX, SUBMIT, Sealing
from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.site import form_values, site_of, visitor_of
from bot.cards import Action
from bot.desk.own_rules import tried_draft
from bot.desk.rules import rules_page
from bot.wording import desk as wording
from bot.wording.own_rules import SAVE

MOST_TYPED = 2000
"""Characters of a sentence that is tried; a message on the platforms has no more."""
TRYING = "rules"
"""What the seal of the form for a sentence is made for."""


async def rules(request: Request, said: Said | None = None) -> Response:
    """What is looked for, and how often it was right."""
    return await _rules(request, "", said or Said())


async def tried(request: Request) -> Response:
    """POST: try a sentence on the rules. It is kept nowhere, and never logged."""
    site, visitor, sent = site_of(request), await visitor_of(request), await form_values(request)
    if not site.room.is_sealed(visitor, sent.get("seal", ""), TRYING):
        raise HTTPException(403, wording.stale_page())
    return await _rules(request, sent.get("sentence", "")[:MOST_TYPED], Said())


async def draft(request: Request) -> Response:
    """POST: try a rule of the cohort's own before it is saved: the same form, sent elsewhere, and nothing is kept."""
    site, visitor, sent = site_of(request), await visitor_of(request), await form_values(request)
    kind, action, once, back = (sent.get(name, "") for name in ("kind", "action", "once", "back"))
    is_ours = site.room.is_sealed(visitor, sent.get("seal", ""), kind, action, once, back)
    if not is_ours or kind != SUBMIT or Action.parse(action).name != SAVE:
        raise HTTPException(403, wording.stale_page())
    values = {name.removeprefix(PREFIX): value for name, value in sent.items() if name.startswith(PREFIX)}
    subject = Action.parse(action).subject
    found = await site.room.see(visitor, lambda turn: tried_draft(turn, subject, values), "desk.rules_tried")
    dialog = Sealing(site.room, visitor, back).dialog(found.form)
    return await _rules(request, "", Said(dialogs=[dialog], lines=found.lines))


async def _rules(request: Request, sentence: str, said: Said) -> Response:
    site, visitor = site_of(request), await visitor_of(request)
    what = "desk.rules_tried" if sentence else "desk.rules"
    found = await site.room.see(visitor, lambda turn: rules_page(turn, sentence), what)
    return shown(
        site,
        visitor,
        "rules.html",
        "/rules",
        page=found,
        sentence=sentence,
        seal=site.room.seal(visitor, TRYING),
        is_live=not sentence and not said.dialogs,
        said=said,
    )


ROUTES = [
    Route("/rules", rules, methods=["GET"]),
    Route("/rules", tried, methods=["POST"]),
    Route("/rules/draft", draft, methods=["POST"]),
]
