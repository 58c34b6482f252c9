"""Who hears of a case first, and when: the hours are those of whoever is on call at that moment."""

from datetime import datetime

from bot.domain.cohorts import Cohort
from bot.domain.escalation import first_at
from bot.domain.members import Member
from bot.domain.severities import SeverityPolicy
from bot.flows.people import on_call
from bot.turn import Turn

_SHIFTS = 50
"""So many changes of who is on call are looked ahead; hours that never begin are no hours."""


async def first_told(
    turn: Turn, cohort: Cohort, policy: SeverityPolicy, excluded: tuple[str, ...], *, is_urgent: bool = False
) -> tuple[list[Member], datetime]:
    """Return who is on call, the first one first, at the first moment an alert may go, and that moment.

    Somebody else may be on call by then, in another zone: a night of one is a morning of the other. A timer that comes
    late counts from when it was due, so whoever should have heard in the morning hears now, also at night.
    """
    moment = turn.now - turn.late
    for _ in range(_SHIFTS):
        people = await on_call(turn, cohort, excluded, moment)
        at = first_at(moment, policy, people[0].timezone if people else cohort.timezone, is_urgent=is_urgent)
        change = cohort.plan.on_call.next_change(moment)
        if at < change:
            break
        moment = change
    return people, at
