"""Shards: Discord splits a bot's servers over several connections. Which one is whose, and when each may begin."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

BETWEEN_INTRODUCTIONS: Final = 5.0
"""Seconds; Discord refuses a second one sooner, for each of the places it lets bots begin at side by side."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` connections. Private conversations are all on number 0."""

    number: int = 0
    count: int = 1

    def hears(self, guild_id: str) -> bool:
        """Whether a server is on this one (Discord's rule)."""
        return (int(guild_id) >> 22) % self.count == self.number

    @property
    def suffix(self) -> str:
        """What is added to the names of what is remembered for it; "" for the only one."""
        return f".{self.number}of{self.count}" if self.count > 1 else ""


class Turnstile:
    """Lets one introduction through in five seconds, at each of `places` side by side (max_concurrency)."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._now, self._sleep = now, sleep
        self._queues: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.places = 1
        self.last: dict[int, float] = {}

    async def let_through(self, shard: Shard) -> None:
        """Return when the shard may introduce itself."""
        place = shard.number % self.places
        async with self._queues[place]:
            gap = self.last[place] + BETWEEN_INTRODUCTIONS - self._now() if place in self.last else 0.0
            if gap > 0:
                await self._sleep(gap + random.random())
            self.last[place] = self._now()
