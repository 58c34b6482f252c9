"""The auditor finds what a process left behind, mends it, counts it, and says it once."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from bot.auditor import Auditor
from bot.cards import Action
from bot.deliveries import LEASE
from bot.ports import DeliveryState
from bot.repositories import Stuck
from tests.core.office import Office
from tests.storage.sample import NOW, case, claim


async def test_nothing_is_stuck_in_a_house_that_works(office: Office) -> None:
    await office.add("one")
    await office.run(60)

    assert not await Auditor(office.app, office.courier).look()


async def test_a_lease_nobody_ended_is_doubted_and_the_message_goes_out(office: Office) -> None:
    auditor = Auditor(office.app, office.courier)
    await office.add("one")
    await claim(office.storage, NOW, "gone")
    office.clock.set(NOW + LEASE + timedelta(seconds=30))

    assert await auditor.look() == Stuck(leases=1)
    assert await office.states() == {DeliveryState.UNKNOWN: 1}
    assert not await auditor.look()
    await office.run(60)

    assert auditor.mended == {"leases": 1}
    assert office.platform.texts == ["Text of one"]


async def test_a_case_nobody_would_look_at_again_gets_its_timer_back(office: Office) -> None:
    auditor = Auditor(office.app, office.courier)
    async with office.storage.transaction() as tx:
        await tx.cases.add(case("s1"))

    assert await auditor.look() == Stuck(cases=1)

    async with office.storage.snapshot() as tx:
        [timer] = await tx.timers.due(NOW, 10)
    assert timer.action == Action("case.escalate", "s1")
    assert auditor.mended == {"cases": 1}


async def test_it_says_what_is_stuck_once_and_when_it_is_over(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.auditor")
    auditor = Auditor(office.app, office.courier)
    await office.add("one", "two")
    office.clock.set(NOW + timedelta(minutes=15))
    for _ in range(3):
        await auditor.look()
    await office.deliver()
    await auditor.look()

    assert [record.getMessage() for record in caplog.records] == ["stuck: 2 lanes", "nothing is stuck any more"]


async def test_a_database_that_can_be_read_and_not_written_is_a_trouble_though_nothing_is_stuck(
    sqlite_office: Office,
) -> None:
    auditor = Auditor(sqlite_office.app, sqlite_office.courier)
    assert not await auditor.look()
    async with sqlite_office.storage._database.write() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(DBAPIError, match="readonly"):
        await auditor.look()
