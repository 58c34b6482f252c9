"""Several workers, stalls and restarts: one row, one sender, and only the newest may say what came of it."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.deliveries import LEASE
from bot.effects import Urgency
from bot.ports import Delivery, DeliveryState
from tests.core.office import Office
from tests.core.platform import remote_id
from tests.storage.sample import NOW, claim

SENT, UNKNOWN, SENDING = DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENDING


@pytest.mark.fault(8)
async def test_a_worker_that_stalls_loses_its_lease_and_its_say(office: Office) -> None:
    await office.add("one")
    (stalled,) = await claim(office.storage, NOW, "slow")

    await office.run(300)
    async with office.storage.transaction() as tx:
        assert not await tx.outbox.sent(stalled, "remote:late", office.clock.now())

    row = await office.row("one")
    assert (row.state, row.remote_id) == (SENT, remote_id(office.platform.posts[0]))


@pytest.mark.fault(8)
async def test_a_worker_that_was_overtaken_says_so_and_changes_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    other = office.beside()

    async def stall(_: Delivery) -> None:
        office.clock.set(NOW + timedelta(minutes=5))
        await other.run(300)

    office.platform.meanwhile["after post"] = stall
    await office.add("one")

    caplog.set_level(logging.WARNING)
    await office.deliver()

    assert office.platform.texts == ["Text of one"]
    assert (await office.row("one")).fence == 2
    assert "the lease went to somebody else" in caplog.text


@pytest.mark.fault(8)
async def test_a_worker_that_wakes_up_after_a_look_no_longer_sends(office: Office) -> None:
    other = office.beside()

    async def stall(_: Delivery) -> None:
        office.clock.set(office.clock.now() + timedelta(minutes=2))
        await other.run(300)

    office.platform.script = ["gone"]
    await office.add("one")
    await office.deliver()
    office.platform.meanwhile["after look"] = stall
    await office.deliver(30)

    assert office.platform.texts == ["Text of one"]
    assert (await office.row("one")).state is SENT


@pytest.mark.parametrize(("looked_for", "is_sent"), [(39, True), (41, False)])
async def test_a_send_starts_only_while_the_lease_outlasts_it(office: Office, looked_for: int, is_sent: bool) -> None:
    async def slow_look(_: Delivery) -> None:
        office.clock.set(office.clock.now() + timedelta(seconds=looked_for))

    office.platform.script = ["gone"]
    await office.add("one")
    await office.deliver()
    office.platform.meanwhile["after look"] = slow_look
    await office.deliver(30)

    assert office.platform.texts == ["Text of one"] * is_sent
    await office.run(60)
    assert office.platform.texts == ["Text of one"]


async def test_an_expired_lease_is_a_doubt_and_settles_before_the_history_is_believed(office: Office) -> None:
    await office.add("one")
    (taken,) = await claim(office.storage, NOW, "gone")
    office.clock.set(NOW + LEASE - timedelta(seconds=1))
    office.platform.store(taken, after=timedelta(seconds=10))

    await office.run(300)

    assert office.platform.texts == ["Text of one"]
    assert (await office.row("one")).is_doubtful


@pytest.mark.fault(3)
async def test_after_a_restart_our_own_leases_are_doubted_at_once_and_others_left(office: Office) -> None:
    await office.add("mine", "theirs")
    await claim(office.storage, NOW, "one", limit=1)
    await claim(office.storage, NOW, "two", limit=1)

    assert await office.courier.recover() == 1

    assert await office.states() == {UNKNOWN: 1, SENDING: 1}


@pytest.mark.fault(2)
async def test_after_a_restart_what_nobody_had_begun_goes_at_once(office: Office) -> None:
    await office.add("begun")
    await claim(office.storage, NOW, "one")
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.courier.recover()
    await office.deliver()

    assert office.platform.texts == ["Text of alarm"]


@pytest.mark.fault(28)
async def test_two_couriers_on_one_database_never_send_one_row_twice(office: Office) -> None:
    await office.add(*[f"m{number}" for number in range(60)])
    other = office.beside()

    for _ in range(3):
        await asyncio.gather(*(courier.deliver() for courier in (office.courier, other.courier) * 2))

    assert sorted(office.platform.texts) == sorted(f"Text of m{number}" for number in range(60))
    assert await office.states() == {SENT: 60}
