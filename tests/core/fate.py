"""A process that dies at a given step of its work: around every transaction, every send and every look."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from bot.ports import Delivery, Messenger, Settle, Storage, Tx


class Crash(BaseException):
    """The process is gone; nothing of it may catch this."""


@dataclass
class Fate:
    """Counts a process's steps. At step `dies_at` it dies, and whatever of it still runs dies at its next step."""

    dies_at: float = math.inf
    steps: int = 0

    def step(self) -> None:
        """Live on, or not."""
        self.steps += 1
        if self.steps >= self.dies_at:
            raise Crash


@dataclass
class MortalStorage:
    """A storage as a mortal process sees it: it may die before, in and right after a transaction."""

    inner: Storage
    fate: Fate

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Write; a death inside rolls back, a death behind the commit is one that nobody heard of."""
        self.fate.step()
        async with self.inner.transaction() as tx:
            yield tx
            self.fate.step()
        self.fate.step()

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """Read."""
        return self.inner.snapshot()

    async def keep_up(self) -> int:
        """Keep up with other workers."""
        return await self.inner.keep_up()


@dataclass
class MortalMessenger:
    """A messenger of a mortal process: it may die before the request leaves, and before the answer is heard."""

    inner: Messenger
    fate: Fate
    settle: Settle

    async def send(self, delivery: Delivery) -> str:
        """Send."""
        return await self._survived(self.inner.send(delivery))

    async def find(self, delivery: Delivery) -> str | None:
        """Look."""
        return await self._survived(self.inner.find(delivery))

    async def _survived(self, call: Any) -> Any:
        try:
            self.fate.step()
        except Crash:
            call.close()
            raise
        answer = await call
        self.fate.step()
        return answer


async def lived(work: Awaitable[object]) -> bool:
    """Let a process work; return whether it survived. What it leaves running is waited for, as it dies too."""
    before = asyncio.all_tasks()
    try:
        await work
    except Crash:
        left = asyncio.all_tasks() - before
        with suppress(Crash):
            await asyncio.gather(*left, return_exceptions=True)
        return False
    return True
