"""What holds up the event loop, told apart from a machine that is busy with something else.

Every callback is timed, less the time for which its thread was ready to run and the machine let others run.
"""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Stalls:
    """Seconds for which each callback held the loop up."""

    seconds: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """The longest of them."""
        return max(self.seconds, default=0.0)


@contextmanager
def stalls() -> Iterator[Stalls]:
    """Time every callback of the loop of this thread."""
    found, run, here = Stalls(), asyncio.Handle._run, threading.get_ident()
    with _waits() as waited:

        def timed(handle: asyncio.Handle) -> None:
            if threading.get_ident() != here:
                return run(handle)
            began, waiting = time.perf_counter(), waited()
            run(handle)
            if asyncio.Handle._run is timed:  # not where this callback ended the timing
                found.seconds.append(time.perf_counter() - began - (waited() - waiting))
            return None

        asyncio.Handle._run = timed  # type: ignore[method-assign]
        try:
            yield found
        finally:
            asyncio.Handle._run = run  # type: ignore[method-assign]


@contextmanager
def _waits() -> Iterator["_Waits"]:
    """Open what Linux counts of this thread; elsewhere nothing is known of it, and a busy machine counts as ours."""
    opened: int | None = None
    with suppress(OSError):
        opened = os.open(Path("/proc/thread-self/schedstat"), os.O_RDONLY)
    try:
        yield _Waits(opened)
    finally:
        if opened is not None:
            os.close(opened)


@dataclass(frozen=True)
class _Waits:
    """Seconds for which this thread was ready and others ran."""

    opened: int | None

    def __call__(self) -> float:
        return 0.0 if self.opened is None else int(os.pread(self.opened, 100, 0).split()[1]) / 1e9
