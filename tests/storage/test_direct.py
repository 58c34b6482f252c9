import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.direct import DirectConnection

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT i FROM n"
LONG = f"SELECT count(*) FROM ({_NUMBERS})"
SHORT = "SELECT who()"


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[DirectConnection]:
    """A connection that can say which thread it runs in, inside a transaction."""
    opened = DirectConnection(tmp_path / "file.sqlite3")
    await opened
    await opened.create_function("who", 0, lambda: threading.current_thread() is threading.main_thread())
    await opened.perform("BEGIN IMMEDIATE", ())
    yield opened
    await opened.close()


async def test_short_statements_run_where_they_are(connection: DirectConnection) -> None:
    rows, *_ = await connection.perform(SHORT, ())

    assert rows == [(1,)]


async def test_a_long_read_moves_to_the_thread_and_is_complete(connection: DirectConnection) -> None:
    rows, *_ = await connection.perform(f"SELECT who(), ({LONG})", ())

    assert rows == [(0, 300000)]


async def test_a_stopped_read_leaves_the_transaction_open(connection: DirectConnection) -> None:
    await connection.perform("CREATE TABLE t (a)", ())
    await connection.perform(LONG, ())
    await connection.perform("INSERT INTO t VALUES (1)", ())
    await connection.commit()

    assert (await connection.perform("SELECT a FROM t", ()))[0] == [(1,)]


async def test_a_mistake_is_reported_as_what_it_is(connection: DirectConnection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.perform("SELECT * FROM nowhere", ())


async def test_rolling_back_undoes(connection: DirectConnection) -> None:
    await connection.perform("CREATE TABLE t (a)", ())
    await connection.rollback()

    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.perform("SELECT * FROM t", ())
