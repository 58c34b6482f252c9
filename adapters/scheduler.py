"""The heartbeat: rings once a second, beats the engine, and has a supervisor that mends it when it falls silent.

APScheduler only rings. Nothing depends on a ring having come: what is due is found at the next beat, whenever that is.
"""

import asyncio
import logging
import time
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final, Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import SchedulerNotRunningError

from adapters.ending import ended
from bot.ports import Clock

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 8
"""So many beats may wait for platforms before what calls for another has to wait for the newest of them."""
_SHORTEST: Final = 0.01
"""Seconds between a beat's end and a ring between two rings."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the heart beats. `patience`: a beat longer than this waits for a slow platform, and the next starts
    beside it. `gives_up`: a beat longer than this is ended; its leases have run out. `silence`: without a beat for
    this long the supervisor arms everything anew. `jump`: wall and monotonic clock may drift this far apart.
    """

    every: timedelta = timedelta(seconds=1)
    patience: timedelta = timedelta(seconds=2)
    gives_up: timedelta = timedelta(seconds=60)
    silence: timedelta = timedelta(seconds=10)
    jump: timedelta = timedelta(seconds=2)


@dataclass(slots=True)
class Vitals:
    """What the heartbeat has counted since its start."""

    beats: int = 0
    failed: int = 0
    rearmed: int = 0
    jumps: int = 0


class Heartbeat:
    """Calls `beat` (the engine's) once a second and after every `wake`, from entering the block until leaving it.

    `beat` returns when something is due next: where that is before the next ring, it beats then.
    """

    def __init__(self, beat: Callable[[], Awaitable[datetime | None]], clock: Clock, pace: Pace | None = None) -> None:
        self.pace, self.vitals = pace or Pace(), Vitals()
        self._beat, self._clock = beat, clock
        self._bell, self._call = asyncio.Event(), asyncio.Event()
        self._rings: AsyncIOScheduler | None = None
        self._pulse: asyncio.Task[None] | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._beats: set[asyncio.Task[None]] = set()
        self._last_good, self._drift, self._trouble = 0.0, 0.0, ""

    async def __aenter__(self) -> Self:
        self._last_good, self._drift = time.monotonic(), self._measured_drift()
        self._arm()
        self._supervisor = asyncio.create_task(self._supervise(), name="kith supervisor")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop ringing, let beats that are under way end within `patience`, then end them."""
        await ended(self._supervisor)
        self._disarm()
        if self._beats:
            await asyncio.wait(self._beats, timeout=self.pace.patience.total_seconds())
        await ended(self._pulse, *self._beats)

    @property
    def is_well(self) -> bool:
        """Whether a beat has ended well within `silence`."""
        return time.monotonic() - self._last_good <= self.pace.silence.total_seconds()

    def wake(self) -> None:
        """Beat at once, beside one that waits for a platform: what an event has just committed leaves immediately."""
        self._bell.set()
        self._call.set()

    def _arm(self) -> None:
        self._rings = _ringing(self._ring, self.pace.every)
        self._pulse = asyncio.create_task(self._keep_beating(), name="kith pulse")
        self.wake()

    def _disarm(self) -> None:
        if self._rings is not None:
            with suppress(SchedulerNotRunningError):
                self._rings.shutdown(wait=False)
        if self._pulse is not None:
            self._pulse.cancel()

    async def _ring(self) -> None:
        self._bell.set()

    async def _keep_beating(self) -> None:
        """Start a beat at every ring; a slow one is left behind so that it cannot hold up the rest."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            self._call.clear()
            beat = asyncio.create_task(self._one_beat(), name="kith beat")
            self._beats.add(beat)
            beat.add_done_callback(self._beats.discard)
            await self._until_ended_or_called(beat)

    async def _until_ended_or_called(self, beat: "asyncio.Task[None]") -> None:
        """Wait for a beat as long as `patience` says; a call from outside waits for it only where many beat already."""
        if len(self._beats) >= MOST_AT_ONCE:
            await asyncio.wait({beat}, timeout=self.pace.patience.total_seconds())
            return
        called = asyncio.create_task(self._call.wait(), name="kith call")
        try:
            await asyncio.wait({beat, called}, timeout=self.pace.patience.total_seconds(), return_when=FIRST_COMPLETED)
        finally:
            called.cancel()

    async def _one_beat(self) -> None:
        self._look_at_the_clock()
        try:
            async with asyncio.timeout(self.pace.gives_up.total_seconds()):
                due = await self._beat()
        except Exception as problem:  # a beat that fails must not stop the heart: the next one tries again
            self._failed(type(problem).__name__)
        else:
            self.vitals.beats += 1
            self._last_good, self._trouble = time.monotonic(), ""
            self._ring_at(due)

    def _ring_at(self, due: datetime | None) -> None:
        """Ring between two rings: what comes a second after another would just miss the next one, and wait for two."""
        wait = (due - self._clock.now()).total_seconds() if due is not None else 0.0
        if 0 < wait < self.pace.every.total_seconds():
            asyncio.get_running_loop().call_later(max(wait, _SHORTEST), self._bell.set)

    def _failed(self, trouble: str) -> None:
        self.vitals.failed += 1
        if trouble != self._trouble:  # one line for a row of the same
            log.error("beat failed: %s; tried again every second", trouble)
        self._trouble = trouble

    async def _supervise(self) -> None:
        """Notice within `silence` that nothing beats any more, and arm everything anew."""
        silence = self.pace.silence.total_seconds()
        while True:
            left = self._last_good + silence - time.monotonic()
            if left > 0:
                await asyncio.sleep(left)
                continue
            self.vitals.rearmed += 1
            log.error("no beat for %.0f s: the heartbeat is armed anew, for the %d. time", silence, self.vitals.rearmed)
            self._last_good = time.monotonic()
            self._disarm()
            self._arm()

    def _look_at_the_clock(self) -> None:
        drift = self._measured_drift()
        jumped = drift - self._drift
        self._drift = drift
        if abs(jumped) > self.pace.jump.total_seconds():
            self.vitals.jumps += 1
            log.warning("the clock jumped by %+.1f s (set, or the machine slept); what is due is asked again", jumped)

    def _measured_drift(self) -> float:
        return self._clock.now().timestamp() - time.monotonic()


def _ringing(ring: Callable[[], Awaitable[None]], every: timedelta) -> AsyncIOScheduler:
    """Return a running scheduler with one job in memory: late rings run together, none is dropped for being late."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        ring,
        "interval",
        seconds=every.total_seconds(),
        id="ring",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler
