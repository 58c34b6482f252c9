"""What a process has counted since its start, for whoever watches it: kinds and durations, nothing about people."""

from bisect import bisect_left
from collections import Counter
from datetime import timedelta
from enum import StrEnum
from typing import Final

BOUNDS: Final = (0.05, 0.25, 1.0, 2.0, 5.0, 15.0, 30.0, 45.0, 60.0, 120.0, 300.0, 900.0, 3600.0)
"""Seconds by which durations are counted; the targets (1 s, 5 s, 45 s, 2 minutes) are among them."""


class Upshot(StrEnum):
    """What came of one look at a message that was due: the platform's answer, or why it was not asked."""

    SENT = "sent"
    REFUSED = "refused"
    """Surely not taken this time; it is tried again."""
    DOUBTED = "doubted"
    """It may have arrived; the platform's history is asked before it goes again."""
    WAITED = "waited"
    """Not tried: quiet hours, an open breaker, a history that cannot be read."""
    SKIPPED = "skipped"
    DEAD = "dead"


class Lags:
    """How long something took, counted by bounds. `counts` has one more than BOUNDS: what took longer than the last."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0

    def note(self, took: timedelta) -> None:
        """Count one; a clock that was set back makes it nothing."""
        seconds = max(took.total_seconds(), 0.0)
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


Upshots = Counter[tuple[str, str, Upshot]]
"""Looks at due messages, by platform, urgency and what came of each."""
