"""One look at everything that is due, and the way through time for clocks that can be set."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.app import Application
from bot.delivery import Courier
from bot.purging import KEEP_MESSAGES, purge

log = logging.getLogger(__name__)

Progress = Callable[[datetime], None]

_TIDY_EVERY = timedelta(days=1)


class SettableClock(Protocol):
    """A clock of a rehearsal: it stands still until it is set, forward only."""

    def now(self) -> datetime:
        """Return the simulated moment, aware, UTC."""

    def set(self, moment: datetime) -> None:
        """Jump to a later moment."""


class Engine:
    """Timers and deliveries together. The heartbeat calls `beat`; rehearsals call `run_until`."""

    def __init__(self, app: Application, courier: Courier) -> None:
        self.app, self.courier = app, courier
        self._tidied_at: datetime | None = None

    async def start(self) -> None:
        """After a start: doubt what was on its way, ask the zone rules again."""
        await self.courier.recover()
        await self.app.retime()

    async def beat(self) -> None:
        """Do everything that is due now. Escalations are sent between the timers."""
        self.app.lately.forget(self.app.clock.now())
        await self._tidy()
        while await self._once():
            pass

    async def settle(self) -> datetime | None:
        """Do everything that is due now; return when something is due next."""
        await self._tidy()
        while True:
            done = await self._once()
            due = await self.next_at()
            if not done or due is None or due > self.app.clock.now():
                return due

    async def _once(self) -> int:
        """Fire and deliver one batch; where no timer is due, mail is looked for before the writer is taken."""
        async with self.app.storage.snapshot() as tx:
            due = await self.app.due(tx)
            if not due and not await self.courier.is_due(tx):
                return 0
        return await self.app.fire(due) + await self.courier.deliver_due()

    async def _tidy(self) -> None:
        """Once a day: empty messages delivered long ago, a batch in each transaction, then erase what else is over."""
        now = self.app.clock.now()
        if self._tidied_at is not None and now - self._tidied_at < _TIDY_EVERY:
            return
        self._tidied_at = now
        emptied = 1
        while emptied:
            async with self.app.storage.transaction() as tx:
                emptied = await tx.retention.blank_messages(now - KEEP_MESSAGES)
        async with self.app.storage.transaction() as tx:
            await purge(tx, now)

    async def next_at(self) -> datetime | None:
        """Return when the next timer or delivery is due."""
        async with self.app.storage.snapshot() as tx:
            return await tx.timers.next_work_at()

    async def run_until(self, clock: SettableClock, target: datetime, on_progress: Progress | None = None) -> None:
        """Go from due moment to due moment until `target` (inclusive), then stand there."""
        due = await self.settle()
        while due is not None and due <= target:
            clock.set(max(due, clock.now()))
            if on_progress is not None:
                on_progress(clock.now())
            due = await self.settle()
        clock.set(max(target, clock.now()))
