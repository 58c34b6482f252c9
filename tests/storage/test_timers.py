from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import text

from bot.cards import Action
from bot.domain.schedule import LocalTime
from bot.effects import Later
from bot.ports import Timer
from storage.engine import SqlStorage
from tests.storage.sample import DAY, HOUR, MINUTE, NOW

OPEN, CLOSE = Action("check_in.open", "1"), Action("check_in.close", "1")


async def _set(storage: SqlStorage, *timers: tuple[datetime | LocalTime, Action]) -> None:
    async with storage.transaction() as tx:
        for when, action in timers:
            await tx.timers.put(Later(when, action))


async def test_due_timers_come_by_time_then_action_then_subject(storage: SqlStorage) -> None:
    later, other = Action("case.watch", "z"), Action("check_in.close", "0")
    await _set(storage, (NOW, OPEN), (NOW, CLOSE), (NOW, other), (NOW - DAY, later), (NOW + MINUTE, Action("a.b")))

    async with storage.snapshot() as tx:
        assert [timer.action for timer in await tx.timers.due(NOW, 10)] == [later, other, CLOSE, OPEN]
        assert await tx.timers.due(NOW, 1) == [Timer(later, NOW - DAY)]
        assert len(await tx.timers.upcoming(10)) == 5
        assert await tx.timers.next_at() == NOW - DAY
        assert await tx.timers.next_work_at() == NOW - DAY


async def test_asking_again_moves_a_timer(storage: SqlStorage) -> None:
    await _set(storage, (NOW, OPEN))
    async with storage.transaction() as tx:
        await tx.timers.fail(OPEN, NOW + HOUR)
    await _set(storage, (NOW + DAY, OPEN))

    async with storage.snapshot() as tx:
        assert await tx.timers.upcoming(10) == [Timer(OPEN, NOW + DAY)]
        assert await tx.timers.next_at() == NOW + DAY


async def test_a_timer_is_taken_once_and_only_when_due(storage: SqlStorage) -> None:
    await _set(storage, (NOW, OPEN))

    async with storage.transaction() as tx:
        assert await tx.timers.take(OPEN, NOW - MINUTE) is None
        assert await tx.timers.take(OPEN, NOW) == Timer(OPEN, NOW)
        assert await tx.timers.take(OPEN, NOW) is None
        assert await tx.timers.next_at() is None


async def test_a_failed_timer_waits_and_counts(storage: SqlStorage) -> None:
    await _set(storage, (NOW, OPEN), (NOW + HOUR, CLOSE))
    async with storage.transaction() as tx:
        await tx.timers.fail(OPEN, NOW + MINUTE)
        await tx.timers.fail(OPEN, NOW + 5 * MINUTE)
        await tx.timers.fail(Action("no.such"), NOW)

    async with storage.transaction() as tx:
        assert await tx.timers.due(NOW + MINUTE, 10) == []
        assert await tx.timers.take(OPEN, NOW + MINUTE) is None
        assert await tx.timers.next_at() == NOW + 5 * MINUTE
        assert await tx.timers.due(NOW + 5 * MINUTE, 10) == [Timer(OPEN, NOW, 2)]


async def test_a_handler_that_fails_leaves_its_timer(storage: SqlStorage) -> None:
    await _set(storage, (NOW, OPEN))

    async def take_and_fail() -> None:
        async with storage.transaction() as tx:
            assert await tx.timers.take(OPEN, NOW) is not None
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await take_and_fail()

    async with storage.snapshot() as tx:
        assert await tx.timers.due(NOW, 10) == [Timer(OPEN, NOW)]


@pytest.mark.fault(33)
async def test_new_zone_rules_move_only_what_was_asked_for_by_the_wall_clock(storage: SqlStorage) -> None:
    nominal = LocalTime(date(2027, 3, 29), time(9), "Europe/Lisbon")
    await _set(storage, (nominal, OPEN), (NOW, CLOSE))
    async with storage._database.write() as connection:  # as if the rules had been others when it was set
        await connection.execute(text("UPDATE timers SET due_at = due_at + 3600000000"))

    async with storage.transaction() as tx:
        assert await tx.timers.retime() == 1
        assert await tx.timers.retime() == 0
        assert await tx.timers.upcoming(10) == [
            Timer(CLOSE, NOW + HOUR),
            Timer(OPEN, datetime(2027, 3, 29, 8, tzinfo=UTC)),
        ]
