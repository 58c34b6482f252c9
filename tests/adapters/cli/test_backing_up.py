"""Backups by schedule, on real files: one a day, checked, and no more than are wanted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.cli.backing_up import Backups
from adapters.clock import SimulatedClock
from bot.config import BackupSection, Config, DatabaseSection
from bot.domain.backups import Keep
from storage.care import restore
from storage.copies import check_sqlite
from tests.storage.sample import KEY

MONDAY = datetime(2027, 3, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(MONDAY)


@pytest.fixture
def backups(made_sqlite_url: str, tmp_path: Path, clock: SimulatedClock) -> Backups:
    return Backups(made_sqlite_url, tmp_path / "copies", Keep(daily=2, weekly=1), clock)


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "copies").iterdir())


async def test_each_day_makes_one_that_can_be_restored_and_the_oldest_goes(
    backups: Backups, clock: SimulatedClock, tmp_path: Path, made_sqlite_url: str
) -> None:
    made = []
    for _ in range(4):
        made += [await backups.make_if_due(), await backups.make_if_due()]
        clock.set(clock.now() + DAY)

    assert made == [True, False] * 4
    assert copies(tmp_path) == ["kith-20270303T030000Z.sqlite3", "kith-20270304T030000Z.sqlite3"]
    assert backups.newest_at() == MONDAY + 3 * DAY
    newest = tmp_path / "copies" / "kith-20270304T030000Z.sqlite3"
    assert newest.stat().st_mode & 0o077 == 0
    check_sqlite(newest)
    assert restore(made_sqlite_url, newest, KEY).kept is not None


async def test_what_others_put_there_is_left_alone_and_what_a_kill_left_goes(backups: Backups, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for name in ("kith-before-the-move.sqlite3", "notes.txt", "kith-20270201T030000Z.sqlite3.unfinished"):
        (folder / name).write_text("")

    assert await backups.make_if_due()

    assert copies(tmp_path) == ["kith-20270301T030000Z.sqlite3", "kith-before-the-move.sqlite3", "notes.txt"]


async def test_a_folder_that_cannot_be_is_told_with_the_next_step_until_it_can(
    backups: Backups, tmp_path: Path
) -> None:
    (tmp_path / "copies").write_text("a file, and no folder")

    assert not await backups.make_if_due()
    assert backups.trouble.startswith(f"No backup could be made in {tmp_path / 'copies'}: ")
    assert backups.trouble.endswith("It is tried again in ten minutes.")

    (tmp_path / "copies").unlink()
    assert await backups.make_if_due()
    assert backups.trouble == ""


def test_without_a_folder_there_are_none(clock: SimulatedClock) -> None:
    database = DatabaseSection(url="sqlite+aiosqlite:///k.sqlite3")

    assert Backups.of(Config(database=database), clock) is None
    assert Backups.of(Config(database=database, backup=BackupSection(folder="b")), clock) is not None
