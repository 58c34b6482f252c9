"""What if: the coming weeks of the cohort, played somewhere else with something supposed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.rendering import shown
from adapters.dashboard.site import form_values, site_of, visitor_of
from bot.desk.what_if import Rehearsal, what_if
from bot.domain.outlook import Ask, Change, Outlook
from bot.wording import desk as wording
from bot.wording import desk_what_if as words
from bot.wording.voice import Voice

ASKING = "what-if"
"""What the seal of the form is made for."""


async def asking(request: Request) -> Response:
    """The form."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, what_if, "desk.what_if")
    return await _page(request, found, Ask(Change.NOTHING))


async def played(request: Request) -> Response:
    """POST: play it, and show what came of it."""
    site, visitor, sent = site_of(request), await visitor_of(request), await form_values(request)
    if not site.room.is_sealed(visitor, sent.get("seal", ""), ASKING):
        raise HTTPException(403, wording.stale_page())
    found, voice = await site.room.see(visitor, what_if, "desk.what_if"), Voice.to(visitor.member)
    ask = _ask(sent)
    if ask.change is Change.MENTOR_LEAVES and ask.mentor not in {one.handle for one in found.mentors}:
        return await _page(request, found, ask, error=words.which_mentor(voice))
    if ask.change is Change.HOLIDAY and ask.holiday is None:
        return await _page(request, found, ask, error=words.which_day(voice))
    if site.rehearse is None:
        return await _page(request, found, ask, error=words.not_here(voice))
    try:
        both = await site.rehearse(found.file, replace(ask, carried=found.carried), site.room.now())
    except TimeoutError:
        return await _page(request, found, ask, error=words.busy(voice))
    return await _page(request, found, ask, both=both)


def _ask(sent: Mapping[str, str]) -> Ask:
    try:
        change = Change(sent.get("change", ""))
    except ValueError:
        change = Change.NOTHING
    try:
        holiday = date.fromisoformat(sent.get("holiday", ""))
    except ValueError:
        holiday = None
    return Ask(change, sent.get("mentor", "") if change is Change.MENTOR_LEAVES else "", holiday)


async def _page(
    request: Request, found: Rehearsal, ask: Ask, *, both: tuple[Outlook, Outlook] | None = None, error: str = ""
) -> Response:
    site, visitor = site_of(request), await visitor_of(request)
    voice = Voice.to(visitor.member)
    return shown(
        site,
        visitor,
        "what-if.html",
        "/what-if",
        page=found,
        carried=words.carried(voice, len(found.carried.absences), len(found.carried.cases)),
        ask=ask,
        both=both,
        error=error,
        changes=words.CHANGES,
        days=_days(voice, both[1]) if both is not None else (),
        rows=_compared(voice, *both) if both is not None else (),
        seal=site.room.seal(visitor, ASKING),
        is_live=False,
    )


def _days(voice: Voice, then: Outlook) -> list[tuple[date, list[tuple[str, int]]]]:
    """Return what would be sent on each day, what is alike together and the most first."""
    found = []
    for day in then.days:
        counted = Counter[str]()
        for kind, number in day.sent:
            counted[words.sent(voice, kind)] += number
        found.append((day.on, counted.most_common()))
    return found


def _compared(voice: Voice, now: Outlook, then: Outlook) -> list[tuple[str, int, int]]:
    return [(words.measure(voice, name), getattr(now, name), getattr(then, name)) for name in words.MEASURES]


ROUTES = [Route("/what-if", asking, methods=["GET"]), Route("/what-if", played, methods=["POST"])]
