"""What should have been done by now is found, and however much is finished costs nothing."""

import re
from datetime import timedelta

from sqlalchemy.dialects import sqlite

from bot.cards import Action
from bot.deliveries import LEASE
from bot.domain.cases import CaseEntry, CaseState
from bot.effects import Later, Urgency
from bot.ports import DeliveryState
from bot.repositories import Stuck
from storage.engine import SqlStorage, open_storage
from storage.stuck import _COUNTS, _NAMED
from tests.storage.sample import DAY, HOUR, KEY, MINUTE, NOW, case, claim, message, post

SECOND = timedelta(seconds=1)
WHOLE = re.compile(r"SCAN (timers|outbox|waiting|cases)(?!.*INDEX)")


async def stuck(storage: SqlStorage, at: timedelta) -> Stuck:
    async with storage.snapshot() as tx:
        return await tx.stuck.now(NOW + at)


async def test_a_timer_is_stuck_half_a_minute_after_it_was_due_unless_it_waits_for_another_try(
    storage: SqlStorage,
) -> None:
    async with storage.transaction() as tx:
        await tx.timers.put(Later(NOW, Action("case.escalate", "s1")))
        await tx.timers.put(Later(NOW, Action("case.escalate", "s2")))
        await tx.timers.fail(Action("case.escalate", "s2"), NOW + HOUR)

    assert await stuck(storage, 29 * SECOND) == Stuck()
    assert await stuck(storage, 30 * SECOND) == Stuck(timers=1)
    assert await stuck(storage, HOUR + MINUTE) == Stuck(timers=2)


async def test_a_lease_is_stuck_half_a_minute_after_it_ran_out(storage: SqlStorage) -> None:
    await post(storage, message("one"))
    await claim(storage)

    assert await stuck(storage, LEASE + 29 * SECOND) == Stuck()
    assert await stuck(storage, LEASE + 30 * SECOND) == Stuck(leases=1)


async def test_a_doubt_is_stuck_after_ten_minutes(storage: SqlStorage) -> None:
    await post(storage, message("one"))
    [claimed] = await claim(storage)
    async with storage.transaction() as tx:
        await tx.outbox.again(claimed, DeliveryState.UNKNOWN, NOW + HOUR, "no answer")

    assert await stuck(storage, 9 * MINUTE) == Stuck()
    assert await stuck(storage, 10 * MINUTE) == Stuck(doubts=1)


async def test_a_lane_is_stuck_when_nobody_takes_its_head_for_a_quarter_of_an_hour(storage: SqlStorage) -> None:
    await post(storage, message("first", "lane"), message("second", "lane"), message("later", at=NOW + DAY))

    assert await stuck(storage, 14 * MINUTE) == Stuck()
    assert await stuck(storage, 15 * MINUTE) == Stuck(lanes=1)


async def test_what_waits_is_counted_by_urgency_with_when_the_first_was_due(storage: SqlStorage) -> None:
    alarm = message("alarm", urgency=Urgency.ESCALATION)
    await post(storage, alarm, message("one", at=NOW + HOUR), message("two"), message("three", at=NOW + DAY))
    [claimed] = await claim(storage, limit=1)

    async with storage.snapshot() as tx:
        backlog = await tx.stuck.backlog()

    assert claimed.key == "alarm"
    assert backlog.waiting == {Urgency.NOTICE: 3}
    assert backlog.due_since == {Urgency.NOTICE: NOW}


async def test_a_case_has_nobody_since_it_last_came_back_and_not_since_it_was_first_opened(
    peopled: SqlStorage,
) -> None:
    async with peopled.transaction() as tx:
        await tx.cases.add(case("s1", "K7Q1"))
        await tx.cases.note(CaseEntry("s1", NOW, "opened:r1"))
        await tx.cases.note(CaseEntry("s1", NOW + HOUR, "came_back"))
        await tx.cases.add(case("s2", "K7Q2", category="other", state=CaseState.ACKNOWLEDGED))
        await tx.cases.add(case("s3", "K7Q3", category="third", state=CaseState.EXHAUSTED, opened_at=NOW + DAY))
        await tx.cases.add(case("s4", "K7Q4", category="fourth", state=CaseState.RESOLVED, closed_at=NOW))

    async with peopled.snapshot() as tx:
        backlog = await tx.stuck.backlog()

    assert (backlog.open_cases, backlog.exhausted, backlog.nobody_since) == (3, 1, NOW + HOUR)


async def test_an_open_case_without_a_timer_is_forgotten_and_named(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.cases.add(case("s1", "K7Q1"))
        await tx.cases.add(case("s2", "K7Q2", category="other"))
        await tx.cases.add(case("s3", "K7Q3", category="third", state=CaseState.ACKNOWLEDGED))
        await tx.cases.add(case("s4", "K7Q4", category="fourth", state=CaseState.RESOLVED, closed_at=NOW))
        await tx.cases.add(case("s5", "K7Q5", category="fifth", state=CaseState.EXHAUSTED))
        await tx.timers.put(Later(NOW + HOUR, Action("case.escalate", "s1")))

    assert await stuck(peopled, SECOND) == Stuck(cases=2)
    async with peopled.snapshot() as tx:
        assert await tx.stuck.forgotten(10) == [Action("case.escalate", "s2"), Action("case.watch", "s3")]


async def test_no_question_reads_a_whole_table(made_sqlite_url: str) -> None:
    opened = await open_storage(made_sqlite_url, key=KEY)
    async with opened._database.read() as connection:
        for statement in (_COUNTS, _NAMED):
            asked = statement.compile(dialect=sqlite.dialect())
            nothing = ("0",) * len(asked.positiontup or ())
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", nothing)
            steps = [row.detail for row in plan]
            assert steps
            assert not [step for step in steps if WHOLE.match(step)], steps
    await opened.close()
