"""A real problem that a group thinks about together (G13)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

PROBLEM_LIMIT, HELPED_LIMIT = 1000, 500


class Helped(StrEnum):
    """What helped, in the asker's eyes: one of the three kinds of answer, or something else."""

    OPTION = "option"
    EXPERIENCE = "experience"
    TOGETHER = "together"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in a group's channel; `words` and `lesson` are the asker's personal text, encrypted at rest."""

    id: str
    cohort_id: str
    group_id: str
    asker_id: str
    opened_at: datetime
    is_named: bool
    words: str = ""
    closed_at: datetime | None = None
    helped: Helped | None = None
    lesson: str = ""

    def closed(self, now: datetime, helped: Helped, lesson: str) -> "Problem":
        """Return the problem as settled, with what helped."""
        return replace(self, closed_at=now, helped=helped, lesson=lesson)
