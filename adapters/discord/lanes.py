"""What was heard, handled in order within each channel and side by side between them, never more than so much."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]
MOST: Final = 5_000


class Lanes:
    """One lane a channel. A job that fails is logged by type and the lane goes on."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lanes: dict[str, deque[Job]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self.refused = 0

    def put(self, lane: str, job: Job) -> bool:
        """Queue a job; False when too much waits already, and then nothing is queued."""
        if self._waiting >= self._most:
            self.refused += 1
            if self.refused % 100 == 1:
                log.error("more than %s messages wait to be handled; %s were left out so far", self._most, self.refused)
            return False
        self._waiting += 1
        jobs = self._lanes.setdefault(lane, deque())
        jobs.append(job)
        if len(jobs) == 1:
            worker = asyncio.create_task(self._work(lane, jobs), name=f"discord lane {lane}")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        return True

    async def _work(self, lane: str, jobs: deque[Job]) -> None:
        while jobs:
            try:
                await jobs[0]()
            except Exception as problem:  # the next message of the channel is handled all the same
                log.error("something heard in %s was not handled: %s", lane, type(problem).__name__)
            jobs.popleft()
            self._waiting -= 1
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
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
