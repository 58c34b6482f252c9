"""Whoever is told to end in the middle of a statement ends, as what it is, and leaves the storage whole.

A cancellation that came out as another error would be taken for a trouble that passes, and the process never ended.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, SqlStorage
from tests.storage.sample import COHORT, add_people

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
