"""The power fails: whatever was acknowledged is there afterwards, and the file is sound."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from storage.engine import SqlStorage, open_storage
from storage.sqlite import SqliteDatabase
from tests.storage.power import LIBRARY, Disk, watched_disk
from tests.storage.sample import KEY

LOSSES = int(os.environ.get("KITH_LOSSES", "12"))
WRITTEN = 12


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk under what is opened in the test's folder itself, if this Python uses the system's SQLite."""
    if not sys.platform.startswith("linux") or not _is_shared():
        pytest.skip("this Python brings an SQLite of its own, which cannot be watched")
    with watched_disk(tmp_path) as watched:
        yield watched


def _is_shared() -> bool:
    with closing(sqlite3.connect(":memory:")):
        return LIBRARY in Path("/proc/self/maps").read_text()


async def _writes(storage: SqlStorage, number: int) -> None:
    """Store something that takes several pages; when this returns, it is acknowledged."""
    async with storage.transaction() as tx:
        for part in range(5):
            await tx.facts.put(f"{number}:{part}", f"{number}" * 700)


async def _kept(folder: Path) -> set[int]:
    """Return what is there after the loss; opening looks whether the file is sound, too."""
    storage = await open_storage(f"sqlite+aiosqlite:///{folder / 'kith.sqlite3'}", key=KEY)
    async with storage.snapshot() as tx:
        kept = {n for n in range(WRITTEN) if all([await tx.facts.get(f"{n}:{part}") for part in range(5)])}
        torn = {n for n in range(WRITTEN) if any([await tx.facts.get(f"{n}:{part}") for part in range(5)])} - kept
    await storage.close()
    assert not torn, "half of a transaction is there"
    return kept


async def _lost(disk: Disk, tmp_path: Path, made: Path, losses: int, synchronous: str = "") -> set[int]:
    """Write on and on and lose the power again and again; return what was acknowledged and is gone then."""
    path = tmp_path / "kith.sqlite3"
    path.write_bytes(made.read_bytes())
    storage = await open_storage(f"sqlite+aiosqlite:///{path}", key=KEY)
    await _waits(storage, synchronous)
    chance, lost = Random(10), set[int]()
    for number in range(WRITTEN):
        await _writes(storage, number)
        if number % 5 == 4:
            _checkpoint(path)
        for loss in range(-(-losses // WRITTEN)):
            left = tmp_path / f"left-{number}-{loss}"
            left.mkdir()
            disk.lose_power(chance, left)
            lost |= set(range(number + 1)) - await _kept(left)
            shutil.rmtree(left)
    await storage.close()
    return lost


def _checkpoint(path: Path) -> None:
    """Fold the log into the file, as SQLite does by itself now and then."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(RESTART)")


async def _waits(storage: SqlStorage, synchronous: str) -> None:
    """Let the writer wait for the disk otherwise than it does, where that is asked for."""
    async with storage.transaction():
        pass
    database = storage._database
    assert isinstance(database, SqliteDatabase)
    assert database._writing is not None
    if synchronous:
        connection = (await database._writing.get_raw_connection()).driver_connection
        await connection.perform(f"PRAGMA synchronous = {synchronous}", ())


@pytest.mark.faults
@pytest.mark.fault(10)
async def test_whatever_was_acknowledged_is_there_after_the_power_failed(
    disk: Disk, tmp_path: Path, made_file: Path
) -> None:
    assert await _lost(disk, tmp_path, made_file, LOSSES) == set()


async def test_if_it_did_not_wait_for_the_disk_something_acknowledged_would_be_gone(
    disk: Disk, tmp_path: Path, made_file: Path
) -> None:
    assert await _lost(disk, tmp_path, made_file, WRITTEN, "NORMAL")
