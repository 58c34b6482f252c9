"""A learner moves to another mentor: because they asked, or because a mentor's week is full. Nobody is blamed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.cohorts import Cohort
from bot.domain.members import Fit, Pairing
from bot.domain.schedule import LocalTime

OPENS_AT = time(9)
"""On the cohort's clock, on the Monday after the weeks without re-pairing (acceptance cohort, 16 March)."""


class MoveCause(StrEnum):
    """FIT is a re-pairing; the others are hand-offs (acceptance, rule 8)."""

    FIT = "fit"
    WORKLOAD = "workload"
    COVER = "cover"
    COORDINATOR = "coordinator"


class MoveState(StrEnum):
    """CONSENT: the learner is asked; WAITING: a coordinator decides."""

    CONSENT = "consent"
    WAITING = "waiting"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Move:
    """A learner's move from one mentor to another; `to_id` is "" while nobody with room was found."""

    id: str
    cohort_id: str
    learner_id: str
    from_id: str
    to_id: str
    cause: MoveCause
    asked_at: datetime
    state: MoveState = MoveState.WAITING
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to say something."""
        return self.state in (MoveState.CONSENT, MoveState.WAITING)

    def decided(self, state: MoveState, now: datetime, by: str) -> "Move":
        """Return the move as somebody decided it."""
        return replace(self, state=state, decided_at=now, decided_by=by)


def may_ask_for_another(cohort: Cohort, now: datetime) -> bool:
    """Whether the weeks are over in which everybody gives it a try (S7)."""
    return now >= opens_at(cohort).moment()


def opens_at(cohort: Cohort) -> LocalTime:
    """Return when re-pairing opens."""
    monday = cohort.starts_on + timedelta(weeks=cohort.plan.sessions.repair_after_weeks)
    return LocalTime(monday, OPENS_AT, cohort.timezone)


def asks_at(cohort: Cohort, zone: str, now: datetime) -> LocalTime | None:
    """Return when a learner in `zone` is next asked how their pair is: the last Sunday before it opens, then weekly."""
    asks = cohort.plan.sessions.fit_question
    first = asks.on_or_before(opens_at(cohort).on - timedelta(days=1), zone)
    following = first if first.moment() > now else asks.after(now, zone)
    return following if following.on <= cohort.ends_on else None


def is_unhappy(pairing: Pairing | None) -> bool:
    """Whether a learner said that the two do not fit."""
    return pairing is not None and pairing.fit is Fit.NOT_GOOD


def counted(moves: Iterable[Move]) -> tuple[int, int]:
    """Return how many re-pairings and hand-offs took place."""
    done = [move.cause for move in moves if move.state is MoveState.DONE]
    return done.count(MoveCause.FIT), len(done) - done.count(MoveCause.FIT)
