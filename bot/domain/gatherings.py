"""What a whole cohort is invited to: a live session, a talk, an evening together. People read "event"."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

ANNOUNCED_AHEAD = timedelta(days=7)
"""When what stands in the cohort file is announced; what a coordinator plans is announced at once."""
REMINDED_AHEAD = timedelta(hours=1)
LONGEST = 24 * 60
"""Minutes of the longest one."""


class GatheringState(StrEnum):
    """PLANNED is still to be announced; what is cancelled before that is never heard of."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Gathering:
    """One event. `ref` is its name in commands ("E2"); `link` is where to join ("": in the cohort's channel).

    `version` counts its changes; calendars keep the highest.
    """

    id: str
    cohort_id: str
    ref: str
    title: str
    starts_at: datetime
    minutes: int
    link: str = ""
    state: GatheringState = GatheringState.PLANNED
    version: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state is GatheringState.CANCELLED

    @property
    def is_announced(self) -> bool:
        """Whether people know of it, and it takes place."""
        return self.state is GatheringState.ANNOUNCED

    def announced(self) -> "Gathering":
        """Return it as people know it."""
        return replace(self, state=GatheringState.ANNOUNCED)

    def moved(self, at: datetime) -> "Gathering":
        """Return it at another time."""
        return replace(self, starts_at=at, version=self.version + 1)

    def cancelled(self) -> "Gathering":
        """Return it as it does not take place."""
        return replace(self, state=GatheringState.CANCELLED, version=self.version + 1)


def announced_at(gathering: Gathering, now: datetime) -> datetime:
    """Return when to tell of what stands in the cohort file."""
    return max(now, gathering.starts_at - ANNOUNCED_AHEAD)
