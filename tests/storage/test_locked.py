"""An operator who holds the database for long makes us wait and nothing else.

KITH_LOCKED says for how many seconds (1 unless it is set; `make faults` takes 30).
"""

import asyncio
import os
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, message, post
from tests.storage.stalls import stalls

LOCKED_FOR = float(os.environ.get("KITH_LOCKED", "1"))
STALL = 0.1
"""Seconds for which nothing may ever hold up the loop (reliability, fault 11)."""


@pytest.mark.waits
@pytest.mark.faults
@pytest.mark.fault(11)
async def test_an_operators_open_transaction_makes_us_wait_without_ever_stopping_the_loop(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    await post(storage, message("before"))
    operator = sqlite3.connect(Path(make_url(sqlite_url).database or ""), isolation_level=None)
    operator.execute("BEGIN IMMEDIATE")

    with stalls() as found:
        writing = [asyncio.create_task(post(storage, message(f"m{number}"))) for number in range(3)]
        until, reads = asyncio.get_running_loop().time() + LOCKED_FOR, 0
        while asyncio.get_running_loop().time() < until:
            await _read(storage)
            reads += 1
            await asyncio.sleep(0.005)
        still_waiting = [not task.done() for task in writing]
        operator.execute("COMMIT")
        stored = await asyncio.gather(*writing)
    operator.close()
    await storage.close()

    assert still_waiting == [True] * 3
    assert [None] not in stored
    assert reads > LOCKED_FOR  # what only reads goes on
    assert [stall for stall in found.seconds if stall > STALL] == []


async def _read(storage: SqlStorage) -> None:
    async with storage.snapshot() as tx:
        assert len(await tx.outbox.waiting(5)) == 1


async def test_a_loop_that_waits_for_something_itself_is_seen() -> None:
    with stalls() as found:
        await asyncio.sleep(0)
        time.sleep(STALL * 1.5)  # noqa: ASYNC251 - this is what must never happen
        await asyncio.sleep(0)

    assert found.longest > STALL
