"""Legal hold: while a case is on it nothing in it is erased. For coordinators alone, with a reason, and recorded."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated

from bot.cards import Action, FieldErrors
from bot.domain.cases import NOTE_LIMIT, Case, CaseRef
from bot.domain.days import parse_day
from bot.domain.members import Role
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember
from bot.flows.case_doors import case_by_ref, save, the_case
from bot.flows.case_record import acted, note
from bot.flows.forgetting import case_erasure
from bot.flows.people import on_call, the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import holds as wording
from bot.wording.voice import Voice

routes = Router()

_REVIEW_AT = time(9)
_ASKED_AGAIN = timedelta(days=7)
"""An answer that never comes would keep words for ever; whoever is on call then is asked."""


@routes.command("coord case hold", role=Role.COORDINATOR)
async def hold_command(
    turn: Turn,
    ref: Annotated[CaseRef, "The case, for example K7Q2"],
    review_on: Annotated[date, "The day to ask whether it is still needed"],
    text: Annotated[str, "Why it must be kept"],
) -> Effects:
    """Put a case on legal hold: nothing in it is erased until you release it."""
    return await _hold(turn, await case_by_ref(turn, ref), review_on, text)


@routes.command("coord case release", role=Role.COORDINATOR)
async def release_command(turn: Turn, ref: Annotated[CaseRef, "The case, for example K7Q2"]) -> Effects:
    """End a legal hold: what the case holds is erased when its time is over."""
    return await _release(turn, await case_by_ref(turn, ref))


@routes.action("case.hold", role=Role.COORDINATOR)
async def hold_button(turn: Turn, case_id: str) -> Effects:
    """Open the form that puts a case on hold."""
    return [Reply(wording.form(Voice.to(turn.me), await the_case(turn, case_id)))]


@routes.form("case.held", role=Role.COORDINATOR)
async def held(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Put a case on hold, with a reason and a day to look again."""
    case, voice = await the_case(turn, case_id), Voice.to(turn.me)
    typed, text = values.get("review_on", ""), values.get("text", "")
    today = local_date(turn.now, turn.me.timezone)
    try:
        review_on = parse_day(typed, today)
    except ValueError:
        return [Reply(FieldErrors(wording.form(voice, case, text), {"review_on": wording.no_day(voice)}))]
    if review_on <= today:
        return [Reply(FieldErrors(wording.form(voice, case, text), {"review_on": wording.not_ahead(voice)}))]
    return await _hold(turn, case, review_on, text)


async def _hold(turn: Turn, case: Case, review_on: date, text: str) -> Effects:
    voice = Voice.to(turn.me)
    if review_on <= local_date(turn.now, turn.me.timezone):
        raise Refused(wording.past_review(voice, case))
    if not text.strip():
        raise Refused(wording.no_reason(voice, case))
    on_hold = case.held(review_on, turn.now)
    await save(turn, on_hold)
    await note(turn, on_hold, "held", text.strip()[:NOTE_LIMIT])
    await turn.tx.audit.add(turn.now, turn.me.id, f"case.held:{review_on}", case.id)
    at = LocalTime(review_on, _REVIEW_AT, turn.here.timezone)
    return [Reply(wording.held(voice, on_hold)), Later(at, Action("case.review", case.id))]


@routes.action("case.release", role=Role.COORDINATOR)
async def release_button(turn: Turn, case_id: str) -> Effects:
    """End a hold."""
    return await _release(turn, await the_case(turn, case_id))


async def _release(turn: Turn, case: Case) -> Effects:
    voice = Voice.to(turn.me)
    if not case.is_held:
        raise Refused(wording.not_held(voice, case))
    await save(turn, case.released())
    await acted(turn, case, "released")
    effects: Effects = [Reply(wording.released(voice, case))]
    if case.closed_at is not None:
        effects.append(await case_erasure(turn, case))
    return effects


@routes.timer("case.review")
async def review(turn: Turn, case_id: str) -> Effects:
    """Ask whoever is on call whether a hold is still needed, every week; it stays until somebody ends it."""
    case = await turn.tx.cases.get(case_id)
    if case is None or not case.is_held or case.review_on is None:
        return []
    cohort = await the_cohort(turn, case.cohort_id)
    if local_date(turn.now, cohort.timezone) < case.review_on:
        return []
    people = await on_call(turn, cohort, case.not_asked)
    return [
        *(Send(ToMember(person.id), wording.due(Voice.to(person), case)) for person in people[:1]),
        Later(turn.now + _ASKED_AGAIN, Action("case.review", case.id)),
    ]
