"""What the operator asks of a process at work, by signals."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from adapters.cli import last_resort
from adapters.cli.last_resort import LastResort


class Stopped(Exception):
    """A start was given up, since somebody asked for the end meanwhile."""


class Asked:
    """To stop, or to read its files again. Whoever asked for the end has it within the time of the last resort."""

    def __init__(self) -> None:
        self.to_stop, self.to_read = asyncio.Event(), asyncio.Event()
        self.last_resort = LastResort(last_resort.WITHIN)
        self._starting: asyncio.Task[Any] | None = None

    @classmethod
    def by_signals(cls) -> "Asked":
        """Listen to SIGTERM and SIGINT, of which a second one ends the process at once, and to SIGHUP.

        A terminal that is closed sends SIGHUP too, and means the end by it.
        """
        asked, loop = cls(), asyncio.get_running_loop()
        is_at_a_terminal = sys.stdin is not None and sys.stdin.isatty()
        ends = [signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] * is_at_a_terminal)]

        def stop(*_: object) -> None:
            for number in ends:
                signal.signal(number, signal.SIG_DFL)
            asked.last_resort.begin(for_good=True)
            with suppress(RuntimeError):  # the loop is closed: the end is near
                loop.call_soon_threadsafe(asked.stop)

        for number in ends:
            signal.signal(number, stop)  # not the loop's handlers: they wait for a loop that goes round
        if not is_at_a_terminal:
            loop.add_signal_handler(signal.SIGHUP, asked.to_read.set)
        return asked

    def stop(self) -> None:
        """Ask for the end; a start that is under way is given up."""
        self.to_stop.set()
        if self._starting is not None:
            self._starting.cancel()

    @contextmanager
    def may_give_up(self) -> Iterator[None]:
        """Being asked to stop ends what happens within, with Stopped."""
        if self.to_stop.is_set():
            raise Stopped
        task = self._starting = asyncio.current_task()
        assert task is not None
        try:
            yield
        except asyncio.CancelledError:
            if not self.to_stop.is_set() or task.uncancel():
                raise
            raise Stopped from None
        finally:
            self._starting = None
