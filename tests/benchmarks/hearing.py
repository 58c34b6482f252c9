"""Several processes that hear on one PostgreSQL database: what a message costs them, how much they do together."""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from bot.domain.signals import shipped
from tests.benchmarks.core import at_work, joined
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.harness import Scale, Spread, race, ratio, seconds
from tests.benchmarks.ingest import Steady

_PREPARE, _HEAR, _END = "prepare", "hear", "end"
_ENDS_WITHIN = 20
_SPAWN = multiprocessing.get_context("spawn")


def together(where: Path, url: str, in_flight: int, scale: Scale) -> Measure:
    """Messages of one cohort, heard by one, two and three processes at once, each with so many in flight."""
    numbers = range(1, scale.pick(3, 4))
    with asyncio.Runner() as runner:
        opened = at_work(where, url=url)
        core = runner.run(opened.__aenter__())
        with ExitStack() as stack:
            workers = [stack.enter_context(_process(where, url, n, in_flight)) for n in numbers]
            crews = {count: _Crew(workers[:count]) for count in numbers}
            chunks: dict[str, Callable[[int], object]] = {str(n): crew.hear for n, crew in crews.items()}
            prepare = {str(n): crew.prepare for n, crew in crews.items()}
            raced = race(chunks, scale.pick(2, 40), prepare=prepare)
        heard, stored = sum(crew.heard for crew in crews.values()), runner.run(core.counted())
        runner.run(opened.__aexit__(None, None, None))
    assert stored == heard, f"{heard - stored} messages were not stored"
    a_message = {str(n): crew.heard / crew.rounds for n, crew in crews.items()}
    times = {n: [each / a_message[n] for each in took] for n, took in raced.items()}
    what = f"{in_flight} in flight each"
    for count, crew in crews.items():
        if count > 1:
            faster = f"messages/s on PostgreSQL, {count} processes with {what}, to one process"
            yield Figure("P", faster, "×", ratio(times, "1", str(count)), took=seconds(times))
        cost = f"processor time of a message on PostgreSQL without the server's, processes: {count}, {what}"
        yield Figure("P", cost, "µs", Spread.of([each * 1e6 for each in crew.costs]))


class _Crew:
    """Processes that hear at the same time; `costs` are their seconds of processor time a message, by round."""

    def __init__(self, workers: list[Connection]) -> None:
        self._workers = workers
        self.heard = self.rounds = 0
        self.costs: list[float] = []

    def prepare(self) -> None:
        """Let each think of what is written."""
        self._all(_PREPARE)

    def hear(self, _: int) -> None:
        """Let each hear what it thought of, and wait for all."""
        told = self._all(_HEAR)
        count = sum(count for count, _ in told)
        self.heard, self.rounds = self.heard + count, self.rounds + 1
        self.costs.append(sum(took for _, took in told) / count)

    def _all(self, what: str) -> list[tuple[int, float]]:
        for worker in self._workers:
            worker.send(what)
        return [worker.recv() for worker in self._workers]


@contextmanager
def _process(where: Path, url: str, number: int, in_flight: int) -> Iterator[Connection]:
    """Start a process that hears, and end it."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(where, url, number, in_flight, theirs), daemon=True)
    process.start()
    try:
        ours.recv()
        yield ours
    finally:
        ours.send(_END)
        process.join(_ENDS_WITHIN)
        process.kill()


def _work(where: Path, url: str, number: int, in_flight: int, told: Connection) -> None:
    """Hear whenever it is told; tell how many messages that were and what processor time they took."""
    with asyncio.Runner() as runner:
        opened = joined(where, url, number)
        crowd = Steady.before(runner.run(opened.__aenter__()), shipped(), in_flight)
        told.send((0, 0.0))
        while (what := told.recv()) != _END:
            began = time.process_time()
            if what == _HEAR:
                runner.run(crowd.write())
            else:
                crowd.prepare()
            told.send((len(crowd.messages), time.process_time() - began))
        runner.run(opened.__aexit__(None, None, None))
