"""The sweeper: what stands in a platform's history twice in spite of everything is taken away but for the first.

Only messages whose fate was once in doubt can be there twice, so only those are looked at, for a minute after they were
sent, and again when a worker that froze before its request wakes up, makes it and finds its lease with somebody else.
"""

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from bot.ports import Clock, Delivery, Storage

log = logging.getLogger(__name__)

LOOKED_AT_FOR = timedelta(minutes=1)
_MANY = 50
_WITHIN = 15.0

Others = Callable[[], Awaitable[frozenset[str] | None]]
"""Tells the platform's ids of what else we sent to the same place about then; None while nobody can tell."""


class Copies(Protocol):
    """The copies of one delivery in a platform's history: our own messages alone, known by its marker.

    Where a message can have none, it is a copy if it says the same and is none of the `others` we sent there. They are
    asked for when the history has been read: what comes in between is in neither.
    """

    async def of(self, delivery: Delivery, others: Others) -> Sequence[str]:
        """Return the platform's ids of the copies, the first one first."""

    async def remove(self, remote_id: str, delivery: Delivery) -> None:
        """Delete one."""


class Sweeper:
    """One round at a time. `removed` counts the copies that were taken away since the start."""

    def __init__(self, storage: Storage, clock: Clock, copies: Mapping[str, Copies]) -> None:
        self._storage, self._clock, self._copies = storage, clock, copies
        self.removed = 0

    async def sweep(self) -> int:
        """Look at what was sent lately after a doubt; return how many copies were taken away."""
        async with self._storage.snapshot() as tx:
            doubted = await tx.doubts.since(self._clock.now() - LOOKED_AT_FOR, _MANY)
        removed = 0
        for delivery in doubted:
            copies = self._copies.get(delivery.target.platform)
            if copies is not None:
                removed += await self._one(delivery, copies)
        self.removed += removed
        return removed

    async def _others(self, delivery: Delivery) -> frozenset[str] | None:
        async with self._storage.snapshot() as tx:
            beside = await tx.doubts.beside(delivery)
        return None if beside.open else beside.sent

    async def _one(self, delivery: Delivery, copies: Copies) -> int:
        others = functools.partial(self._others, delivery)
        try:
            async with asyncio.timeout(_WITHIN):
                first, *later = await copies.of(delivery, others) or [delivery.remote_id]
                if later and first != delivery.remote_id:
                    async with self._storage.transaction() as tx:
                        await tx.doubts.stands_at(delivery.id, first)
                for other in later:
                    log.error("delivery %s was there twice: the later copy is taken away", delivery.id)
                    await copies.remove(other, delivery)
        except Exception as problem:  # the next round looks again
            log.warning("delivery %s could not be looked for twice: %s", delivery.id, type(problem).__name__)
            return 0
        return len(later)
