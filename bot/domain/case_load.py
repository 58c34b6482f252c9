"""How many grave cases one person took lately: nobody should carry more than a few within a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.cases import Case
from bot.domain.signals.severity import Severity

SHIFT = timedelta(hours=24)
MOST = 4
"""Grave cases one person takes within a day; with more, others are told first (safety design: a cap per person)."""


def taken(cases: Iterable[Case], member_id: str, now: datetime) -> int:
    """Count the grave cases somebody took within a day, closed ones too.

    What has to be kept from anybody is left out: from the order of alerts nobody may learn that there is more.
    """
    return sum(
        case.owner_id == member_id and _is_grave(case) and now - case.acknowledged_at < SHIFT
        for case in cases
        if case.acknowledged_at is not None and not case.kept_from
    )


def _is_grave(case: Case) -> bool:
    return case.severity >= Severity.HIGH
