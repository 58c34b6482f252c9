"""The weeks' questions, what is decided, and files to take away."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.site import site_of, visitor_of
from bot.desk.files import NOTED, file, files_page
from bot.desk.policies import policies_page
from bot.desk.questions import questions_page


async def questions(request: Request, said: Said | None = None) -> Response:
    """What is asked in each week."""
    site, visitor = site_of(request), await visitor_of(request)
    rows = await site.room.see(visitor, questions_page, "desk.questions")
    return shown(site, visitor, "questions.html", "/questions", rows=rows, said=said or Said())


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
    Route("/policies", policies),
    Route("/files", files),
    Route("/files/{name}", taken),
]
