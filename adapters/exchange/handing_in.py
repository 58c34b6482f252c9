"""Rows that other programs bring: looked at as a spreadsheet is, then one event, so that all are taken up or none."""

import secrets
from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.exchange.description import PEOPLE, PROGRESS, description
from adapters.exchange.rows import Problem, Refusal, rows_of
from adapters.exchange.site import Site, site_of
from adapters.exchange.tokens import Scope, Token
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.domain.roster import compared
from bot.errors import BadInput, Fault
from bot.events import Event, ProgressRead, RosterRead
from bot.flows.roster import known_people
from bot.people_file.progress import progress_in
from bot.people_file.roster import roster_of
from bot.people_file.table import table_of
from bot.ports import Tx
from bot.wording import exchange as wording
from bot.wording.roster import faults

Outcomes = Sequence[tuple[str, str]]
"""A row's id, and what becomes of it."""


async def described(request: Request) -> Response:
    """Describe what there is; nobody needs a token for that."""
    return JSONResponse(description(site_of(request).public_url))


async def progress(request: Request) -> Response:
    """Take up how many modules learners have finished."""
    site = site_of(request)
    token = site.door.holder(request, Scope.PROGRESS)
    rows = await rows_of(request, "progress", PROGRESS)
    async with site.app.storage.snapshot() as tx:
        cohort = await _cohort(tx, token)
        learners = {one.handle: one.id for one in await tx.members.in_cohort(cohort.id, Role.LEARNER)}
        try:
            found = progress_in(table_of(rows, "progress"), learners, len(cohort.plan.modules))
        except BadInput as problem:
            raise Refusal(409, wording.wrong_rows(), _problems(problem.faults)) from None
        traits = await tx.traits.in_cohort(cohort.id)
    before = {handle: traits[id].module for handle, id in learners.items() if id in traits}
    outcomes = [(handle, "unchanged" if before.get(handle) == done else "changed") for handle, done in found.items()]
    await _take_up(site, ProgressRead(_new_id(), site.app.clock.now(), cohort.handle, found, token.source))
    return _done(outcomes, is_taken_up=True)


async def people(request: Request) -> Response:
    """Bring people in, or change what is said of them."""
    site = site_of(request)
    token = site.door.holder(request, Scope.PEOPLE)
    is_dry = _is_dry(request)
    read = roster_of(await rows_of(request, "people", PEOPLE), "people")
    async with site.app.storage.snapshot() as tx:
        cohort = await _cohort(tx, token)
        outcomes = compared(read.entries, await known_people(tx, cohort, is_by_program=True))
    wrong = faults(read, outcomes)
    if wrong:
        raise Refusal(409, wording.wrong_rows(), _problems(wrong))
    if not is_dry:
        await _take_up(site, RosterRead(_new_id(), site.app.clock.now(), cohort.handle, read.entries, token.source))
    return _done([(one.entry.handle, str(one.fate)) for one in outcomes], is_taken_up=not is_dry)


async def _cohort(tx: Tx, token: Token) -> Cohort:
    cohort = await tx.cohorts.by_handle(token.cohort)
    if cohort is None:
        raise Refusal(409, wording.no_cohort(token.cohort))
    return cohort


async def _take_up(site: Site, event: Event) -> None:
    """Hand an event over; an answer to it says that it was not stored."""
    if await site.handle(event):
        raise Refusal(503, wording.try_again())


def _done(outcomes: Outcomes, *, is_taken_up: bool) -> Response:
    return JSONResponse(
        {"is_taken_up": is_taken_up, "rows": [{"id": handle, "outcome": outcome} for handle, outcome in outcomes]}
    )


def _problems(wrong: Iterable[Fault]) -> list[Problem]:
    return [Problem(each.line, each.key.rpartition(".")[2], each.problem, each.remedy) for each in wrong][:100]


def _is_dry(request: Request) -> bool:
    for name in request.query_params:
        if name != "dry_run":  # one that is spelled wrong would change what was to be tried
            raise Refusal(422, wording.wrong_shape(), [Problem(0, name[:60], "is not known here; there is `dry_run`.")])
    said = request.query_params.get("dry_run", "false")
    if said not in ("true", "false"):
        raise Refusal(422, wording.wrong_shape(), [Problem(0, "dry_run", "must be true or false.")])
    return said == "true"


def _new_id() -> str:
    return f"exchange:{secrets.token_hex(8)}"


ROUTES = [
    Route("/v1/openapi.json", described),
    Route("/v1/progress", progress, methods=["PUT"]),
    Route("/v1/people", people, methods=["PUT"]),
]
