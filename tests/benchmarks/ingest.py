"""P: from a message to its committed participation and scan, the core alone."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from bot.effects import Reply
from bot.events import MessageReceived
from tests.benchmarks.core import Core, at_work, folder
from tests.benchmarks.figures import AtLeast, AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, race, ratio, seconds
from tests.benchmarks.peers import plain_sqlite

_BATCH = 500
_TARGETS = {64: ("P2", AtLeast(0.45)), 512: ("P1", AtLeast(0.7))}
_OF_A_COHORT = (30, 300, 3_000)


def measure(scale: Scale) -> Measure:
    """P1 and P2 by what is in flight, and what a message costs in cohorts of three sizes."""
    for in_flight in scale.pick((8,), (8, 64, 512)):
        with asyncio.Runner() as runner, folder() as where:
            yield from _in_flight(runner, where, in_flight, scale)
    for members in scale.pick((30,), _OF_A_COHORT):
        with asyncio.Runner() as runner, folder() as where:
            yield _in_a_cohort(runner, where, members, scale)


def _in_flight(runner: asyncio.Runner, where: Path, in_flight: int, scale: Scale) -> Measure:
    row, target = _TARGETS.get(in_flight, ("P", None))
    opened = at_work(where)
    core = runner.run(opened.__aenter__())
    batched, one_by_one = plain_sqlite.writer(where, _BATCH), plain_sqlite.select_insert_commit(where)
    waits: list[float] = []
    chunks = {
        "kith": lambda _: runner.run(_heard(core, core.messages(in_flight), waits)),
        "sqlite3, batches of 500": lambda _: batched(in_flight),
        "sqlite3, a commit each": lambda _: one_by_one(min(in_flight, 64)),
    }
    times = race(chunks, scale.pick(2, max(6, 512 // in_flight)))
    asked, stored = next(core.numbers), runner.run(core.counted())
    runner.run(opened.__aexit__(None, None, None))
    assert stored == asked, f"{asked - stored} messages were not stored"
    fixed = {
        **times,
        "sqlite3, a commit each": [t * in_flight / min(in_flight, 64) for t in times["sqlite3, a commit each"]],
    }
    took = seconds(fixed, in_flight)
    what = f"messages/s, {in_flight} in flight, to "
    yield Figure(
        row,
        f"{what}batches of 500 of the same two statements",
        "×",
        ratio(times, "sqlite3, batches of 500", "kith"),
        target,
        took=took,
    )
    yield Figure(
        row, f"{what}look, store, commit for each", "×", ratio(fixed, "sqlite3, a commit each", "kith"), took=took
    )
    late = AtMost(20) if row == "P2" else None
    yield Figure(row, f"99 of 100 acknowledged within, {in_flight} in flight", "ms", _slowest(waits), late)


def _in_a_cohort(runner: asyncio.Runner, where: Path, members: int, scale: Scale) -> Figure:
    opened = at_work(where, members)
    core = runner.run(opened.__aenter__())
    times = race({"kith": lambda _: runner.run(_heard(core, core.messages(4), []))}, scale.pick(2, 60))
    runner.run(opened.__aexit__(None, None, None))
    took = seconds(times, 4)
    cost = took["kith"]
    inms = Spread(cost.median * 1e3, cost.low * 1e3, cost.high * 1e3, cost.undisturbed * 1e3)
    return Figure("P", f"a message in a cohort of {members:,}", "ms", inms, size=members, took=took)


async def _heard(core: Core, messages: Sequence[MessageReceived], waits: list[float]) -> None:
    began = time.perf_counter()

    def acknowledged(_: "asyncio.Future[list[Reply]]") -> None:
        waits.append(time.perf_counter() - began)

    heard = [core.house.ingest.hear(message) for message in messages]
    for each in heard:
        each.add_done_callback(acknowledged)
    await asyncio.gather(*heard)


def _slowest(waits: Sequence[float]) -> Spread:
    ordered = sorted(waits)
    return Spread.exactly(ordered[int(len(ordered) * 0.99)] * 1e3)
