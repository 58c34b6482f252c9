"""SQLite's side: one writer, a few readers that cannot write, and the settings both need."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from bot.repositories import Note, Noted
from storage.ballast import Ballast
from storage.direct import DirectConnection
from storage.lock import FileLock
from storage.noting import NotedInSqlite
from storage.prepared import as_sqlalchemy_says, below

_READERS = 4
_CACHE_KIBIBYTES = 16_000
_COMPILED: LRUCache[Any, Any] = LRUCache(1000)
"""Statements in SQLite's words, for every connection of the process: making one takes longer than running it."""


class OneDialect(SQLiteDialect_aiosqlite):
    """SQLite as we speak it: the same for every file, so what one connection has compiled serves the others."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneDialect)

    def __hash__(self) -> int:
        return hash(OneDialect)


registry.register("sqlite.kith", __name__, OneDialect.__name__)


class SqliteDatabase:
    """An open file. The lock on it is held until `close`; versions of SQLite differ in how well two writers get on."""

    def __init__(
        self, path: Path, lock: FileLock, ballast: Ballast | None = None, *, waits_for_disk: bool = True
    ) -> None:
        self._lock = lock
        self.ballast = ballast or Ballast(path)
        self._turn = asyncio.Lock()
        self._writer = _engine(path, 1, waits_for_disk)
        self._readers = _engine(path, _READERS, waits_for_disk, "query_only = ON")
        self._free_reader = asyncio.Semaphore(_READERS)
        self._writing: AsyncConnection | None = (
            None  # kept open, like those who read: opening one costs a statement's time
        )
        self._reading: list[AsyncConnection] = []

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give the writer to one task at a time; commit at the end, roll back when the block raises."""
        async with self._in_turn() as connection, _begun(connection, "BEGIN IMMEDIATE"):
            yield connection

    @asynccontextmanager
    async def noting(self) -> AsyncIterator[Note]:
        """Give what stores a batch of messages, while nobody else writes."""
        async with self._in_turn() as connection:
            direct = below(connection)
            assert direct is not None

            async def note(noted: Noted, now: datetime, _: int | None) -> bool:
                with as_sqlalchemy_says("INSERT"):
                    await direct.at_once(NotedInSqlite(noted, now))
                return True

            yield note

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[AsyncConnection]:
        """Wait for the turn to write; yield the connection that does, with nothing begun on it."""
        async with self._turn:
            try:
                if self._writing is None:
                    self._writing = await self._writer.connect()
                yield self._writing
            except BaseException as problem:
                used = self._writing
                if used is not None and not _is_sound(used):
                    self._writing = None
                    await _let_go(used)
                self.ballast.drop(problem)
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one moment and cannot write."""
        async with self._free_reader:
            connection = self._reading.pop() if self._reading else await self._readers.connect()
            try:
                async with _begun(connection, "BEGIN"):
                    yield connection
            except BaseException:
                await _let_go(connection)
                raise
            self._reading.append(connection)

    async def close(self) -> None:
        """Close everything, the writer last: it folds the log into the file."""
        for connection in [*self._reading, *filter(None, [self._writing])]:
            await connection.close()
        await self._readers.dispose()
        await self._writer.dispose()
        self._lock.release()


@asynccontextmanager
async def _begun(connection: AsyncConnection, begin: str) -> AsyncIterator[None]:
    """Begin and end a transaction below SQLAlchemy, which takes longer over it than SQLite itself."""
    direct = below(connection)
    assert direct is not None
    try:
        with as_sqlalchemy_says(begin):
            await direct.perform(begin, ())
        yield
        with as_sqlalchemy_says("COMMIT"):
            await (connection if connection.in_transaction() else direct).commit()
    except BaseException:
        if not connection.invalidated:  # SQLAlchemy closes what is cancelled while it runs a statement
            with suppress(Exception):  # why it ended is what counts, a cancellation above all
                await connection.rollback()  # lets SQLAlchemy forget a commit that failed, which it does not undo
                await direct.rollback()
        raise


def _is_sound(connection: AsyncConnection) -> bool:
    """Whether a connection can be used again: it is open, and nothing is begun on it or still running."""
    if connection.invalidated or connection.get_transaction() is not None:  # also one whose commit failed
        return False
    direct = below(connection)
    return direct is not None and direct.is_free


async def _let_go(connection: AsyncConnection) -> None:
    """Close a connection, whatever state it is in."""
    with suppress(Exception):
        await asyncio.shield(connection.close())


def _engine(path: Path, size: int, waits_for_disk: bool, *more: str) -> AsyncEngine:
    waiting = f"synchronous = {'FULL' if waits_for_disk else 'OFF'}"
    engine = create_async_engine(
        "sqlite+kith:///" + str(path),
        execution_options={"compiled_cache": _COMPILED},
        connect_args={"async_creator_fn": lambda *_, **__: DirectConnection(path, waits_for_disk=waits_for_disk)},
        pool_size=size,
        max_overflow=0,
        pool_timeout=60,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        for pragma in (*_PRAGMAS, waiting, *more):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    return engine


_PRAGMAS = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten, not only let go of
    f"cache_size = -{_CACHE_KIBIBYTES}",
    "trusted_schema = OFF",
)


def create_private(path: Path) -> None:
    """Make the file when it is not there; only its owner may read it, and so what SQLite puts beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
