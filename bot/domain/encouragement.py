"""When somebody hears that what they did was seen: only for what is true, seldom, and never before a deadline (C10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta

from bot.domain.budget import Nudge
from bot.domain.check_ins import DUE, CheckIn, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.schedule import Weekly

LOOKED_AT = Weekly(4, time(16))
"""Fridays, in the afternoon, on the group's clock: the week's conversation is nearly over."""
FROM_PEOPLE = 2
"""Answering so many different people in a week is worth a word."""
REST = timedelta(days=21)
"""Nobody hears it more often than once in so long; praise by the week is noise."""
SOFTENED = timedelta(days=7)
"""So long before a milestone there is none."""
KINDS = "encouragement."
QUIET_WEEKS = 2
"""Whoever answers after so many check-ins in a row that went by is told that it was good to hear from them."""


def is_softened(cohort: Cohort, day: date) -> bool:
    """Whether a milestone is so near that people are left in peace."""
    milestone = cohort.plan.next_milestone(day)
    return milestone is not None and milestone.due_on - day <= SOFTENED


def answered(replies: Mapping[tuple[str, str], int], learners: Iterable[str]) -> dict[str, int]:
    """Return how many different people each learner answered, of those who answered enough of them."""
    people: dict[str, set[str]] = {}
    for who, whom in replies:
        if who != whom:
            people.setdefault(who, set()).add(whom)
    return {who: len(people.get(who, ())) for who in learners if len(people.get(who, ())) >= FROM_PEOPLE}


def came_back(history: Iterable[CheckIn], week: int) -> bool:
    """Whether somebody answered the check-in of a week after several in a row had gone by."""
    states = [each.state for each in sorted(history, key=lambda each: each.week) if each.week <= week]
    due = [state for state in states if state in DUE]
    newest = due[-1 - QUIET_WEEKS :]
    is_this_week = bool(states) and states[-1] is CheckInState.ANSWERED
    return is_this_week and newest == [*[CheckInState.OVERDUE] * QUIET_WEEKS, CheckInState.ANSWERED]


def heard_lately(recent: Sequence[Nudge]) -> bool:
    """Whether somebody heard one in the time of `recent`."""
    return any(nudge.kind.startswith(KINDS) for nudge in recent)
