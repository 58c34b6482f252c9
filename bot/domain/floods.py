"""When the signals of one person come so fast that somebody should hear of that, and not of each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.cases import CaseEntry

MANY: Final = 20
"""Signals that joined one case within `WITHIN` of each other: no conversation has so many."""
WITHIN: Final = timedelta(hours=1)
QUIET: Final = timedelta(days=1)
"""How long nothing more is said of a flood that was told."""
FLOOD: Final = "flood"
"""The line of a case's timeline that says so."""


def is_flood(timeline: Sequence[CaseEntry], now: datetime) -> bool:
    """Tell whether a case has become a flood just now, and nobody heard of it within a day."""
    if any(entry.what == FLOOD and now - entry.at < QUIET for entry in timeline):
        return False
    joined = [entry.at for entry in timeline if entry.what.startswith("joined:")]
    return len(joined) >= MANY and now - joined[-MANY] <= WITHIN
