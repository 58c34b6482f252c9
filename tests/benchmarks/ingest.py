"""P: from a message to its committed participation and scan, the core alone.

So many messages are in flight all the time: whoever is acknowledged writes again at once. The peer always writes in
batches of 500, whatever is in flight here; both wait for the disk, in files beside each other.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.signals import Packs, load_packs, shipped
from bot.effects import Reply
from bot.events import MessageReceived
from bot.ingest import Ingest
from bot.plain import Plain
from tests.benchmarks import chat
from tests.benchmarks.core import Core, at_work, folder
from tests.benchmarks.figures import AtLeast, AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, Times, race, ratio, seconds
from tests.benchmarks.listed import pack_of
from tests.benchmarks.peers import plain_sqlite

_BATCH = 500
_ROUND_TRIPS = 4
_TARGETS = {64: ("P2", AtLeast(0.45)), 512: ("P1", AtLeast(0.7))}
_OF_A_COHORT = (30, 300, 3_000)
_LISTED, _SHIPPED, _NOTHING = "1,000 phrases", "the packs that are shipped", "nothing"


def measure(scale: Scale) -> Measure:
    """P1 and P2 by what is in flight, and what a message costs in cohorts of three sizes."""
    looks = {_LISTED: pack_of(chat.phrases(1_000)), _SHIPPED: shipped(), _NOTHING: load_packs(())}
    for in_flight in scale.pick((8,), (8, 64, 512)):
        with asyncio.Runner() as runner, folder() as where:
            yield from _in_flight(runner, where, in_flight, looks, scale)
    for members in scale.pick((30,), _OF_A_COHORT):
        with asyncio.Runner() as runner, folder() as where:
            yield _in_a_cohort(runner, where, members, scale)


@dataclass
class Steady:
    """People who write to one way in; `messages` are what they will write next."""

    core: Core
    ingest: Ingest
    in_flight: int
    messages: list[MessageReceived] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @classmethod
    def before(cls, core: Core, packs: Packs, in_flight: int) -> "Steady":
        """Return a crowd whose messages are looked at with these packs; what they make ready at first is ready."""
        for text in core.texts:
            packs.scan(text)
        house = core.house
        return cls(core, Ingest(house.app, Plain(house.storage, core.clock, packs, house.app.lately)), in_flight)

    def prepare(self) -> None:
        """Think of what to write."""
        self.messages = self.core.messages(self.in_flight * _ROUND_TRIPS)

    async def write(self) -> None:
        """Write it all, with so many in flight; return when everything is acknowledged."""
        done, left, missing = asyncio.get_running_loop().create_future(), iter(self.messages), len(self.messages)

        def speak() -> None:
            message = next(left, None)
            if message is not None:
                began = time.perf_counter()
                self.ingest.hear(message).add_done_callback(lambda heard: acknowledged(heard, began))

        def acknowledged(heard: "asyncio.Future[list[Reply]]", began: float) -> None:
            nonlocal missing
            assert heard.result() == []
            self.waits.append(time.perf_counter() - began)
            missing -= 1
            if not missing:
                done.set_result(None)
            speak()

        for _ in range(self.in_flight):
            speak()
        await done


def _in_flight(
    runner: asyncio.Runner, where: Path, in_flight: int, looks: Mapping[str, Packs], scale: Scale
) -> Measure:
    opened = at_work(where)
    core = runner.run(opened.__aenter__())
    crowds = {look: Steady.before(core, packs, in_flight) for look, packs in looks.items()}
    batched, one_by_one = plain_sqlite.writer(where, _BATCH), plain_sqlite.select_insert_commit(where)
    chunks: dict[str, Callable[[int], object]] = {
        look: lambda _, crowd=crowd: runner.run(crowd.write())  # type: ignore[misc]
        for look, crowd in crowds.items()
    }
    chunks |= {"batches": lambda _: batched(_BATCH), "each": lambda _: one_by_one(64)}
    prepare = {look: crowd.prepare for look, crowd in crowds.items()}
    raced = race(chunks, scale.pick(2, max(8, 512 // in_flight)), prepare=prepare)
    asked, stored = next(core.numbers), runner.run(core.counted())
    runner.run(opened.__aexit__(None, None, None))
    assert stored == asked, f"{asked - stored} messages were not stored"
    counts = dict.fromkeys(looks, in_flight * _ROUND_TRIPS) | {"batches": _BATCH, "each": 64}
    times = {name: [each / counts[name] for each in took] for name, took in raced.items()}
    yield from _told(in_flight, times, crowds[_LISTED].waits)


def _told(in_flight: int, times: Times, waits: Sequence[float]) -> Measure:
    row, target = _TARGETS.get(in_flight, ("P", None))
    kept = {"kith": times[_LISTED], **times}
    took = seconds(kept)
    what = f"messages/s, {in_flight} in flight"
    peer = "to batches of 500 of the same two statements"
    yield Figure(row, f"{what}, {_LISTED}, {peer}", "×", ratio(times, "batches", _LISTED), target, took=took)
    for look in (_SHIPPED, _NOTHING):
        yield Figure("P", f"{what}, {look} looked for, {peer}", "×", ratio(times, "batches", look), took=took)
    each = ratio(times, "each", _LISTED)
    yield Figure("P", f"{what}, {_LISTED}, to look, store, commit for each", "×", each, took=took)
    late = AtMost(20) if row == "P2" else None
    yield Figure(row, f"99 of 100 acknowledged within, {in_flight} in flight", "ms", _slowest(waits), late)


def _in_a_cohort(runner: asyncio.Runner, where: Path, members: int, scale: Scale) -> Figure:
    opened = at_work(where, members)
    core = runner.run(opened.__aenter__())
    crowd = Steady.before(core, shipped(), 4)
    chunks = {"kith": lambda _: runner.run(crowd.write())}
    times = race(chunks, scale.pick(2, 60), prepare={"kith": crowd.prepare})
    runner.run(opened.__aexit__(None, None, None))
    took = seconds(times, 4 * _ROUND_TRIPS)
    cost = took["kith"]
    inms = Spread(cost.median * 1e3, cost.low * 1e3, cost.high * 1e3, cost.undisturbed * 1e3)
    return Figure("P", f"a message in a cohort of {members:,}", "ms", inms, size=members, took=took)


def _slowest(waits: Sequence[float]) -> Spread:
    ordered = sorted(waits)
    return Spread.exactly(ordered[int(len(ordered) * 0.99)] * 1e3)
