"""Measuring on a machine that others use too: short chunks, taken in turn, compared with their neighbours in time.

A ratio is taken round by round and its median told with the quarters around it. The ratio of the shortest chunks
stands beside it: a chunk of a few milliseconds that nobody interrupted is true at any load.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Scale(StrEnum):
    """How much is measured: QUICK proves that it runs and nothing else, FULL takes the sizes of the targets."""

    QUICK = "quick"
    USUAL = "usual"
    FULL = "full"

    def pick(self, quick: Any, usual: Any, full: Any = None) -> Any:
        """Return what belongs to this scale; FULL takes the usual where it has nothing of its own."""
        match self:
            case Scale.QUICK:
                return quick
            case Scale.USUAL:
                return usual
        return usual if full is None else full


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with the quarters around it, and the same of what nobody interrupted."""

    median: float
    low: float
    high: float
    undisturbed: float

    @classmethod
    def of(cls, values: Sequence[float], undisturbed: float | None = None) -> "Spread":
        """Spread values; without another figure the smallest is what nobody interrupted."""
        low, median, high = (
            statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
        )
        return cls(median, low, high, min(values) if undisturbed is None else undisturbed)

    @classmethod
    def exactly(cls, value: float) -> "Spread":
        """Return what was counted instead of measured."""
        return cls(value, value, value, value)


Chunk = Callable[[int], object]
"""Work of one round; it is given the round's number, and every contestant gets the same."""
Times = Mapping[str, Sequence[float]]
CHUNK = 0.003
"""Seconds that a chunk should last at least: what is shorter is repeated."""


def race(
    chunks: Mapping[str, Chunk],
    rounds: int,
    *,
    at_least: float = CHUNK,
    prepare: Mapping[str, Callable[[], None]] | None = None,
) -> Times:
    """Time every chunk once a round, another one first each time; return seconds by contestant and round.

    Two rounds warm up and do not count. A chunk shorter than `at_least` is repeated within its turn. `prepare` is done
    before each of a contestant's chunks and not timed.
    """
    runs = {name: _Run(chunk, (prepare or {}).get(name, _nothing)) for name, chunk in chunks.items()}
    names = list(chunks)
    times: dict[str, list[float]] = {name: [] for name in names}
    with _without_garbage_collection():
        repeats = {name: runs[name].repeats(at_least) for name in names}
        for turn in range(rounds):
            for place in range(len(names)):
                name = names[(turn + place) % len(names)]
                times[name].append(runs[name].timed(turn, repeats[name]))
            gc.collect(0)
    return times


@dataclass(frozen=True, slots=True)
class _Run:
    chunk: Chunk
    prepare: Callable[[], None]

    def repeats(self, at_least: float) -> int:
        self.timed(0, 1)
        return max(1, round(at_least / max(self.timed(1, 1), 1e-7)))

    def timed(self, turn: int, repeats: int) -> float:
        took = 0.0
        for _ in range(repeats):
            self.prepare()
            began = time.perf_counter()
            self.chunk(turn)
            took += time.perf_counter() - began
        return took / repeats


def _nothing() -> None:
    return None


def ratio(times: Times, one: str, other: str) -> Spread:
    """Return how many times as long one took as the other in the same round."""
    each = [a / b for a, b in zip(times[one], times[other], strict=True)]
    return Spread.of(each, min(times[one]) / min(times[other]))


def seconds(times: Times, units: int = 1) -> dict[str, Spread]:
    """Return what a unit of each chunk took."""
    return {name: Spread.of([each / units for each in found]) for name, found in times.items()}


def processor_seconds(chunks: Mapping[str, Chunk], rounds: int = 1) -> Times:
    """Time long chunks by the processor time of this process, of which others take nothing."""
    times: dict[str, list[float]] = {name: [] for name in chunks}
    for turn in range(rounds):
        for name, chunk in chunks.items():
            began = time.process_time()
            chunk(turn)
            times[name].append(time.process_time() - began)
    return times


def load() -> float:
    """Return how many processes wanted to run during the last minute."""
    return os.getloadavg()[0]


@contextmanager
def _without_garbage_collection() -> Any:
    """Leave the long-lived objects of other rows alone, whose collection would fall on whoever comes next."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
