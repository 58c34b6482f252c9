"""How long somebody waited for a person: the figure every case is measured by (E15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.domain.cases import Case, CaseEntry, Resolution

STARTS = ("opened", "reopened", "opened_again")
"""The lines of a timeline that begin the wait for a person."""
TOLD = "told"
"""A line of a timeline: coordinators were told; the number of the step and of the people follow, after colons."""


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """Since when a person is needed, and after how long somebody took it and was in touch (None: not yet)."""

    since: datetime
    taken_after: timedelta | None
    contact_after: timedelta | None


def times(case: Case, timeline: Sequence[CaseEntry]) -> CaseTimes:
    """Read the times of a case from its timeline (oldest first); a case that opened again is measured anew.

    In touch is who wrote a note, handed the case over, or closed it as something else than a false alarm.
    """
    starts = [entry.at for entry in timeline if entry.what.partition(":")[0] in STARTS]
    since = starts[-1] if starts else case.opened_at
    later = [entry for entry in timeline if entry.at >= since]
    taken = next((entry.at for entry in later if entry.what == "acknowledged"), None)
    contact = next((entry.at for entry in later if _is_contact(entry)), None)
    return CaseTimes(since, taken - since if taken else None, contact - since if contact else None)


def needed_since(case: Case, timeline: Sequence[CaseEntry]) -> datetime:
    """Return when came what somebody is told of: the opening, or what opened the case or sent it to the line again."""
    told = {entry.at for entry in timeline if entry.what.partition(":")[0] == TOLD}
    return max(
        (
            entry.at
            for entry in timeline
            if (kind := entry.what.partition(":")[0]) in STARTS or (kind == "joined" and entry.at in told)
        ),
        default=case.opened_at,
    )


def last_taken(timeline: Sequence[CaseEntry]) -> datetime | None:
    """Return when somebody last took the case, also if it came back since; None where nobody ever did."""
    return max((entry.at for entry in timeline if entry.what == "acknowledged"), default=None)


def _is_contact(entry: CaseEntry) -> bool:
    what, _, why = entry.what.partition(":")
    closed_after_contact = what == "closed" and why not in (Resolution.FALSE_ALARM, Resolution.DUPLICATE)
    return what in ("note", "handed_over") or closed_after_contact


def typical(lengths: Sequence[timedelta | None]) -> timedelta | None:
    """Return the median of the lengths there are, None where there is none."""
    known = [length.total_seconds() for length in lengths if length is not None]
    return timedelta(seconds=median(known)) if known else None
