"""Opening the storage: the schema is looked after first, then there is one door to write and one to read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import EnvironmentProblem
from bot.repositories import Note, Noted
from storage.address import Address, parse_address
from storage.ballast import Ballast
from storage.erasure_file import ErasureFile
from storage.erasures import ALL, as_erased
from storage.lock import FileLock
from storage.migrate import prepare
from storage.postgres import PostgresDatabase
from storage.session import Session
from storage.soundness import refuse_damaged
from storage.spoken import Company
from storage.sqlite import SqliteDatabase, create_private
from storage.tx import SqlTx
from storage.vault import Vault, check_key
from storage.waiting import seal_plain

T = TypeVar("T")


class Database(Protocol):
    """What SQLite and PostgreSQL do differently."""

    def write(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction that may write."""

    def noting(self) -> AbstractAsyncContextManager[Note]:
        """See `SqlStorage.noting`."""

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction that sees one moment and cannot write."""

    async def close(self) -> None:
        """Close every connection."""


class SqlStorage:
    """The Storage port. Make one with `open_storage`, and close it.

    `erasures` is the file that keeps the list of erasures beside an SQLite database.
    """

    def __init__(self, database: Database, vault: Vault, erasures: ErasureFile | None = None) -> None:
        self._database, self._vault, self._erasures = database, vault, erasures
        self._company = Company(database, vault) if self.is_shared else None
        self._written = 0

    @property
    def version(self) -> int | None:
        """A number that every `transaction` changes; None where others write to the same database."""
        return None if self.is_shared else self._written

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTx]:
        """Write: commit when the block ends, roll back when it raises. On SQLite others wait their turn."""
        try:
            async with self._database.write() as connection:
                tx = SqlTx(connection, self._vault, self._written)
                yield tx
                await tx.complete()
        finally:
            self._written += 1
        if self._erasures is not None and tx.erased:
            self._erasures.add(tx.erased)

    @asynccontextmanager
    async def noting(self) -> AsyncIterator[Note]:
        """Give what stores a batch of messages in channels, all of it or nothing, and has committed when it returns.

        On SQLite nothing else is written until the block ends, so nobody can change meanwhile who is who. On
        PostgreSQL the storing statement asks for the version itself: see `storage.noting`. Noting changes no version:
        who is who does not depend on what they write.
        """
        async with self._database.noting() as note:

            async def unless_changed(noted: Noted, now: datetime, as_of: int | None) -> bool:
                is_old = self.version is not None and as_of != self.version
                return not is_old and await note(noted, now, as_of)

            yield unless_changed

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqlTx]:
        """Read one moment without queueing behind the writer; writing through it fails."""
        written = self._written  # before it begins: a snapshot may be newer than its version, never older
        async with self._database.read() as connection:
            yield SqlTx(connection, self._vault, written, is_read_only=True)

    async def keep_room(self) -> None:
        """Set room aside on the disk for the day on which it is full, where that can be done."""
        if isinstance(self._database, SqliteDatabase):
            await asyncio.to_thread(self._database.ballast.keep)

    @property
    def is_short_of_room(self) -> bool:
        """Whether the disk was full, and nobody has made room since."""
        return isinstance(self._database, SqliteDatabase) and self._database.ballast.is_used

    @property
    def is_shared(self) -> bool:
        """Whether other workers may be at work on the same database."""
        return isinstance(self._database, PostgresDatabase)

    async def keep_up(self) -> int:
        """Write what everybody at work reads by now, and seal what older workers left in plain; return how many."""
        return await self._company.keep_up() if self._company is not None else 0

    async def listen(self, wake: Callable[[], None]) -> None:
        """Call `wake` for ever, whenever another worker has stored something to send."""
        if isinstance(self._database, PostgresDatabase):
            await self._database.listen(wake)

    async def close(self) -> None:
        """Close every connection and let go of the file."""
        await self._database.close()


async def open_storage(place: str | Address, *, key: bytes) -> SqlStorage:
    """Open the database at a URL or address with KITH_KEY's bytes; a new one is made, an older one brought up to date.

    Raises EnvironmentProblem: not a database, damaged, in use by another process, from a newer Kith, or made with
    another key.
    """
    address, vault = place if isinstance(place, Address) else parse_address(place), Vault(key)
    lock = _hold(address)
    try:
        ballast = await _to_its_end(_looked_after, address)
        await _to_its_end(prepare, address)
        database = _database(address, lock, ballast)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    try:
        async with database.write() as connection:
            session = Session(connection, is_read_only=False)
            await check_key(session, vault)
            while isinstance(database, SqliteDatabase) and await seal_plain(session, vault):
                pass
            erased = as_erased(await session.rows(ALL))
        erasures = _file_of(address)
        if erasures is not None:
            erasures.catch_up(erased)
        storage = SqlStorage(database, vault, erasures)
        await storage.keep_up()
    except BaseException:
        await database.close()
        raise
    return storage


async def _to_its_end(do: Callable[[Address], T], address: Address) -> T:
    """Look after a file in a thread. Who is cancelled waits for it: until then the lock must not go to another."""
    doing = asyncio.create_task(asyncio.to_thread(do, address))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.gather(doing, return_exceptions=True)
        raise


def _file_of(address: Address) -> ErasureFile | None:
    if address.path is None:
        return None
    return ErasureFile.beside(address.path, waits_for_disk=not address.is_scratch)


def _hold(address: Address) -> FileLock | None:
    if address.path is None:
        return None
    try:
        create_private(address.path)
        return FileLock(address.path)
    except OSError as problem:
        raise EnvironmentProblem(
            f"{address.path} cannot be written: {problem.strerror}. Let the user Kith runs as write to it and its "
            "folder, or name another database file. Nothing was changed."
        ) from None


def _looked_after(address: Address) -> Ballast | None:
    """Look at a file before anything is written to it: is it sound, and is there room to write?"""
    if address.path is None:
        return None
    if not address.is_scratch:
        refuse_damaged(address.path, address.copies)
    ballast = Ballast(address.path)
    ballast.make_way()
    return ballast


def _database(address: Address, lock: FileLock | None, ballast: Ballast | None) -> Database:
    if address.path is None or lock is None:
        return PostgresDatabase(address.url)
    return SqliteDatabase(address.path, lock, ballast, waits_for_disk=not address.is_scratch)
