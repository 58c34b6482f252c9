"""How often a method may be called: tiers a minute, and one post a second in a channel. No bursts beyond that."""

import math
from collections import defaultdict, deque
from datetime import datetime, timedelta

from tests.doubles.slack.errors import Limited

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute."""
SPECIAL = 10_000
"""For methods whose limit is not by the minute."""
POSTS_APART = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


class Rates:
    """Counts calls of each workspace and method; `are_kept` False: nobody is ever refused."""

    def __init__(self) -> None:
        self.are_kept = True
        self._calls: defaultdict[tuple[str, str], deque[datetime]] = defaultdict(deque)
        self._posted: dict[tuple[str, str], datetime] = {}

    def call(self, workspace: str, method: str, most: int, now: datetime) -> None:
        """Count a call; Limited where it is one too many."""
        if not self.are_kept:
            return
        calls = self._calls[workspace, method]
        while calls and now - calls[0] >= _MINUTE:
            calls.popleft()
        if len(calls) >= most:
            raise Limited(_seconds(calls[0] + _MINUTE - now))
        calls.append(now)

    def renew(self, method: str) -> None:
        """Let calls of one method begin anew, as if a minute had gone by for it."""
        for called in [key for key in self._calls if key[1] == method]:
            del self._calls[called]

    def post(self, workspace: str, channel: str, now: datetime) -> None:
        """Count a post in a channel; Limited within a second of the one before."""
        last = self._posted.get((workspace, channel))
        if self.are_kept and last is not None and now - last < POSTS_APART:
            raise Limited(_seconds(last + POSTS_APART - now))
        self._posted[workspace, channel] = now


def _seconds(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))
