"""The workspace's own SQLite file: one writer at a time, readers beside it, every commit on the disk."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiosqlite

from bot.errors import EnvironmentProblem

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, timezone TEXT NOT NULL, member_id TEXT NOT NULL,
    is_here INTEGER NOT NULL, takes_direct INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE channels (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, topic TEXT NOT NULL, direct_with TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE channel_members (
    channel_id TEXT NOT NULL REFERENCES channels, person_id TEXT NOT NULL REFERENCES people,
    PRIMARY KEY (channel_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, channel_id TEXT NOT NULL REFERENCES channels, author_id TEXT NOT NULL,
    at TEXT NOT NULL, text TEXT NOT NULL, card TEXT NOT NULL, thread TEXT NOT NULL, private_to TEXT NOT NULL,
    nonce TEXT UNIQUE, edited_at TEXT, revision INTEGER NOT NULL DEFAULT 0, revision_nonce TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX messages_by_channel ON messages (channel_id, thread, seq);
CREATE TABLE read_marks (
    person_id TEXT NOT NULL REFERENCES people, scope TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (person_id, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE dialogs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, person_id TEXT NOT NULL UNIQUE REFERENCES people,
    channel_id TEXT NOT NULL, thread TEXT NOT NULL, asked TEXT NOT NULL
) STRICT;
CREATE TABLE arrivals (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channel_id TEXT NOT NULL, thread TEXT NOT NULL,
    event TEXT NOT NULL, is_acknowledged INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX arrivals_waiting ON arrivals (seq) WHERE is_acknowledged = 0;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


class Database:
    """Two connections to one file: `writing` holds the only transaction, `rows` reads what is committed."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer, self._reader = writer, reader
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def opened(cls, path: Path, *, is_scratch: bool = False) -> AsyncIterator["Database"]:
        """Open the file, made with its tables when it is not there yet; a newer one is refused."""
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = "OFF" if is_scratch else "FULL"
        async with _connection(path, waiting) as writer:
            await _prepare(writer, path)
            async with _connection(path, waiting) as reader:
                yield cls(writer, reader)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[aiosqlite.Connection]:
        """Hold the one transaction: committed when the block ends, rolled back when it raises."""
        async with self._lock:
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
            except BaseException:
                await asyncio.shield(self._writer.rollback())
                raise
            await self._writer.commit()

    async def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[aiosqlite.Row]:
        """Return what a query finds among committed rows."""
        return list(await self._reader.execute_fetchall(sql, values))


@asynccontextmanager
async def _connection(path: Path, waiting: str) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        connection.row_factory = aiosqlite.Row
        for pragma in ("busy_timeout = 5000", "journal_mode = WAL", f"synchronous = {waiting}", "foreign_keys = ON"):
            await connection.execute(f"PRAGMA {pragma}")
        yield connection


async def _prepare(connection: aiosqlite.Connection, path: Path) -> None:
    [row] = await connection.execute_fetchall("PRAGMA user_version")
    version = int(row[0])
    if version > _VERSION:
        raise EnvironmentProblem(
            f"{path} was written by a newer version of Kith. Use that version, or another folder with --data."
        )
    if version == 0:
        await connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
