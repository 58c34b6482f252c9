"""Several workers: one of them has the platform; when it stands still or ends, the next one takes over in time."""

from datetime import timedelta

import pytest

from bot.leases import EVERY, LASTS, Keeper, Wanted
from bot.ports import Delivery, DeliveryState, Settle
from tests.core.fate import Crash, Fate, lived
from tests.core.office import Office, staffed
from tests.storage.sample import claim

LOCAL = Wanted(doors=(("local/shards 0", "local"),))
TAKEN_OVER = timedelta(seconds=15)


def _worker(office: Office, name: str, fate: Fate | None = None) -> tuple[Office, Keeper]:
    beside = staffed(office.storage, office.clock, office.platform, name, fate or Fate(), is_leased=True)
    keeper = Keeper(office.storage, office.clock, name, LOCAL)
    beside.courier.is_at_work = lambda: keeper.is_at_work
    return beside, keeper


async def _look(office: Office, keepers: list[Keeper], lasting: timedelta) -> None:
    """Let time pass in which these workers look, and no others."""
    end = office.clock.now() + lasting
    while office.clock.now() < end:
        for keeper in keepers:
            await keeper.look()
        office.clock.set(office.clock.now() + EVERY)


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    """Leases run by the database's time: on PostgreSQL that is the server's, which cannot be set."""
    return sqlite_office


@pytest.mark.fault(30)
async def test_a_standby_takes_over_within_fifteen_seconds_and_the_one_that_stood_still_sends_nothing(
    office: Office,
) -> None:
    (one, ones), (two, twos) = _worker(office, "one"), _worker(office, "two")
    await _look(office, [ones, twos], EVERY)
    await office.add("before")
    assert (await one.deliver(), await two.deliver()) == (1, 0)

    stood_still_at = office.clock.now()
    while twos.term("local") is None:
        await _look(office, [twos], EVERY)
    took = office.clock.now() - stood_still_at
    await office.add("after")

    assert took <= TAKEN_OVER
    assert ones.term("local") is None, "its own clock tells it when it wakes up"
    assert await one.deliver() == 0, "the database tells it too"
    assert await two.deliver() == 1
    assert office.platform.texts == ["Text of before", "Text of after"]


@pytest.mark.fault(4, 30)
@pytest.mark.parametrize("repeats", [timedelta(minutes=1), timedelta()], ids=["nonce", "history"])
async def test_what_a_dead_worker_had_begun_is_settled_as_soon_as_another_takes_over(
    office: Office, repeats: timedelta
) -> None:
    office.platform.settle = settle = Settle(timedelta(seconds=30), repeats)
    (one, ones), (two, twos) = _worker(office, "one"), _worker(office, "two")
    await _look(office, [ones, twos], EVERY)

    async def dies(_: Delivery) -> None:
        raise Crash

    office.platform.meanwhile["after post"] = dies
    await office.add("one")
    assert not await lived(one.deliver())
    died_at = office.clock.now()
    while twos.term("local") is None:
        await _look(office, [twos], EVERY)
    await two.deliver()
    row = await office.row("one")

    assert row.state is DeliveryState.UNKNOWN, "within the time of a takeover, not of the message's own lease"
    assert office.clock.now() - died_at <= TAKEN_OVER
    assert row.next_at - office.clock.now() <= (settle.history if not repeats else timedelta(seconds=2))
    await _works(office, two, twos, timedelta(seconds=40))
    assert (await office.row("one")).state is DeliveryState.SENT
    if not repeats:
        assert office.platform.texts == ["Text of one"]


async def _works(office: Office, worker: Office, keeper: Keeper, lasting: timedelta) -> None:
    """Let time pass in which one worker keeps its leases and delivers."""
    end = office.clock.now() + lasting
    while office.clock.now() < end:
        await _look(office, [keeper], EVERY)
        await worker.deliver()


async def _wakes_up_late(office: Office) -> bool:
    """A worker claimed something and stood still; another took it over; it wakes up. Whether it came once."""
    (one, ones), (two, twos) = _worker(office, "one"), _worker(office, "two")
    await _look(office, [ones, twos], EVERY)
    await office.add("one")
    await _look(office, [], 2 * EVERY)
    (claimed,) = await claim(office.storage, office.clock.now(), "one")
    while not office.platform.posts:
        await _works(office, two, twos, EVERY)
    assert claimed.lease_left(office.clock.now()) > timedelta(seconds=20), "the message's own lease does not keep it"

    await one.courier._finish([await one.courier._attempt(claimed, {})])

    return office.platform.texts == ["Text of one"] and (await office.row("one")).state is DeliveryState.SENT


@pytest.mark.fault(8)
async def test_a_worker_that_wakes_up_after_others_took_it_to_be_gone_sends_nothing_it_had_claimed(
    office: Office,
) -> None:
    assert await _wakes_up_late(office)


async def test_without_asking_whether_it_is_still_at_work_it_would_send(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keeper, "is_at_work", True)

    assert not await _wakes_up_late(office)


async def test_a_worker_is_not_taken_to_be_gone_while_it_keeps_its_leases_up(office: Office) -> None:
    (_, ones), (two, twos) = _worker(office, "one"), _worker(office, "two")
    await _look(office, [ones, twos], EVERY)
    await office.add("one")
    await claim(office.storage, office.clock.now(), "one")

    await _look(office, [ones, twos], timedelta(seconds=30))
    await two.deliver()

    assert (await office.row("one")).state is DeliveryState.SENDING


@pytest.mark.fault(28)
async def test_two_workers_are_never_on_one_platform(office: Office) -> None:
    keepers = [_worker(office, name)[1] for name in ("one", "two", "three")]

    for _ in range(10):
        await _look(office, keepers[1:], EVERY)
        assert [keeper.term("local/shards 0") for keeper in keepers].count(None) == 2
        keepers = keepers[1:] + keepers[:1]


async def test_whoever_has_no_connection_does_not_send(office: Office) -> None:
    _, ones = _worker(office, "one")
    await ones.look()
    other = Keeper(office.storage, office.clock, "other", Wanted(doors=(("local/shards 0", "mail"),)))
    await other.look()

    assert other.term("mail") is None


async def test_a_worker_that_ends_leaves_its_leases_to_the_next_at_once(office: Office) -> None:
    (_, ones), (two, twos) = _worker(office, "one"), _worker(office, "two")
    await ones.look()
    await ones.release()
    await twos.look()
    await office.add("one")

    assert (ones.term("local"), twos.term("local")) == (None, 2)
    assert await two.deliver() == 1


async def test_a_lease_is_ours_no_longer_when_the_database_was_away_for_long(office: Office) -> None:
    _, ones = _worker(office, "one")
    await ones.look()

    office.clock.set(office.clock.now() + LASTS)

    assert ones.term("local") is None
