"""Several workers: one of them has the platform; when it stands still or ends, the next one takes over in time."""

from datetime import timedelta

import pytest

from bot.leases import EVERY, LASTS, Keeper, Wanted
from tests.core.fate import Fate
from tests.core.office import Office, staffed

LOCAL = Wanted(doors=(("local/shards 0", "local"),))
TAKEN_OVER = timedelta(seconds=15)


def _worker(office: Office, name: str) -> tuple[Office, Keeper]:
    beside = staffed(office.storage, office.clock, office.platform, name, Fate(), is_leased=True)
    return beside, Keeper(office.storage, office.clock, name, LOCAL)


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
