"""What people wrote is erased when its time is over; the figures stay."""

from datetime import time

from bot.cards import Action
from bot.domain.cohorts import Cohort
from bot.domain.schedule import LocalTime
from bot.effects import Effects, Later
from bot.flows.forgetting import ERASED, erased_at
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn

routes = Router()

_AT = time(3)


def erasure(cohort: Cohort) -> Later:
    """Set the day on which a cohort's texts are erased: so long after its last day, on its own clock."""
    on = cohort.ends_on + cohort.plan.retention.texts
    return Later(LocalTime(on, _AT, cohort.timezone), Action("retention.cohort", cohort.id))


@routes.timer("retention.cohort")
async def cohort_texts(turn: Turn, cohort_id: str) -> Effects:
    """Erase everybody's check-in texts and drafts."""
    cohort = await the_cohort(turn, cohort_id)
    for member in await turn.tx.members.in_cohort(cohort.id):
        if await turn.tx.retention.forget_member(member.id):
            await turn.tx.audit.add(turn.now, "", ERASED, member.id)
    return []


@routes.timer("retention.case")
async def case_texts(turn: Turn, case_id: str) -> Effects:
    """Erase a case's excerpt and notes, unless it is on hold, or was opened again or closed anew since."""
    case = await turn.tx.cases.get(case_id)
    if case is None or not case.is_closed or case.closed_at is None or case.is_held:
        return []
    if turn.now >= await erased_at(turn, case) and await turn.tx.retention.forget_case(case.id):
        await turn.tx.audit.add(turn.now, "", ERASED, case.id)
    return []
