"""When hopeless words are more than a bad day: said again within two days, or beside another signal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.cases import BROUGHT, CaseEntry
from bot.domain.signals.severity import Severity

AGAIN_WITHIN: Final = timedelta(hours=48)
PASSIVE: Final = ".passive"
"""How the ids of rules end that see hopelessness without a stated wish (safety design, categories and severities)."""


def is_hopeless(rule: str, severity: Severity) -> bool:
    """Whether a signal is of that kind, and not grave by itself."""
    return rule.endswith(PASSIVE) and severity < Severity.HIGH


def said_before(timeline: Sequence[CaseEntry], now: datetime) -> bool:
    """Whether a signal came within the last two days before, by the timeline of the case it would join."""
    return any(entry.what.partition(":")[0] in BROUGHT and now - entry.at <= AGAIN_WITHIN for entry in timeline)
