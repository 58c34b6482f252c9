"""A breaker for each workspace: while its platform takes nothing, nothing is asked of it.

What is urgent always tries, and so finds out when the platform is back; of the rest one message is tried now and then.
A process keeps this in its memory: after a start everything is tried anew.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.effects import Urgency
from bot.errors import PlatformDown, Undeliverable, Unknown
from bot.ports import Clock, Delivery, Messenger, Settle

OPENS_AFTER: Final = 5
"""So many attempts in a row without an answer, or refused for the whole workspace, and it opens."""
FIRST: Final = timedelta(seconds=15)
LONGEST: Final = timedelta(minutes=2)
"""Waits between two tries double from the first to the longest: a platform that is back is noticed in two minutes."""
_MOMENT: Final = timedelta(seconds=1)

_Workspace = tuple[str, str]


@dataclass(slots=True)
class _Line:
    tried_at: datetime
    failures: int = 0
    is_trying: bool = False
    """Whether a message is on its way to find out."""

    @property
    def wait(self) -> timedelta:
        doublings = min(self.failures - OPENS_AFTER, 8)
        return min(FIRST * int(2**doublings), LONGEST)


class Breaker:
    """What is known of each workspace's line."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: dict[_Workspace, _Line] = {}

    def held_until(self, delivery: Delivery) -> datetime | None:
        """Return until when a delivery has to wait; None lets it try, and makes the rest wait for what comes of it."""
        line, now = self._lines.get(_workspace(delivery)), self._clock.now()
        if line is None or line.failures < OPENS_AFTER:
            return None
        if delivery.urgency > Urgency.SAFETY:
            if line.is_trying and now < line.tried_at + FIRST:
                return now + _MOMENT
            if now < line.tried_at + line.wait:
                return line.tried_at + line.wait
        line.tried_at, line.is_trying = now, True
        return None

    def open_on(self, platforms: Iterable[str]) -> dict[str, int]:
        """Return how many workspaces of each platform take nothing just now."""
        shut = Counter(platform for (platform, _), line in self._lines.items() if line.failures >= OPENS_AFTER)
        return {platform: shut[platform] for platform in {*platforms, *shut}}

    def watch(self, messenger: Messenger) -> Messenger:
        """Return the messenger, with an eye on what comes of each attempt."""
        return _Watched(messenger, self, messenger.settle)

    def answered(self, delivery: Delivery) -> None:
        """The platform took this one, or refused it alone: the line is sound."""
        self._lines.pop(_workspace(delivery), None)

    def is_back(self, platform: str, workspace: str) -> None:
        """A workspace is there again: everything may try at once."""
        self._lines.pop((platform, workspace), None)

    def failed(self, delivery: Delivery) -> None:
        """The platform gave no answer, or takes nothing at all from this workspace."""
        now = self._clock.now()
        line = self._lines.setdefault(_workspace(delivery), _Line(now))
        line.failures += 1
        line.tried_at, line.is_trying = now, False


@dataclass(slots=True)
class _Watched:
    """A messenger whose attempts the breaker hears of. A message that has to wait its turn says nothing of the line."""

    inner: Messenger
    breaker: Breaker
    settle: Settle

    async def send(self, delivery: Delivery) -> str:
        with self._hearing(delivery):
            return await self.inner.send(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        with self._hearing(delivery):
            return await self.inner.find(delivery)

    @contextmanager
    def _hearing(self, delivery: Delivery) -> Iterator[None]:
        try:
            yield
        except (PlatformDown, Unknown, asyncio.CancelledError):  # cancelled: it took too long
            self.breaker.failed(delivery)
            raise
        except Undeliverable:
            self.breaker.answered(delivery)
            raise
        self.breaker.answered(delivery)


def _workspace(delivery: Delivery) -> _Workspace:
    return delivery.target.platform, delivery.target.workspace
