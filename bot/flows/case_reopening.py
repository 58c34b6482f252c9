"""A coordinator opens a closed case again: it goes to whoever is on call, from the start of its policy."""

from collections.abc import Mapping
from typing import Annotated

from bot.domain.cases import NOTE_LIMIT, Case, CaseRef
from bot.domain.members import Role
from bot.effects import Effects, Refused, Reply
from bot.flows.case_doors import case_by_ref, save, the_case
from bot.flows.case_news import tell_opener
from bot.flows.case_record import acted
from bot.flows.cases import announced, to_the_line
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_reopening as wording
from bot.wording import reports
from bot.wording.voice import Voice

routes = Router()


@routes.action("case.reopen", role=Role.COORDINATOR)
async def reopen_button(turn: Turn, case_id: str) -> Effects:
    """Open the form that opens a closed case again."""
    case = _closed_lately(turn, await the_case(turn, case_id))
    return [Reply(wording.form(Voice.to(turn.me), case))]


@routes.form("case.reopened", role=Role.COORDINATOR)
async def reopened(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Open a closed case again."""
    return await _reopen(turn, await the_case(turn, case_id), values.get("note", ""))


@routes.command("coord case reopen", role=Role.COORDINATOR)
async def reopen_command(
    turn: Turn,
    ref: Annotated[CaseRef, "The case, for example K7Q2"],
    text: Annotated[str, "Why, in a line"] = "",
) -> Effects:
    """Open a case again that was closed within the last 14 days."""
    return await _reopen(turn, await case_by_ref(turn, ref), text)


def _closed_lately(turn: Turn, case: Case) -> Case:
    if not case.is_closed:
        raise Refused(wording.open_already(Voice.to(turn.me), case))
    if not case.may_reopen(turn.now):
        raise Refused(wording.too_late(Voice.to(turn.me), case))
    return case


async def _reopen(turn: Turn, closed: Case, text: str) -> Effects:
    case = _closed_lately(turn, closed).opened_again()
    await save(turn, case)
    await acted(turn, case, "opened_again", text.strip()[:NOTE_LIMIT])
    return [
        Reply(wording.opened(Voice.to(turn.me), case)),
        *await to_the_line(turn, turn.here, case),
        *await tell_opener(turn, case, reports.was_reopened),
        *announced(turn.here, case),
    ]
