"""An event loop whose time stands still while anything works, and jumps to whoever waits when nothing does."""

import asyncio
import selectors
from datetime import datetime, timedelta
from typing import Any

_GRACE = 0.002
"""Real seconds that another thread gets to answer before the time goes on."""


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    skipped = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """Look without waiting; what would have been waited for is skipped."""
        ready = super().select(0 if timeout is not None and timeout <= 0 else _GRACE)
        if not ready and timeout:
            self.skipped += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop for simulations: hours of waiting take no time. Nothing in it may wait for a network."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return seconds since the loop was made."""
        return self._jumping.skipped


class VirtualClock:
    """The port's clock over a virtual loop's time."""

    def __init__(self, start: datetime, loop: VirtualLoop) -> None:
        self._start, self._loop = start, loop

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self._start + timedelta(seconds=self._loop.time())
