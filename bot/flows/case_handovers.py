"""A case is handed over to somebody outside the programme: an emergency, counselling or safeguarding service."""

from typing import Annotated

from bot.domain.cases import NOTE_LIMIT, Case, CaseRef, Cause, Outside
from bot.domain.members import Role
from bot.effects import Effects, Refused, Reply
from bot.flows.case_doors import case_by_ref, everywhere, save
from bot.flows.case_news import tell_opener
from bot.flows.case_record import acted
from bot.flows.cases import announced
from bot.flows.forgetting import case_erasure
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import case_handovers as wording
from bot.wording import cases as cases_wording
from bot.wording import reports
from bot.wording.voice import Voice

routes = Router()


async def hand_over(turn: Turn, case: Case, to: Outside, text: str) -> Effects:
    """Close a case here, because somebody outside looks after it; Kith itself tells nobody outside."""
    voice = Voice.to(turn.me)
    if case.is_closed:
        raise Refused(cases_wording.closed_already(voice, case))
    if case.is_unowned:
        raise Refused(desk.take_first(voice, case))
    if case.needs_a_note() and not text:
        raise Refused(wording.note_needed(voice, case))
    done = case.handed_over(turn.now)
    await save(turn, done)
    await acted(turn, done, f"handed_over:{to}", text)
    # a mentor wrote about somebody else: that a service outside looks after them is not the mentor's to know
    to_opener = reports.was_closed if case.cause is Cause.MENTOR else reports.was_handed_over
    return [
        await everywhere(turn, case, wording.was_handed_over(voice, case, turn.me)),
        Reply(wording.handed_over(voice, case)),
        *await tell_opener(turn, done, to_opener),
        *announced(turn.here, done),
        await case_erasure(turn, done),
    ]


@routes.command("coord case handover", role=Role.COORDINATOR)
async def hand_over_command(
    turn: Turn,
    ref: Annotated[CaseRef, "The case, for example K7Q2"],
    to: Annotated[Outside, "Who looks after it now"],
    text: Annotated[str, "A note; critical and high cases need one"] = "",
) -> Effects:
    """Close a case because a service outside the programme looks after it now."""
    return await hand_over(turn, await case_by_ref(turn, ref), to, text.strip()[:NOTE_LIMIT])
