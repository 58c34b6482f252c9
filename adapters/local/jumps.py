"""Jumps through time, one after the other, in the background, so that pages can show how far they are."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from adapters.local.stage import Stage
from adapters.look.live import Changes

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Jump:
    """A jump under way: from where, to where, and where it is."""

    start: datetime
    target: datetime
    at: datetime

    @property
    def share(self) -> int:
        """How far it is, in percent."""
        whole = (self.target - self.start).total_seconds()
        return 100 if whole <= 0 else min(100, int(100 * (self.at - self.start).total_seconds() / whole))


class Jumps:
    """At most one jump at a time."""

    def __init__(self, stage: Stage, changes: Changes) -> None:
        self._stage, self._changes = stage, changes
        self.current: Jump | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, target: datetime) -> bool:
        """Begin a jump; False while another one is under way."""
        if self._task is not None and not self._task.done():
            return False
        now = self._stage.now()
        self.current = Jump(now, target, now)
        self._task = asyncio.create_task(self._run(self.current))
        return True

    async def wait(self, seconds: float) -> None:
        """Wait for the jump that is under way, at most so long."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=seconds)

    async def stop(self) -> None:
        """End the jump that is under way, for a server that ends."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self, jump: Jump) -> None:
        self._changes.clock()
        try:
            await self._stage.advance_to(jump.target, lambda at: self._reached(jump, at))
        except Exception:  # a jump that fails must not take the server with it
            log.exception("the jump to %s ended at %s", jump.target, jump.at)
        finally:
            self.current = None
            self._changes.clock()
            self._changes.everything()

    def _reached(self, jump: Jump, at: datetime) -> None:
        jump.at = at
        self._changes.clock()
