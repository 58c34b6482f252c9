"""Who hosts a group's week: a learner who was asked in private and said yes, each in turn (P10, K2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from bot.domain.cohorts import Cohort
from bot.domain.plan import OWN_IT
from bot.domain.schedule import LocalTime

ASKED_BEFORE, ASKED_AT = timedelta(days=4), time(12)
"""So long before the week's question somebody is asked: the Thursday before a Monday, at noon."""
ANSWER_WITHIN = timedelta(hours=24)
"""Without an answer so long, the next person is asked."""

MOST = 2
"""After so many who did not answer nobody else is asked about a week."""


class HostState(StrEnum):
    """What somebody said who was asked to host. LET_GO: nothing, so somebody else was asked."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody asked to host one week of a group."""

    id: str
    cohort_id: str
    group_id: str
    week: int
    learner_id: str
    state: HostState = HostState.ASKED

    @property
    def holds(self) -> bool:
        """Whether they said yes."""
        return self.state is HostState.AGREED


def next_host(people: Sequence[str], asked: Sequence[Host], week: int) -> str | None:
    """Return who is asked next for a week: who hosted least, then who was asked least, then by order.

    None: nobody, also when as many as MOST did not answer; a week without a host is no harm.
    """
    hosted = Counter(host.learner_id for host in asked if host.holds)
    times = Counter(host.learner_id for host in asked)
    if sum(host.week == week and host.state is HostState.LET_GO for host in asked) >= MOST:
        return None
    already = {host.learner_id for host in asked if host.week == week}
    free = [person for person in people if person not in already]
    return min(free, key=lambda person: (hosted[person], times[person], people.index(person)), default=None)


def hosted_weeks(cohort: Cohort) -> list[int]:
    """Return the weeks that a learner hosts: those in which the group owns the question."""
    return [week for week in range(1, cohort.weeks + 1) if cohort.plan.phase(week).name == OWN_IT]


def asked_on(cohort: Cohort, week: int, zone: str) -> LocalTime:
    """Return when somebody is first asked to host a week."""
    monday = cohort.starts_on + timedelta(weeks=week - 1)
    post = cohort.plan.rhythm.prompt.on_or_after(monday, zone)
    return LocalTime(post.on - ASKED_BEFORE, ASKED_AT, zone)
