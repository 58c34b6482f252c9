"""What if: what can be supposed of the coming weeks, and what would come of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.cases import Case
from bot.domain.members import Absence

WEEKS = 4
"""How far is looked ahead, at most."""


class Change(StrEnum):
    """What is supposed."""

    NOTHING = "nothing"
    SILENCE = "silence"
    MENTOR_LEAVES = "mentor_leaves"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Carried:
    """What there is already when the weeks begin; people in it are called by their handles, and nobody's words are."""

    absences: tuple[Absence, ...] = ()
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants to know: `mentor` is a handle, `holiday` a day; each only where the change wants one."""

    change: Change
    mentor: str = ""
    holiday: date | None = None
    carried: Carried = Carried()


@dataclass(frozen=True, slots=True)
class DayAhead:
    """What would be sent on one day: how many messages of each kind, with its reason."""

    on: date
    sent: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What one person would get: messages in all, on their fullest day, and as a mentor how many learners."""

    handle: str
    messages: int
    fullest: int
    learners: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """The coming weeks as they would go, to the end of `through`."""

    through: date
    days: tuple[DayAhead, ...]
    loads: tuple[Load, ...]
    messages: int
    cases: int
    unpaired: int

    @property
    def fullest(self) -> int:
        """The most messages one person would get on one day."""
        return max((load.fullest for load in self.loads), default=0)

    @property
    def most_learners(self) -> int:
        """The most learners one mentor would have."""
        return max((load.learners for load in self.loads), default=0)
