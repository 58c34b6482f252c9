"""How far a session was handled, and how often the bot may introduce itself: both outlive a restart."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock import SimulatedClock
from adapters.discord.identifying import EVERY, SUPPLY, spend
from adapters.discord.memory import Memory, Session
from adapters.discord.progress import Progress
from storage.engine import open_storage

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
KEY = b"a key that only the tests know, 32"


def test_a_restart_hears_again_what_was_heard_and_not_handled() -> None:
    progress = Progress(10)
    progress.heard(11)
    progress.begin(11)
    progress.heard(12)
    progress.begin(12)
    progress.heard(13)
    assert progress.handled == 10

    progress.end(12)
    assert progress.handled == 10
    progress.end(11)
    assert progress.handled == 13


@pytest.mark.fault(29)
def test_five_hundred_restarts_in_a_row_introduce_the_bot_fewer_than_two_hundred_times_a_day() -> None:
    now, full_at, made = NOW, None, []
    for _ in range(500):
        wait, full_at = spend(full_at, now)
        now += wait
        made.append(now)
        now += timedelta(seconds=20)

    busiest = max(sum(at <= other < at + timedelta(days=1) for other in made) for at in made)
    assert busiest < 200


def test_a_few_restarts_never_wait_and_the_supply_grows_again() -> None:
    full_at = None
    for _ in range(SUPPLY):
        wait, full_at = spend(full_at, NOW)
        assert not wait

    assert spend(full_at, NOW)[0] == EVERY
    assert not spend(full_at, NOW + EVERY)[0]


@pytest.mark.fault(29)
async def test_what_was_used_of_the_supply_is_known_after_a_restart(sqlite_url: str) -> None:
    clock = SimulatedClock(NOW)
    for _ in range(2):
        storage = await open_storage(sqlite_url, key=KEY)
        memory = Memory(storage, clock)
        for _ in range(SUPPLY // 2):
            assert not await memory.wait_to_identify()
            await memory.identify()
        await storage.close()

    storage = await open_storage(sqlite_url, key=KEY)
    assert await Memory(storage, clock).wait_to_identify() == EVERY
    await storage.close()


async def test_a_session_is_resumed_after_a_restart_unless_it_ended(sqlite_url: str) -> None:
    clock, session = SimulatedClock(NOW), Session("s1", 42, "wss://gateway.example")
    storage = await open_storage(sqlite_url, key=KEY)

    assert await Memory(storage, clock).session() is None
    await Memory(storage, clock).keep(session)
    again = Memory(storage, clock)
    assert await again.session() == session
    await again.keep(None)
    assert await Memory(storage, clock).session() is None
    await storage.close()


async def test_a_note_nobody_can_read_means_a_new_session(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    async with storage.transaction() as tx:
        await tx.facts.put("discord.session", '{"id": 1, "other": 2}')

    assert await Memory(storage, SimulatedClock(NOW)).session() is None
    await storage.close()
