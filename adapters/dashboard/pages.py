"""The pages: each reads what the core lets this visitor see, and shows it."""

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.dashboard.curve import points
from adapters.dashboard.rendering import shown
from adapters.dashboard.site import page_number, site_of, visitor_of
from bot.desk.audit import audit_page
from bot.desk.calendar import calendar
from bot.desk.cases import case_list, case_page
from bot.desk.door import Visitor
from bot.desk.drops import drops_page
from bot.desk.figures import figures_page, trend_page
from bot.desk.people import people_list, person_page
from bot.desk.week import coordinators_week, learners_week
from bot.domain.figures import Measure
from bot.wording import desk_trends as trends
from bot.wording.desk_people import ROLES
from bot.wording.voice import Voice

CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture is looked at, nothing else; its own styles stand in it."""
LONGEST_NAME = 200
"""Characters of what is looked for."""
COLUMNS = {Measure.CHECK_INS: "Check-ins answered", Measure.SESSIONS: "Sessions attended"}


async def week(request: Request) -> Response:
    """Who needs a person this week."""
    site, visitor = site_of(request), await visitor_of(request)
    number = page_number(request)
    read = (lambda turn: coordinators_week(turn, number)) if visitor.is_coordinator else learners_week
    found = await site.room.see(visitor, read, "desk.week")
    return shown(site, visitor, "week.html", "/", week=found)


async def cases(request: Request) -> Response:
    """The cases somebody may know of."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, case_list, "desk.cases")
    return shown(site, visitor, "cases.html", "/cases", cases=found)


async def case(request: Request) -> Response:
    """One case."""
    site, visitor, ref = site_of(request), await visitor_of(request), request.path_params["ref"]
    found = await site.room.see(visitor, lambda turn: case_page(turn, ref), "case.read", lambda page: page.case.id)
    return shown(site, visitor, "case.html", f"/cases/{found.case.ref}", page=found)


async def people(request: Request) -> Response:
    """Everybody of whom there is a page."""
    site, visitor = site_of(request), await visitor_of(request)
    wanted, number = request.query_params.get("find", "")[:LONGEST_NAME], page_number(request)
    found = await site.room.see(visitor, lambda turn: people_list(turn, wanted, number), "desk.people")
    return shown(site, visitor, "people.html", "/people", page=found, roles=ROLES)


async def person(request: Request) -> Response:
    """One person's timeline."""
    site, visitor, handle = site_of(request), await visitor_of(request), request.path_params["handle"]
    found = await site.room.see(
        visitor, lambda turn: person_page(turn, handle), "desk.person", lambda page: page.row.person.id
    )
    path = request.url.path
    line = points([week.all for week in found.weeks])
    return shown(site, visitor, "person.html", path, page=found, roles=ROLES, line=line)


async def figures(request: Request) -> Response:
    """The cohort in figures."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, figures_page, "desk.figures")
    voice = Voice.to(visitor.member)
    lines = [
        (trend, *[say(voice, trend.line) for say in (trends.name, trends.caption)], trends.alternative(voice, trend))
        for trend in found.lines
    ]
    return shown(
        site,
        visitor,
        "figures.html",
        "/figures",
        page=found,
        columns=tuple(COLUMNS.values()),
        lines=lines,
        value=lambda trend, point: trends.value(voice, trend.line, point),
    )


async def drops(request: Request) -> Response:
    """The weeks in which fewer answered, and where to look first."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, drops_page, "desk.drops")
    return shown(site, visitor, "drops.html", "/figures/drops", page=found)


def as_part(visitor: Visitor) -> Visitor:
    """Return the visitor of a page's picture: the page was noted, and its pictures are no looks of their own."""
    return replace(visitor, is_glance=True)


async def chart(request: Request) -> Response:
    """The chart of the cohort, in the colours of the reader's device."""
    from adapters.chart import DARK, LIGHT, vector  # the drawing library takes half a second to load

    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(as_part(visitor), figures_page, "desk.figures")
    palette = DARK if request.path_params["look"] == "dark" else LIGHT
    drawn = await asyncio.to_thread(vector, found.figures, found.alternative, palette)
    return Response(drawn, media_type="image/svg+xml", headers={"content-security-policy": CHART_POLICY})


async def line(request: Request) -> Response:
    """One more line of the cohort, in the colours of the reader's device."""
    from adapters.chart import DARK, LIGHT
    from adapters.chart import line as drawing

    site, visitor, name = site_of(request), await visitor_of(request), request.path_params["line"]
    found = await site.room.see(as_part(visitor), lambda turn: trend_page(turn, name), "desk.figures")
    palette, voice = DARK if request.path_params["look"] == "dark" else LIGHT, Voice.to(visitor.member)
    drawn = await asyncio.to_thread(drawing, found, trends.alternative(voice, found), palette)
    return Response(drawn, media_type="image/svg+xml", headers={"content-security-policy": CHART_POLICY})


async def days(request: Request) -> Response:
    """What will be sent."""
    site, visitor = site_of(request), await visitor_of(request)
    found = await site.room.see(visitor, calendar, "desk.calendar")
    return shown(site, visitor, "calendar.html", "/calendar", days=found)


async def audit(request: Request) -> Response:
    """Who looked at what."""
    site, visitor, number = site_of(request), await visitor_of(request), page_number(request)
    has_own = request.query_params.get("own") == "yes"
    found = await site.room.see(visitor, lambda turn: audit_page(turn, number, has_own=has_own), "audit.read")
    return shown(site, visitor, "audit.html", "/audit", page=found)


ROUTES = [
    Route("/", week),
    Route("/cases", cases),
    Route("/cases/{ref}", case),
    Route("/people", people),
    Route("/people/{handle}", person),
    Route("/figures", figures),
    Route("/figures/drops", drops),
    Route("/figures/{look:str}.svg", chart),
    Route("/figures/{line}/{look:str}.svg", line),
    Route("/calendar", days),
    Route("/audit", audit),
]
