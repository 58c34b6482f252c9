"""The doubles' time: moved by tests, rung on the way."""

import asyncio
from datetime import timedelta

import pytest

from tests.doubles.clock import Clock


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.stop()
    return clock


async def test_a_stopped_clock_moves_only_when_moved(clock: Clock) -> None:
    before = clock.now()
    await asyncio.sleep(0.001)
    assert clock.now() == before

    clock.move(minutes=1)

    assert clock.now() - before == timedelta(minutes=1)


async def test_a_running_clock_runs_on_from_where_it_stood(clock: Clock) -> None:
    clock.move(days=1)
    stood = clock.now()

    clock.start()

    assert timedelta(0) <= clock.now() - stood < timedelta(minutes=1)


async def test_alarms_ring_in_order_each_at_its_moment(clock: Clock) -> None:
    start, rung = clock.now(), []
    for seconds in (2, 1, 3):
        clock.alarm(start + timedelta(seconds=seconds), lambda: rung.append((clock.now() - start).total_seconds()))
    clock.alarm(start + timedelta(seconds=2), lambda: rung.append(0)).cancel()

    await clock.advance(seconds=2.5)

    assert rung == [1, 2]
    assert (clock.now() - start).total_seconds() == 2.5


async def test_an_alarm_of_the_past_rings_at_once(clock: Clock) -> None:
    rung = asyncio.Event()

    clock.alarm(clock.now(), rung.set)

    await rung.wait()


async def test_a_running_clock_rings_by_itself() -> None:
    clock, rung = Clock(), asyncio.Event()

    clock.alarm(clock.now() + timedelta(milliseconds=1), rung.set)

    await rung.wait()
    await clock.close()


async def test_time_goes_on_only_when_what_an_alarm_started_is_done(clock: Clock) -> None:
    start, seen = clock.now(), []

    async def work() -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        seen.append((clock.now() - start).total_seconds())

    clock.alarm(start + timedelta(seconds=1), lambda: clock.work(work()))
    clock.alarm(start + timedelta(seconds=2), lambda: seen.append("later"))
    await clock.advance(seconds=5)

    assert seen == [1, "later"]


async def test_time_does_not_wait_for_ever(clock: Clock) -> None:
    clock.patience = 0.01
    clock.work(asyncio.Event().wait())

    await clock.advance(seconds=1)
    await clock.close()
