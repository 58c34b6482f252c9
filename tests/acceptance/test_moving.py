"""A cohort that begins on SQLite and moves to PostgreSQL goes on as if nothing had happened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.cli.house import House
from adapters.cli.rehearsing import builder
from adapters.simulation.play import Part, seeded_key, simulate
from adapters.simulation.rehearsal import begins
from bot.errors import EnvironmentProblem
from bot.ports import Clock, Messenger
from bot.script_file import Fault
from storage.care import backup, restore
from storage.engine import open_storage
from tests.acceptance.spring import changed, shipped, watch, watched

PLAYED, MOVED = timedelta(weeks=5), timedelta(weeks=3, hours=13, minutes=7)


class Mover:
    """Builds the house on SQLite the first time, and on PostgreSQL after what was there has moved."""

    def __init__(self, part: Part, sqlite: str, postgres: str, folder: Path) -> None:
        self._urls, self._backup, self.starts = (sqlite, postgres), folder / "backup.sqlite3", 0
        self._seed, self._languages = part.seed, part.file.plan.safety.languages

    @asynccontextmanager
    async def __call__(self, clock: Clock, messengers: dict[str, Messenger]) -> AsyncIterator[House]:
        """Move when it is started for the second time."""
        self.starts += 1
        if self.starts == 2:
            backup(self._urls[0], self._backup)
            assert restore(self._urls[1], self._backup, seeded_key(self._seed)).moved > 1000
        async with builder(self._urls[self.starts > 1], self._seed, self._languages)(clock, messengers) as house:
            yield house
            if self.starts > 1:
                async with house.storage.snapshot() as tx:
                    assert await tx.audit.verify() is None


async def test_a_cohort_that_moves_in_its_fourth_week_says_the_same_as_one_that_stays(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    part = shipped(until=begins(shipped().file) + PLAYED)
    stayed, _ = await watch(part)

    moving = changed(part, faults=[Fault(begins(part.file) + MOVED, 0, restart=True)])
    surface = watched(moving.file)
    mover = Mover(moving, sqlite_url, postgres_url, tmp_path)
    moved = await simulate(replace(moving, clock=surface.clock), surface, "core", mover)

    assert mover.starts == 2
    assert moved.problems == ()
    assert [(m.at, m.to, m.kind, m.reason, m.text) for m in moved.messages] == [
        (m.at, m.to, m.kind, m.reason, m.text) for m in stayed.messages
    ]
    with pytest.raises(EnvironmentProblem, match="holds data already"):
        restore(postgres_url, tmp_path / "backup.sqlite3", seeded_key(part.seed))


async def test_numbers_go_on_where_sqlite_had_come_to_and_nothing_else_can_be_taken_along(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    storage = await open_storage(sqlite_url, key=b"k" * 32)
    async with storage.transaction() as tx:
        for number in range(3):
            await tx.audit.add(begins(shipped().file), "somebody", f"test.{number}", "")
    await storage.close()
    backup(sqlite_url, tmp_path / "backup")

    restore(postgres_url, tmp_path / "backup", b"k" * 32)

    storage = await open_storage(postgres_url, key=b"k" * 32)
    async with storage.transaction() as tx:
        before = [n for n, _ in await tx.audit.newest(0, 10)]
        await tx.audit.add(begins(shipped().file), "somebody", "test.more", "")
    async with storage.snapshot() as tx:
        assert (await tx.audit.newest(0, 1))[0][0] == max(before) + 1
        assert await tx.audit.verify() is None
    await storage.close()
    (tmp_path / "dump").write_bytes(b"PGDMP and so on")
    with pytest.raises(EnvironmentProblem, match="only PostgreSQL can read"):
        restore(sqlite_url, tmp_path / "dump", b"k" * 32)
