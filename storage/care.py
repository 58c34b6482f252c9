"""Care of the data: backup, restore, migrate. All of it blocks; callers in a loop use a thread."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from bot.errors import EnvironmentProblem
from storage.address import Address, at_file, parse_address
from storage.copies import Progress, check_sqlite, copy_sqlite, dump_postgres, flush, load_postgres, revision_in
from storage.erasure_file import Erased, ErasureFile
from storage.erasures import erase_again, erased_in
from storage.lock import FileLock
from storage.migrate import connected, prepare, refuse_newer, unusable
from storage.moving import DUMP, SQLITE, begins_with, move
from storage.sqlite import create_private
from storage.vault import Vault, refuse_another_key

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def backup(url: str, path: Path, on_progress: Progress | None = None) -> None:
    """Copy the database at `url` to a new file, also while the bot runs; the copy is checked before this returns.

    The texts in it stay encrypted: keep KITH_KEY apart from it, and do not lose either. Raises EnvironmentProblem.
    """
    address = parse_address(url)
    if address.path is None:
        dump_postgres(address, path)
        return
    if not address.path.exists():
        raise EnvironmentProblem(f"There is no database at {address.path}. Name the one to back up.")
    copy_sqlite(address.path, path, on_progress)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the old database is kept, if there was any, and how much was erased again.

    `again` is None where neither the old database nor the file of erasures beside it can be read: nobody knows then
    what was erased since the backup. `moved`: so many rows went from a backup of SQLite into PostgreSQL.
    """

    kept: Path | None
    again: int | None = 0
    moved: int = 0


def restore(url: str, path: Path, key: bytes) -> Restored:
    """Put a backup in the place of the database at `url`, and erase in it what was erased since.

    A backup of SQLite also becomes an empty PostgreSQL database: what was erased since it was made is not known there.
    `key` is KITH_KEY's bytes: who was erased may be named in messages, and those are sealed. Nothing is changed unless
    the backup is sound and nobody uses the database. Raises EnvironmentProblem.
    """
    vault = Vault(key)
    if not path.is_file():
        raise EnvironmentProblem(f"There is no backup at {path}. Name the file that `kith backup` wrote.")
    address = parse_address(url)
    if not begins_with(path, SQLITE) and not begins_with(path, DUMP):
        raise EnvironmentProblem(f"{path} is not a backup of Kith's. Name a file that `kith backup` wrote.")
    if address.path is not None:
        return _restore_sqlite(address, address.path, path, vault)
    return _move(address, path) if begins_with(path, SQLITE) else _restore_postgres(address, path, vault)


def migrate(url: str, *, with_backup: bool = True) -> str:
    """Bring the database at `url` to this version's schema; return a sentence on what was done, "" for nothing.

    Raises EnvironmentProblem, also when another process uses an SQLite file.
    """
    address = parse_address(url)
    with _held(address):
        return prepare(address, with_backup=with_backup)


@contextmanager
def _held(address: Address) -> Iterator[None]:
    if address.path is None:
        yield
        return
    create_private(address.path)
    lock = FileLock(address.path)
    try:
        yield
    finally:
        lock.release()


def _restore_sqlite(address: Address, target: Path, source: Path, vault: Vault) -> Restored:
    if begins_with(source, DUMP):
        raise EnvironmentProblem(
            f"{source} is a backup of PostgreSQL, which only PostgreSQL can read. Name its url in [database], or "
            "another backup."
        )
    check_sqlite(source)
    revision = revision_in(source)
    if revision is None:
        raise EnvironmentProblem(f"{source} is not a database of Kith's. Name a file that `kith backup` wrote.")
    refuse_newer(Address(address.url, source), revision)
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target)
    arriving = target.with_name(target.name + ".restoring")
    try:
        arriving.unlink(missing_ok=True)
        copy_sqlite(source, arriving)
        erased = _erased_in(address, target)
        again = _erase_again(at_file(arriving), erased, vault) if erased else 0
        kept = _set_aside(target) if target.exists() else None
        _keep_a_log(arriving)
        arriving.replace(target)
        flush(target)
    finally:
        arriving.unlink(missing_ok=True)
        lock.release()
    return Restored(kept, None if erased is None else again)


def _erased_in(address: Address, target: Path | None) -> Erased | None:
    """Return what is known to be erased in the database that is being replaced; None where nothing says it any more.

    An SQLite database has a file beside it that says it, too, also when the database is damaged or gone.
    """
    beside = ErasureFile.beside(target) if target is not None else None
    listed = beside.read() if beside is not None else {}
    if target is not None and not target.exists():
        return listed
    try:
        with connected(address) as connection:
            known = erased_in(connection)
    except DatabaseError:
        return listed if beside is not None and beside.is_there else None
    return {key: max(known.get(key, 0), listed.get(key, 0)) for key in {*known, *listed}}


def _erase_again(address: Address, erased: Erased, vault: Vault) -> int:
    """Erase in a restored database what was erased since its backup; it is brought up to date for that."""
    prepare(address, with_backup=False)
    with connected(address) as connection:
        refuse_another_key(connection, vault)
        return erase_again(connection, erased, vault)


def _set_aside(target: Path) -> Path:
    """Give the old file a second name, so that there is a whole database under the first one at every moment."""
    _fold_log(target)
    names = (target.with_name(f"{target.name}.replaced-{number}") for number in range(1, 1000))
    aside = next(each for each in names if not each.exists())
    try:
        os.link(target, aside)
    except OSError:  # a file system without links
        shutil.copy2(target, aside)
    for log in (f"{target.name}-wal", f"{target.name}-shm"):  # what a damaged file leaves must not reach the new one
        left = target.with_name(log)
        if left.exists():
            left.rename(aside.with_name(log.replace(target.name, aside.name)))
    return aside


def _keep_a_log(path: Path) -> None:
    """Turn the write-ahead log on, as the bot will: until then `kith doctor` would find something to mend."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")  # the log itself is folded in and gone when this closes


def _fold_log(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        return  # it is being replaced because it is damaged


def _move(address: Address, source: Path) -> Restored:
    _refuse_others(address)
    return Restored(None, moved=move(source, address))


def _restore_postgres(address: Address, source: Path, vault: Vault) -> Restored:
    _refuse_others(address)
    names = (Path(f"{address.url.database}.replaced-{number}.dump") for number in range(1, 1000))
    aside = next(each for each in names if not each.exists())
    erased = _erased_in(address, None)
    dump_postgres(address, aside)
    load_postgres(address, source)
    again = _erase_again(address, erased, vault) if erased else 0
    return Restored(aside, None if erased is None else again)


def _refuse_others(address: Address) -> None:
    engine = create_engine(address.url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            others = connection.scalar(_OTHERS)
    except DatabaseError as problem:
        raise unusable(address, problem) from None
    finally:
        engine.dispose()
    if others:
        raise EnvironmentProblem(f"{address} is in use by {others} other connections. Stop the bot first, everywhere.")
