"""What follows when somebody hurt others: in steps, the smallest first; the same rule, the same answer (E14, L6)."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from bot.domain.cases import Case, CaseEntry, Cause

HARASSMENT = "harassment"


class Step(StrEnum):
    """A graded response; a coordinator takes it, never the bot."""

    WORD = "word"
    MESSAGE = "message"
    PAUSE = "pause"
    LEAVES = "leaves"


def is_about_conduct(case: Case) -> bool:
    """Whether a case is about what somebody did to others."""
    return case.cause is Cause.REPORT or case.category == HARASSMENT


def taken(entries: Iterable[CaseEntry]) -> Counter[Step]:
    """Count the steps in timelines."""
    return Counter(Step(entry.what.partition(":")[2]) for entry in entries if entry.what.startswith("measure:"))
