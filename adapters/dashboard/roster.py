"""People from a spreadsheet: looked at first, row by row, then taken in as the form in chat takes them in."""

import hashlib
import secrets

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.rendering import Said, shown
from adapters.dashboard.site import site_of, visitor_of
from bot.cards import Action, Card
from bot.desk.door import Visitor
from bot.desk.roster import RosterLook, roster_look, roster_page
from bot.errors import BadInput
from bot.people_file.roster import RosterFormat
from bot.wording import desk as wording

LARGEST = 1_000_000
"""Bytes of a file: a few thousand people. What is larger is turned away while it arrives."""
LIMITS = {"/roster": LARGEST + 16_000, "/roster/take": LARGEST * 5 // 4}
"""Bytes of what may be sent; a browser writes line ends in two characters when it sends the rows once more."""
LOOKING, TAKING = "roster look", "roster take"
"""What the seals of the two forms are made for."""


async def asking(request: Request) -> Response:
    """The form."""
    site, visitor = site_of(request), await visitor_of(request)
    await site.room.see(visitor, roster_page, "desk.roster")
    return _page(request, visitor)


async def looked(request: Request) -> Response:
    """POST: say what each row of a file would do. Nothing of it is kept."""
    site, visitor = site_of(request), await visitor_of(request)
    content, values = await _sent(request)
    if not site.room.is_sealed(visitor, values.get("seal", ""), LOOKING):
        raise HTTPException(403, wording.stale_page())
    form = _format(values.get("format", ""))
    try:
        found = await site.room.see(visitor, lambda turn: roster_look(turn, content, form), "desk.roster_looked")
    except BadInput as problem:
        return _page(request, visitor, error=str(problem))
    return _page(request, visitor, found)


async def taken(request: Request) -> Response:
    """POST: take in what was looked at: the same form as in chat, sent once; the core looks at every row again."""
    site, visitor = site_of(request), await visitor_of(request)
    content, values = await _sent(request)
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    form, once = _format(values.get("format", "")), values.get("once", "")
    if not site.room.is_sealed(visitor, values.get("seal", ""), TAKING, _digest(text), form, once):
        raise HTTPException(403, wording.stale_page())
    sent = {"rows": text, "format": form.value, "do": "yes"}
    replies = await site.room.submit(visitor, Action("roster.submit"), once, sent)
    cards = [reply.answer for reply in replies if isinstance(reply.answer, Card)]
    return _page(request, visitor, said=Said(cards, sentence="" if cards else wording.done_before()))


async def _sent(request: Request) -> tuple[bytes, dict[str, str]]:
    """Return the file, and the words beside it."""
    content, values = b"", dict[str, str]()
    async with request.form(max_files=1, max_fields=9, max_part_size=max(LIMITS.values())) as form:
        for name, value in form.items():
            if isinstance(value, UploadFile) and name == "file":
                content = await value.read()
            elif isinstance(value, str) and name == "rows":
                content = value.encode("utf-8", "replace")
            elif isinstance(value, str):
                values[name] = value
    return content, values


def _format(text: str) -> RosterFormat:
    return RosterFormat(text) if text in list(RosterFormat) else RosterFormat.KITH


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _page(
    request: Request, visitor: Visitor, found: RosterLook | None = None, *, error: str = "", said: Said | None = None
) -> Response:
    site, once = site_of(request), secrets.token_urlsafe(9)
    take = ""
    if found is not None and found.is_sound and found.changes_something:
        take = site.room.seal(visitor, TAKING, _digest(found.text), found.form, once)
    return shown(
        site,
        visitor,
        "roster.html",
        "/roster",
        page=found,
        error=error,
        once=once,
        take=take,
        seal=site.room.seal(visitor, LOOKING),
        said=said or Said(),
        is_live=False,
    )


ROUTES = [
    Route("/roster", asking, methods=["GET"]),
    Route("/roster", looked, methods=["POST"]),
    Route("/roster/take", taken, methods=["POST"]),
]
