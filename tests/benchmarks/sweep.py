"""S: who is due among very many members, and what a beat costs in which nothing is due."""

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.benchmarks import filling
from tests.benchmarks.core import MONDAY, at_work, folder
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, race, ratio, seconds

_PAGE = 500
_MESSAGES_EACH = 100
_MANY = 20_000
"""Members from which on the target holds: it is about a hundred thousand of them, which take minutes to make."""
_QUIET = """
SELECT m.id FROM members AS m
WHERE NOT EXISTS (SELECT 1 FROM participations AS p WHERE p.member_id = m.id AND p.at >= ?)
"""


def measure(scale: Scale) -> Measure:
    """S1 over members with a hundred messages each, S2 over timers."""
    sizes = scale.pick((200,), (1_000, 5_000, 20_000), (1_000, 10_000, 100_000))
    for members in sizes:
        with asyncio.Runner() as runner, folder() as where:
            yield from _who_is_due(runner, where, members, scale)
    for timers in scale.pick((1_000,), (10_000, 100_000, 1_000_000)):
        with asyncio.Runner() as runner, folder() as where:
            yield _nothing_due(runner, where, timers, scale)


def _who_is_due(runner: asyncio.Runner, where: Path, members: int, scale: Scale) -> Measure:
    opened = at_work(where)
    core = runner.run(opened.__aenter__())
    plain = filling.opened(where)
    filling.members(plain, members, _MESSAGES_EACH)
    filling.timers(plain, members, due=min(_PAGE, members))
    since = filling.microseconds(MONDAY - timedelta(days=7))

    async def kith() -> int:
        async with core.house.storage.snapshot() as tx:
            return len(await tx.timers.due(core.clock.now() + timedelta(hours=1), _PAGE))

    assert runner.run(kith()) == min(_PAGE, members)
    chunks = {
        "kith": lambda _: runner.run(kith()),
        "indexed NOT EXISTS": lambda _: plain.execute(_QUIET, (since,)).fetchall(),
    }
    times = race(chunks, scale.pick(2, 15))
    runner.run(opened.__aexit__(None, None, None))
    took = seconds(times)
    size = f"{members:,} members with {members * _MESSAGES_EACH:,} rows"
    targets = (AtMost(0.5), AtMost(2)) if members >= _MANY else (None, None)
    versus = ratio(times, "kith", "indexed NOT EXISTS")
    yield Figure("S1", f"who is due among {size}, to NOT EXISTS", "×", versus, targets[0], members, took)
    yield Figure("S1", f"a page of {_PAGE} among {size}", "ms", _milliseconds(took["kith"]), targets[1], took=took)


def _nothing_due(runner: asyncio.Runner, where: Path, timers: int, scale: Scale) -> Figure:
    opened = at_work(where)
    core = runner.run(opened.__aenter__())
    runner.run(core.house.engine.beat())
    filling.timers(filling.opened(where), timers, due=0)
    times = race({"kith": lambda _: runner.run(core.house.engine.settle())}, scale.pick(2, 40))
    runner.run(opened.__aexit__(None, None, None))
    took = seconds(times)
    what = f"a beat, nothing due of {timers:,} timers"
    return Figure("S2", what, "ms", _milliseconds(took["kith"]), AtMost(2), timers, took)


def _milliseconds(spread: Spread) -> Spread:
    return Spread(spread.median * 1e3, spread.low * 1e3, spread.high * 1e3, spread.undisturbed * 1e3)
