"""The weeks' questions, what is looked for in messages, what is decided, and files to take away."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.site import form_values, site_of, visitor_of
from bot.desk.files import NOTED, file, files_page
from bot.desk.policies import policies_page
from bot.desk.questions import questions_page
from bot.desk.rules import rules_page
from bot.wording import desk as wording

MOST_TYPED = 2000
"""Characters of a sentence that is tried; a message on the platforms has no more."""
TRYING = "rules"
"""What the seal of the form for a sentence is made for."""


async def questions(request: Request, said: Said | None = None) -> Response:
    """What is asked in each week."""
    site, visitor = site_of(request), await visitor_of(request)
    rows = await site.room.see(visitor, questions_page, "desk.questions")
    return shown(site, visitor, "questions.html", "/questions", rows=rows, said=said or Said())


async def rules(request: Request) -> Response:
    """What is looked for, and how often it was right."""
    return await _rules(request, "")


async def tried(request: Request) -> Response:
    """POST: try a sentence on the rules. It is kept nowhere, and never logged."""
    site, visitor, sent = site_of(request), await visitor_of(request), await form_values(request)
    if not site.room.is_sealed(visitor, sent.get("seal", ""), TRYING):
        raise HTTPException(403, wording.stale_page())
    return await _rules(request, sent.get("sentence", "")[:MOST_TYPED])


async def _rules(request: Request, sentence: str) -> Response:
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
        is_live=not sentence,
    )


async def policies(request: Request, said: Said | None = None) -> Response:
    """What is decided."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, policies_page, "desk.policies")
    return shown(site, visitor, "policies.html", "/policies", page=found, said=said or Said())


async def files(request: Request) -> Response:
    """What can be taken away."""
    site, visitor = site_of(request), await visitor_of(request)
    await site.room.see(visitor, files_page, "desk.files")
    return shown(site, visitor, "files.html", "/files", is_live=False)


async def taken(request: Request) -> Response:
    """One file, to be kept."""
    site, visitor, name = site_of(request), await visitor_of(request), request.path_params["name"]
    found = await site.room.see(visitor, lambda turn: file(turn, name), NOTED.get(name, "desk.files"))
    headers = {"content-disposition": f'attachment; filename="{found.name}"'}
    return Response(found.content, media_type=f"{found.media_type}; charset=utf-8", headers=headers)


ROUTES = [
    Route("/questions", questions),
    Route("/rules", rules, methods=["GET"]),
    Route("/rules", tried, methods=["POST"]),
    Route("/policies", policies),
    Route("/files", files),
    Route("/files/{name}", taken),
]
