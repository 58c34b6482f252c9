"""Whether a channel is ours is remembered, also where other workers may change it, and never longer than it is so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from sqlalchemy import event

from adapters.lookups import Lookups
from bot.events import Place
from bot.ports import Spot
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, add_people

HERE = Place("local", "w1", "#g1")


@pytest.fixture
async def workers(made_url: str) -> AsyncIterator[list[SqlStorage]]:
    """Two workers on PostgreSQL, on SQLite the only one twice."""
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(1 if made_url.startswith("sqlite") else 2):
            opened.append(await open_storage(made_url, key=KEY))
            stack.push_async_callback(opened[-1].close)
        async with opened[0].transaction() as tx:
            await add_people(tx)
        yield [opened[0], opened[-1]]


async def test_a_channel_is_ours_from_the_moment_it_is_and_no_longer_than_that(workers: list[SqlStorage]) -> None:
    lookups = Lookups("local", workers[0])
    seen = []
    for turn in range(6):
        async with workers[1].transaction() as tx:
            await (tx.places.forget(HERE) if turn % 2 else tx.places.add(Spot(HERE, "c1", "g1", "g1")))
        seen += await asyncio.gather(*(lookups.is_ours("w1", "#g1") for _ in range(2)))

    assert seen == [True, True, False, False] * 3
    assert not await lookups.is_ours("w2", "#g1")


async def test_who_asks_at_the_same_time_asks_the_server_once(made_postgres_url: str) -> None:
    storage = await open_storage(made_postgres_url, key=KEY)
    lookups, asked = Lookups("local", storage), []
    await lookups.is_ours("w1", "#g1")

    def note(*told: Any) -> None:
        asked.append(told[2])

    event.listen(storage._database._engine.sync_engine, "before_cursor_execute", note)  # type: ignore[attr-defined]
    answers = await asyncio.gather(*(lookups.is_ours("w1", "#g1") for _ in range(50)))
    await storage.close()

    assert answers == [False] * 50
    assert len(asked) == 1
