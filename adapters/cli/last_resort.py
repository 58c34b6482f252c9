"""The last resort of a process that ends: where the polite way takes too long it leaves as it is, and says so.

Nothing is lost by that. Delivery is safe against a kill at any moment, and this is one, with a sentence.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, cast

from adapters.cli.group import Exit, say, words_of
from bot.errors import KithError

log = logging.getLogger(__name__)

WITHIN: Final = 8.0
"""Seconds: less than the ten that Docker gives where nobody says otherwise."""
_SAYS_WITHIN: Final = 1.0
"""Seconds for the sentence: whoever should read it may be what does not go on."""
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class _End:
    """An end that has begun. `for_good`: nothing calls it off. `problem`: what it ends with."""

    for_good: bool
    problem: BaseException | None = None


class LastResort:
    """A thread that waits beside the loop, since the loop may be what stands still. `leave` gets the exit code."""

    def __init__(self, within: float, leave: Callable[[int], Any] = os._exit) -> None:
        self._loop, self._within, self._leave = asyncio.get_running_loop(), within, leave
        self._told = SimpleQueue[_End | None]()  # may be put into within a signal's handler
        Thread(target=self._watch, name="kith last resort", daemon=True).start()

    def begin(self, problem: BaseException | None = None, *, for_good: bool = False) -> None:
        """Say that the end has begun. A second time changes nothing but what it ends with."""
        self._told.put(_End(for_good, problem))

    def call_off(self) -> None:
        """Say that what ended has, and something else begins; an end that is for good goes on."""
        self._told.put(None)

    @contextmanager
    def behind(self) -> Iterator[None]:
        """Begin when the block ends, however it does."""
        try:
            yield
        except BaseException as problem:
            self.begin(problem)
            raise
        self.begin()

    def _watch(self) -> None:
        is_for_good, problem, until = False, None, None
        while until is None or time.monotonic() < until:
            try:
                told = self._told.get(timeout=None if until is None else until - time.monotonic())
            except Empty:
                break
            if told is None:
                until = until if is_for_good else None
                continue
            is_for_good = is_for_good or told.for_good
            problem = told.problem or problem
            until = until or time.monotonic() + self._within
        problem = None if is_for_good and not isinstance(problem, KithError) else problem
        saying = Thread(target=self._say, args=(problem,), daemon=True)
        saying.start()
        saying.join(_SAYS_WITHIN)
        self._leave(words_of(problem)[1] if isinstance(problem, Exception) else Exit.ENVIRONMENT)

    def _say(self, problem: BaseException | None) -> None:
        if isinstance(problem, Exception):
            say(*words_of(problem)[0])
        log.error(
            "not everything ended within %.0f s (%s): the process leaves as it is, and the next start settles what was "
            "under way",
            self._within,
            ", ".join(_still_there(self._loop)),
        )


def _still_there(loop: asyncio.AbstractEventLoop) -> list[str]:
    """Return where some tasks stand, those first that were told to end."""
    tasks = sorted(asyncio.all_tasks(loop), key=lambda task: (not task.cancelling(), task.get_name()))
    return [_stands(task) for task in tasks[:_NAMED]]


def _stands(task: "asyncio.Task[Any]") -> str:
    """Return a task's name, and the innermost line we can see in which it waits, asyncio's own left out."""
    where, coroutine = "", cast(Any, task.get_coro())
    while (frame := getattr(coroutine, "cr_frame", None)) is not None:
        if os.path.dirname(frame.f_code.co_filename) != os.path.dirname(asyncio.__file__):
            where = f" at {os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}"
        coroutine = getattr(coroutine, "cr_await", None)
    return task.get_name() + where
