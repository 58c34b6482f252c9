"""What one worker leaves behind on PostgreSQL when it stands still, and how another one hears of its messages."""

import asyncio

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.cards import Action
from bot.deliveries import LEASE, DeliveryState
from bot.effects import Later
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, NOW, message, post

ROUND = Action("prompt.post", "g1")


async def _opened(url: str, **query: str) -> SqlStorage:
    address = make_url(url).update_query_dict(query)
    return await open_storage(address.render_as_string(hide_password=False), key=KEY)


@pytest.mark.fault(30)
async def test_a_worker_that_stands_still_in_the_middle_of_a_timer_loses_it_to_another(made_postgres_url: str) -> None:
    """The whole work of a timer is one transaction: the server ends it, and what it did so far never happened."""
    frozen = await _opened(made_postgres_url, options="-c idle_in_transaction_session_timeout=300")
    other = await _opened(made_postgres_url)
    async with other.transaction() as tx:
        await tx.timers.put(Later(NOW, ROUND))

    async def plans(storage: SqlStorage, *, stands_still: bool = False) -> bool:
        async with storage.transaction() as tx:
            if await tx.timers.take(ROUND, NOW) is None:
                return False
            await tx.outbox.add(message("the week's question"))
            if stands_still:
                await asyncio.sleep(1)
            return True

    sleeper = asyncio.create_task(plans(frozen, stands_still=True))
    await asyncio.sleep(0.1)
    assert not await plans(other), "while it may still be at work nobody else is"
    with pytest.raises(DBAPIError):
        await sleeper

    assert await plans(other)
    assert not await plans(other)
    async with other.snapshot() as tx:
        assert len(await tx.outbox.waiting(10)) == 1
    await frozen.close()
    await other.close()


async def test_a_message_one_worker_stores_wakes_the_others(made_postgres_url: str) -> None:
    one, two = await _opened(made_postgres_url), await _opened(made_postgres_url)
    heard: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(two.listen(lambda: heard.put_nowait(None)))
    await asyncio.wait_for(heard.get(), 10)  # it has begun to listen

    await post(one, message("a"), message("b"))
    await asyncio.wait_for(heard.get(), 10)

    async with one.transaction() as tx:
        await tx.timers.put(Later(NOW, ROUND))
    await post(one, message("a"))
    await asyncio.sleep(0.1)
    assert heard.empty(), "it is told once a transaction, and only of what is new"
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await one.close()
    await two.close()


async def test_a_listener_that_was_cut_off_listens_again(
    made_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres._LISTEN_AGAIN", 0.01)
    storage = await _opened(made_postgres_url)
    heard: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(storage.listen(lambda: heard.put_nowait(None)))
    await asyncio.wait_for(heard.get(), 10)

    async with storage._database.write() as connection:
        await connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%%'"
        )

    await asyncio.wait_for(heard.get(), 10)  # again: it looks for what came meanwhile
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await storage.close()


async def test_whoever_doubts_what_ran_out_leaves_alone_what_another_is_recording(made_postgres_url: str) -> None:
    """Two who wait for each other's rows are a deadlock, which ends one of them."""
    one, two = await _opened(made_postgres_url), await _opened(made_postgres_url)
    await post(one, message("a", lane="a"), message("b", lane="b"))
    async with one.transaction() as tx:
        first, _ = await tx.outbox.claim(NOW, "one", 10)

    async with one.transaction() as recording:
        assert await recording.outbox.sent(first, "r1", NOW + LEASE)
        async with two.transaction() as tx:
            assert await asyncio.wait_for(tx.doubts.expire(NOW + LEASE, {}), 10) == 1

    async with one.snapshot() as tx:
        counts = await tx.outbox.counts()
    assert (counts[DeliveryState.SENT], counts[DeliveryState.UNKNOWN]) == (1, 1)
    await one.close()
    await two.close()
