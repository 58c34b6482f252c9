"""A double's own time: it runs on by itself, tests move it, and what waits for a moment is rung on the way."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any


def real_time() -> datetime:
    """Return what this machine takes for now."""
    return datetime.now(UTC)


@dataclass(order=True)
class Alarm:
    """Something to ring at a moment."""

    at: datetime
    place: int
    ring: Callable[[], object] = field(compare=False)
    is_off: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Never ring."""
        self.is_off = True


class Clock:
    """Time as the double sees it: `source`, moved by as much as tests ask for, standing still if they ask for that."""

    patience = 10.0
    """Real seconds that `advance` lets whoever is still at work finish, before the time goes on without them."""

    def __init__(self, source: Callable[[], datetime] = real_time) -> None:
        self._source = source
        self._moved = timedelta()
        self._stands_at: datetime | None = None
        self._alarms: list[Alarm] = []
        self._places = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._at_work: set[asyncio.Future[Any]] = set()

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return (self._stands_at or self._source()) + self._moved

    def move(self, **by: float) -> None:
        """Move on (or back) by a timedelta's arguments: `clock.move(seconds=3)`."""
        self._moved += timedelta(**by)
        self._look()

    def set(self, moment: datetime) -> None:
        """Make it `moment` now."""
        self._moved += moment - self.now()
        self._look()

    async def advance(self, **by: float) -> None:
        """Move on from alarm to alarm, letting what each of them starts do its work in between."""
        target = self.now() + timedelta(**by)
        await self.settled()
        while (due := self._next()) is not None and due.at <= target:
            if due.at > self.now():
                self.set(due.at)
            else:
                self._look()
            await self.settled()
        if target > self.now():
            self.set(target)
        await self.settled()

    async def settled(self) -> None:
        """Wait until nobody is at work, or for as long as `patience` allows."""
        await asyncio.sleep(0)
        with suppress(TimeoutError):
            async with asyncio.timeout(self.patience):
                while waiting := [work for work in self._at_work if not work.done()]:
                    await asyncio.wait(waiting)

    @property
    def is_busy(self) -> bool:
        """Whether somebody is at work."""
        return any(not work.done() for work in self._at_work)

    def stop(self) -> None:
        """Stand still until started; `move` still moves."""
        self._stands_at = self._source()
        self._look()

    def start(self) -> None:
        """Run on from here."""
        if self._stands_at is not None:
            self._moved += self._stands_at - self._source()
            self._stands_at = None
        self._look()

    def alarm(self, at: datetime, ring: Callable[[], object]) -> Alarm:
        """Call `ring` when it is `at`."""
        alarm = Alarm(at, next(self._places), ring)
        heapq.heappush(self._alarms, alarm)
        if at <= self.now():
            asyncio.get_running_loop().call_soon(self._look)
        self._arm()
        return alarm

    def reached(self, at: datetime) -> asyncio.Future[None]:
        """Return a future that is done when it is `at`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.alarm(at, lambda: None if future.done() else future.set_result(None))
        return future

    def work(self, doing: Awaitable[Any]) -> asyncio.Future[Any]:
        """Do something in the background that `advance` waits for before it goes on."""
        future = asyncio.ensure_future(doing)
        self._at_work.add(future)
        future.add_done_callback(self._at_work.discard)
        return future

    async def close(self) -> None:
        """Ring nothing more, and end what is in the background."""
        self._alarms.clear()
        if self._timer is not None:
            self._timer.cancel()
        unfinished = list(self._at_work)
        for work in unfinished:
            work.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    def _next(self) -> Alarm | None:
        while self._alarms and self._alarms[0].is_off:
            heapq.heappop(self._alarms)
        return self._alarms[0] if self._alarms else None

    def _look(self) -> None:
        while (due := self._next()) is not None and due.at <= self.now():
            heapq.heappop(self._alarms)
            due.ring()
        self._arm()

    def _arm(self) -> None:
        """Wake by the machine's time, where that moves this one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self._next()
        if due is not None and self._stands_at is None and self._source is real_time:
            wait = max((due.at - self.now()).total_seconds(), 0)
            self._timer = asyncio.get_running_loop().call_later(wait, self._look)
