"""A cohort: people going through a program together, with a start, an end and a zone."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.plan import Plan
from bot.domain.schedule import local_date, week_of


class CohortState(StrEnum):
    """Whether a cohort's weeks are running."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Cohort:
    """People going through a program together. `starts_on` is the Monday of week 1; the last day is a Sunday."""

    id: str
    handle: str
    name: str
    timezone: str
    starts_on: date
    weeks: int
    language: str = "en"
    state: CohortState = CohortState.OPEN
    plan: Plan = field(default_factory=Plan)

    @property
    def ends_on(self) -> date:
        """The last day of the last week."""
        return self.starts_on + timedelta(weeks=self.weeks, days=-1)

    def week(self, day: date) -> int:
        """Return the week a day falls in: 1 to `weeks` inside the cohort, 0 or less before, more after."""
        return week_of(day, self.starts_on)

    def week_at(self, moment: datetime, zone: str) -> int:
        """Return the week a moment falls in for somebody in `zone`."""
        return self.week(local_date(moment, zone))

    def has_week(self, week: int) -> bool:
        """Whether the week lies inside the cohort."""
        return 1 <= week <= self.weeks
