"""A learner's weekly answer: opened, answered, skipped or overdue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.cohorts import Cohort
from bot.domain.members import Absence, Member
from bot.domain.schedule import LocalTime


class CheckInState(StrEnum):
    """Where a check-in stands. SKIPPED and EXCUSED neither count as missed nor reset the row of missed ones."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    EXCUSED = "excused"


DUE = (CheckInState.ANSWERED, CheckInState.OVERDUE)
"""How a check-in ends that somebody was asked to answer; every share of answers is a share of these."""


class Mood(StrEnum):
    """How somebody says the week went."""

    FINE = "fine"
    MIXED = "mixed"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One learner's check-in of one week. `hardest` is personal free text, encrypted at rest."""

    id: str
    cohort_id: str
    learner_id: str
    week: int
    opened_at: datetime
    closes_at: datetime
    state: CheckInState = CheckInState.OPEN
    answered_at: datetime | None = None
    mood: Mood | None = None
    hardest: str = ""
    wants_help: bool = False
    is_shared: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer still counts."""
        return self.state is CheckInState.OPEN

    def answered(self, mood: Mood, now: datetime, hardest: str = "", *, wants_help: bool = False) -> "CheckIn":
        """Return the check-in with an answer; a late one is kept but stays overdue (only in time it counts)."""
        counted = CheckInState.ANSWERED if self.is_open and now < self.closes_at else self.state
        return replace(self, state=counted, answered_at=now, mood=mood, hardest=hardest, wants_help=wants_help)


def is_due(member: Member, week: int, opens_on: date, absences: Iterable[Absence]) -> bool:
    """Whether a check-in is expected of a learner that week: pace, and no absence on the day it opens."""
    if (week - member.check_in_from) % member.check_in_every:
        return False
    return not any(absence.covers(opens_on) for absence in absences)


def next_opening(member: Member, cohort: Cohort, absences: Collection[Absence], after: datetime) -> LocalTime | None:
    """Return when the learner's next check-in opens, on their clock; None when the cohort has none left for them."""
    rule = cohort.plan.rhythm.check_in_opens
    opening = rule.after(after, member.timezone)
    while (week := cohort.week(opening.on)) <= cohort.weeks:
        if week >= 1 and is_due(member, week, opening.on, absences):
            return opening
        opening = rule.after(opening.moment(), member.timezone)
    return None


def missed_in_a_row(history: Iterable[CheckInState]) -> int:
    """Count overdue check-ins at the end of a history (oldest first); skipped and excused ones do not interrupt."""
    count = 0
    for state in history:
        if state is CheckInState.OVERDUE:
            count += 1
        elif state is CheckInState.ANSWERED:
            count = 0
    return count
