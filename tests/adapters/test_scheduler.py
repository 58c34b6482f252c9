"""The heartbeat under a fake engine: it beats, it wakes, and it is mended when it falls silent."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock import SystemClock
from adapters.scheduler import Heartbeat, Pace


def pace(**milliseconds: int) -> Pace:
    usual = {"every": 10, "patience": 20, "gives_up": 2000, "silence": 150, "jump": 2000}
    return Pace(**{name: timedelta(milliseconds=amount) for name, amount in (usual | milliseconds).items()})


class FakeEngine:
    """Counts beats; `hangs` beats wait for ever, `fails` beats raise."""

    def __init__(self, hangs: int = 0, fails: int = 0) -> None:
        self.beats, self.hangs, self.fails = 0, hangs, fails
        self.due_at: datetime | None = None

    async def beat(self) -> datetime | None:
        self.beats += 1
        if self.hangs > 0:
            self.hangs -= 1
            await asyncio.Event().wait()
        if self.fails > 0:
            self.fails -= 1
            raise OSError("the disk is gone")
        due, self.due_at = self.due_at, None
        return due


class SettableClock:
    """The machine's clock, moved."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


async def until(condition: Callable[[], bool], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.005)


async def test_it_beats_again_and_again() -> None:
    engine = FakeEngine()

    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        await until(lambda: engine.beats >= 3)

    assert heart.vitals.beats == engine.beats
    assert heart.vitals.rearmed == 0


async def test_a_wake_does_not_wait_for_the_next_ring() -> None:
    engine = FakeEngine()
    async with Heartbeat(engine.beat, SystemClock(), pace(every=60_000, silence=60_000)) as heart:
        await until(lambda: engine.beats == 1)

        heart.wake()

        await until(lambda: engine.beats == 2, within=0.5)


async def test_what_is_due_before_the_next_ring_does_not_wait_for_it() -> None:
    engine, clock = FakeEngine(), SystemClock()
    engine.due_at = clock.now() + timedelta(milliseconds=50)

    async with Heartbeat(engine.beat, clock, pace(every=60_000, silence=60_000)):
        await until(lambda: engine.beats == 2, within=2)


async def test_what_is_overdue_all_the_same_waits_for_the_next_ring() -> None:
    engine, clock = FakeEngine(), SystemClock()
    engine.due_at = clock.now() - timedelta(seconds=1)

    async with Heartbeat(engine.beat, clock, pace(every=60_000, silence=60_000)):
        await asyncio.sleep(0.1)

    assert engine.beats == 1


async def test_a_wake_does_not_wait_for_a_beat_that_waits_for_a_platform() -> None:
    engine = FakeEngine(hangs=1)
    async with Heartbeat(engine.beat, SystemClock(), pace(every=60_000, patience=60_000, silence=60_000)) as heart:
        await until(lambda: engine.beats == 1)

        heart.wake()

        await until(lambda: engine.beats == 2, within=0.5)
        engine.hangs = 0
        for beat in list(heart._beats):
            beat.cancel()


@pytest.mark.fault(35)
async def test_a_scheduler_killed_under_it_is_armed_anew(caplog: pytest.LogCaptureFixture) -> None:
    engine = FakeEngine()
    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        await until(lambda: engine.beats >= 2)
        assert heart._rings is not None
        heart._rings.shutdown(wait=False)
        await until(lambda: heart.vitals.rearmed == 1, within=1)
        beats = engine.beats

        await until(lambda: engine.beats >= beats + 3)

    assert heart.vitals.rearmed == 1
    assert "the heartbeat is armed anew, for the 1. time" in caplog.text


@pytest.mark.fault(35)
async def test_a_pulse_that_died_is_armed_anew() -> None:
    engine = FakeEngine()
    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        assert heart._pulse is not None
        heart._pulse.cancel()

        await until(lambda: heart.vitals.rearmed == 1)
        await until(lambda: engine.beats >= 2)


async def test_a_beat_that_hangs_holds_up_nothing() -> None:
    engine = FakeEngine(hangs=1)

    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        await until(lambda: engine.beats >= 3, within=1)

        assert heart.vitals.rearmed == 0


async def test_beats_that_hang_too_long_are_given_up() -> None:
    engine = FakeEngine(hangs=2)

    async with Heartbeat(engine.beat, SystemClock(), pace(gives_up=50)) as heart:
        await until(lambda: heart.vitals.failed == 2)


@pytest.mark.fault(35)
async def test_beats_that_all_hang_or_fail_are_silence_too() -> None:
    engine = FakeEngine(hangs=4, fails=10_000)

    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        await until(lambda: heart.vitals.rearmed >= 1)
        engine.fails = 0

        await until(lambda: heart.vitals.beats >= 2)


async def test_a_row_of_the_same_failure_is_one_line_and_says_no_more_than_its_kind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine = FakeEngine(fails=5)

    async with Heartbeat(engine.beat, SystemClock(), pace()) as heart:
        await until(lambda: heart.vitals.beats >= 2)

    assert heart.vitals.failed == 5
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        "beat failed: OSError; tried again every second"
    ]


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(seconds=3)])
async def test_a_clock_that_jumps_is_noted_once(jump: timedelta, caplog: pytest.LogCaptureFixture) -> None:
    engine, clock = FakeEngine(), SettableClock()
    async with Heartbeat(engine.beat, clock, pace()) as heart:
        await until(lambda: engine.beats >= 1)

        clock.moved = jump

        await until(lambda: heart.vitals.jumps == 1)
        beats = engine.beats
        await until(lambda: engine.beats >= beats + 2)
    assert heart.vitals.jumps == 1
    assert caplog.text.count("the clock jumped") == 1


async def test_leaving_stops_everything_and_lets_a_beat_end() -> None:
    ended: list[str] = []

    async def slow() -> None:
        await asyncio.sleep(0.05)
        ended.append("beat")

    async with Heartbeat(slow, SystemClock(), pace(patience=1000)):
        await asyncio.sleep(0.01)

    assert ended == ["beat"]
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("kith")] == []


async def test_leaving_does_not_wait_for_a_beat_that_hangs() -> None:
    engine = FakeEngine(hangs=10_000)

    async with asyncio.timeout(1), Heartbeat(engine.beat, SystemClock(), pace()):
        await until(lambda: engine.beats >= 2)

    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("kith")] == []
