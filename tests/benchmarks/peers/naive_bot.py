"""A bot that looks who it is, stores and commits for each message through aiosqlite, which never stops the event loop.

Its messages are handled side by side on one connection, so a commit takes along what others have just stored. Tables,
journal and care for the disk are those of `plain_sqlite`.
"""

import itertools
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite

from tests.benchmarks.peers import plain_sqlite


async def select_insert_commit(where: Path) -> tuple[aiosqlite.Connection, Callable[[], Awaitable[None]]]:
    """Return an open connection and what handles one message through it."""
    connection = await aiosqlite.connect(where / "bot.sqlite3")
    await connection.executescript(plain_sqlite.TABLES + plain_sqlite.MEMBERS)
    numbers = itertools.count()

    async def handle() -> None:
        number = next(numbers)
        async with connection.execute(plain_sqlite.WHO, (f"A{number % plain_sqlite.PEOPLE}",)) as found:
            row = await found.fetchone()
        assert row is not None
        await connection.execute(plain_sqlite.CLAIM, (f"m:{number}", plain_sqlite.AT))
        await connection.execute(plain_sqlite.COUNT, ("cohort", row[0], f"m{number}", "g1", plain_sqlite.AT, "group"))
        await connection.commit()

    return connection, handle
