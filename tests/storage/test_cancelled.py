"""Whoever is told to end in the middle of a statement ends, as what it is, and leaves the storage whole.

A cancellation that came out as another error would be taken for a trouble that passes, and the process never ended.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, SqlStorage, open_storage
from tests.storage.sample import COHORT, KEY, add_people

Opened = Callable[[Database], AbstractAsyncContextManager[AsyncConnection]]
WAYS = {"reads": lambda database: database.read(), "writes": lambda database: database.write()}
MOMENTS = 8
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n"
LONG = f"SELECT count(*) FROM ({_NUMBERS}) AS numbers"


@pytest.mark.parametrize("way", WAYS)
async def test_in_the_middle_of_a_statement_it_ends_as_cancelled_and_the_next_may_go_on(
    storage: SqlStorage, way: str
) -> None:
    ends = []
    for moment in range(MOMENTS):
        task = asyncio.create_task(_takes_long(storage, WAYS[way]))
        await asyncio.sleep(moment / 200)
        task.cancel()
        ends += await asyncio.gather(task, return_exceptions=True)

    assert [type(end) for end in ends] == [asyncio.CancelledError] * MOMENTS
    await _still_stores(storage)


@pytest.mark.parametrize("way", WAYS)
async def test_in_the_middle_of_the_commit_it_ends_as_cancelled_and_the_next_may_go_on(
    storage: SqlStorage, way: str
) -> None:
    ends = await asyncio.gather(_cancelled_at_its_end(storage, WAYS[way]), return_exceptions=True)

    assert [type(end) for end in ends] == [asyncio.CancelledError]
    await _still_stores(storage)


async def _takes_long(storage: SqlStorage, opened: Opened) -> None:
    async with opened(storage._database) as connection:
        for _ in range(50):
            await connection.exec_driver_sql(LONG)


async def _cancelled_at_its_end(storage: SqlStorage, opened: Opened) -> None:
    task = asyncio.current_task()
    assert task is not None
    async with opened(storage._database) as connection:
        await connection.exec_driver_sql("SELECT 1")
        asyncio.get_running_loop().call_soon(task.cancel)


async def _still_stores(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await add_people(tx)
    async with storage.snapshot() as tx:
        assert await tx.cohorts.all() == [COHORT]


async def test_while_another_program_holds_the_file_it_ends_once_that_lets_go_and_the_next_may_write(
    made_sqlite_url: str,
) -> None:
    storage = await open_storage(made_sqlite_url, key=KEY)
    operator = sqlite3.connect(Path(make_url(made_sqlite_url).database or ""), isolation_level=None)
    operator.execute("BEGIN IMMEDIATE")
    waiting = [asyncio.create_task(_puts(storage, name)) for name in ("first", "second")]
    await asyncio.sleep(0.05)
    waiting[0].cancel()
    await asyncio.sleep(0.05)
    operator.execute("COMMIT")
    operator.close()
    ends = await asyncio.gather(*waiting, return_exceptions=True)
    async with storage.snapshot() as tx:
        kept = [await tx.facts.get(name) for name in ("first", "second")]
    await storage.close()

    assert isinstance(ends[0], asyncio.CancelledError)
    assert kept == ["", "kept"]


async def _puts(storage: SqlStorage, name: str) -> None:
    async with storage.transaction() as tx:
        await tx.facts.put(name, "kept")
