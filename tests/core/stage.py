"""Virtual time for several processes: one of them moves at a time, which one and how far is drawn from the seed.

A process stops at every point around a transaction and a request. There it may go on, stand still for a while, or
die; what it had not committed or sent then never happened. The same seed makes the same trace.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from adapters.clock import SimulatedClock
from bot.delivery import SEND_WITHIN
from bot.errors import TryLater, Unknown
from bot.ports import Delivery, Settle, Storage, Tx
from bot.repositories import OutboxRepository
from tests.core.fate import Crash
from tests.core.platform import REFUSED, Platform, Step

ENDS: tuple[Step, ...] = (
    "ok",
    "ok",
    "ok",
    "lost",
    "lost",
    "late",
    "gone",
    REFUSED,
    TryLater("again"),
    KeyError("a bug"),
)
HISTORIES = (None, None, TryLater("no history"), Unknown("cut off"))
_QUIET_TURNS = 10


@dataclass
class Process:
    """One process: its name, and until when it stands still."""

    name: str
    task: "asyncio.Task[None] | None" = None
    still_until: datetime | None = None
    is_dead: bool = False


@dataclass
class Parked:
    """A process waits at a point for its next move, not before `at`."""

    process: Process
    label: str
    at: datetime
    moves: "asyncio.Future[None]"


@dataclass
class Stage:
    """Who waits where. `is_stormy`: processes die and stand still, and the platform fails."""

    clock: SimulatedClock
    chance: Random
    is_stormy: bool = True
    trace: list[str] = field(default_factory=list)
    parked: list[Parked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _busy: int = 0

    async def point(self, process: Process, label: str, at: datetime | None = None) -> None:
        """Wait for the next move."""
        if process.is_dead:
            raise Crash
        parked = Parked(process, label, at or self.clock.now(), asyncio.get_running_loop().create_future())
        self.parked.append(parked)
        await parked.moves

    def note(self, process: Process, what: str) -> None:
        """Add a line to the trace."""
        self.trace.append(f"{self.clock.now():%H:%M:%S.%f} {process.name} {what}")

    @property
    def digest(self) -> str:
        """What tells one course of things from another."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    def die(self, process: Process) -> None:
        """End a process where it stands."""
        self.note(process, "dies")
        process.is_dead = True
        for parked in [each for each in self.parked if each.process is process]:
            self.parked.remove(parked)
            parked.moves.set_exception(Crash())

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Say that a process is at the database: nobody else moves meanwhile."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    async def quiet(self) -> None:
        """Wait until everybody stands at a point."""
        turns = 0
        while turns < _QUIET_TURNS:
            await asyncio.sleep(0)
            turns = 0 if self._busy else turns + 1

    def move(self) -> datetime | None:
        """Let one process move; where nobody can, return when somebody will be able to, if ever."""
        now = self.clock.now()
        awake = [each for each in self.parked if (each.process.still_until or now) <= now]
        ready = [each for each in awake if each.at <= now]
        if not ready:
            return min((max(p.at, p.process.still_until or p.at) for p in self.parked), default=None)
        chosen = self.chance.choice(ready)
        if self.is_stormy and self._happens(chosen.process):
            return now
        self.parked.remove(chosen)
        self.note(chosen.process, chosen.label)
        chosen.moves.set_result(None)
        return now

    def _happens(self, process: Process) -> bool:
        """Strike a process, now and then."""
        roll = self.chance.random()
        if roll < 0.015:
            self.die(process)
        elif roll < 0.04:
            process.still_until = self.clock.now() + timedelta(seconds=self.chance.choice((4, 9, 14, 30, 75)))
            self.note(process, "stands still")
        return roll < 0.04


class _Claims:
    """An outbox that notes what somebody claims while another one has the platform."""

    def __init__(self, tx: Tx, stage: Stage) -> None:
        self._tx, self._outbox, self._stage = tx, tx.outbox, stage

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    async def claim(self, now: datetime, owner: str, limit: int, *, is_leased: bool = False) -> list[Delivery]:
        """Claim."""
        claimed = await self._outbox.claim(now, owner, limit, is_leased=is_leased)
        running = {lease.name: lease.holder for lease in await self._tx.leases.running(now)}
        if claimed and running.get("local") != owner:
            self._stage.wrong.append(f"{owner} took {len(claimed)} messages on that were not its to send")
        return claimed


@dataclass
class StagedStorage:
    """A storage as a process on the stage sees it."""

    inner: Storage
    stage: Stage
    process: Process

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Write; a death before the commit rolls back, one after it is a commit nobody heard of."""
        await self.stage.point(self.process, "begins")
        async with self.stage.at_work(), self.inner.transaction() as tx:
            tx.outbox = cast(OutboxRepository, _Claims(tx, self.stage))
            yield tx
            if self.stage.is_stormy and self.stage.chance.random() < 0.01:
                self.stage.die(self.process)
                raise Crash
        await self.stage.point(self.process, "committed")

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """Read."""
        return self._snapshot()

    @asynccontextmanager
    async def _snapshot(self) -> AsyncIterator[Tx]:
        async with self.stage.at_work(), self.inner.snapshot() as tx:
            yield tx


@dataclass
class StagedMessenger:
    """The platform as a process on the stage sees it."""

    inner: Platform
    stage: Stage
    process: Process
    settle: Settle

    async def send(self, delivery: Delivery) -> str:
        """Post; what takes longer than a request may is cut off, whether or not it arrived."""
        began = self.stage.clock.now()
        await self.stage.point(self.process, f"sends {delivery.key}")
        self._cut(began)
        end = self.stage.chance.choice(ENDS) if self.stage.is_stormy else "ok"
        self.inner.script = [end]
        self.stage.note(self.process, f"request ends {end}")
        self.stage.clock.set(self.stage.clock.now() + timedelta(milliseconds=self.stage.chance.choice((5, 80, 900))))
        remote_id = await self.inner.send(delivery)
        await self.stage.point(self.process, f"is answered {delivery.key}")
        self._cut(began)
        return remote_id

    async def find(self, delivery: Delivery) -> str | None:
        """Look."""
        began = self.stage.clock.now()
        self.inner.broken_history = self.stage.chance.choice(HISTORIES) if self.stage.is_stormy else None
        found = await self.inner.find(delivery)
        await self.stage.point(self.process, f"has looked for {delivery.key}: {found is not None}")
        self._cut(began)
        return found

    def _cut(self, began: datetime) -> None:
        if self.stage.clock.now() - began > SEND_WITHIN:
            raise TimeoutError
