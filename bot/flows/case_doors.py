"""The one door to a case: whoever may not know of it learns nothing, not even that it exists."""

from bot.cards import Card
from bot.domain.access import may_see_case
from bot.domain.case_times import last_taken
from bot.domain.cases import Case
from bot.effects import Refused, Revise
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import cases as wording
from bot.wording import common
from bot.wording.voice import Voice


async def the_case(turn: Turn, case_id: str) -> Case:
    """Return a case this coordinator may know of, locked."""
    case = await turn.tx.cases.get(case_id)
    if case is None or not may_see_case(turn.me, case):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return case


async def the_open_case(turn: Turn, case_id: str) -> Case:
    """Return a case this coordinator may know of, locked; where it is closed, a late press hears so."""
    case = await the_case(turn, case_id)
    if case.is_closed:
        raise Refused(wording.closed_already(Voice.to(turn.me), case))
    return case


async def case_by_ref(turn: Turn, ref: str) -> Case:
    """Return a case this coordinator may know of, by what people call it."""
    case = await turn.tx.cases.by_ref(turn.here.id, ref.strip().upper())
    if case is None or not may_see_case(turn.me, case):
        raise Refused(desk.no_such_case(Voice.to(turn.me), ref))
    return case


async def save(turn: Turn, case: Case) -> None:
    """Store a changed case; Refused where somebody was faster."""
    if not await turn.tx.cases.save(case):
        raise Refused(wording.changed_meanwhile(Voice.to(turn.me), case))


async def everywhere(turn: Turn, case: Case, card: Card) -> Revise:
    """Show a card in place of each message about a case that is not history yet.

    A case may come back and be taken many times: to change every copy there ever was each time adds up to thousands.
    """
    return Revise(f"case:{case.id}", card, since=last_taken(await turn.tx.cases.timeline(case.id)))
