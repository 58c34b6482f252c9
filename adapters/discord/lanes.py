"""What was heard, handled in order within each channel and side by side between them, never more than so much.

What waits in a channel is begun one after the other and may then end together, so that it can share a transaction.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from itertools import takewhile
from typing import Any, Final

from adapters.ending import ended

log = logging.getLogger(__name__)

Ending = Callable[[], Coroutine[Any, Any, None]]
Job = Callable[[], Awaitable[Ending | None]]
"""Begins, and returns what is left to do, for which nobody has to wait who may go together with it."""
MOST: Final = 5_000


class Lanes:
    """One lane a channel. A job that fails is logged by type and the lane goes on."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lanes: dict[str, deque[tuple[Job, bool]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self.refused = 0

    def put(self, lane: str, job: Job, *, together: bool = False) -> bool:
        """Queue a job; False when too much waits already, and then nothing is queued.

        `together`: it may end together with neighbours of the same kind; without that it has the lane to itself.
        """
        if self._waiting >= self._most:
            self.refused += 1
            if self.refused % 100 == 1:
                log.error("more than %s messages wait to be handled; %s were left out so far", self._most, self.refused)
            return False
        self._waiting += 1
        jobs = self._lanes.setdefault(lane, deque())
        jobs.append((job, together))
        if len(jobs) == 1:
            worker = asyncio.create_task(self._work(lane, jobs), name=f"discord lane {lane}")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        return True

    async def _work(self, lane: str, jobs: deque[tuple[Job, bool]]) -> None:
        while jobs:
            some = [job for job, _ in takewhile(lambda each: each[1], jobs)] or [jobs[0][0]]
            rests = [rest for job in some if (rest := await _begun(lane, job)) is not None]
            for end in await asyncio.gather(*[rest() for rest in rests], return_exceptions=True):
                if isinstance(end, Exception):
                    _tell(lane, end)
            for _ in some:
                jobs.popleft()
            self._waiting -= len(some)
        del self._lanes[lane]

    @property
    def is_busy(self) -> bool:
        """Whether anything waits or is being handled."""
        return self._waiting > 0

    async def drained(self) -> None:
        """Wait until nothing waits any more."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def stop(self) -> None:
        """Drop what waits; the platform will tell it again."""
        await ended(*self._workers)


async def _begun(lane: str, job: Job) -> Ending | None:
    try:
        return await job()
    except Exception as problem:  # the next message of the channel is handled all the same
        _tell(lane, problem)
        return None


def _tell(lane: str, problem: Exception) -> None:
    log.error("something heard in %s was not handled: %s", lane, type(problem).__name__)
