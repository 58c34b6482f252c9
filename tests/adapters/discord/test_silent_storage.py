"""What people write while nothing can be stored: a full disk, a database that is away."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord

WORRYING = "I want to kill myself"


@pytest.fixture
async def reading(
    discord: Discord, tmp_path: Path, made_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """An office whose bot may read what is written, and soon tries again."""
    monkeypatch.setattr("adapters.discord.gateway._AGAIN_AFTER", (0.01, 0.01))
    async with furnished(discord, tmp_path, made_sqlite_url, content=True) as there:
        yield there


@pytest.fixture
def operator(reading: Office) -> Iterator[sqlite3.Connection]:
    """Somebody beside the bot on the same file."""
    with closing(sqlite3.connect(reading.url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        yield connection


def forbid(operator: sqlite3.Connection, *tables: str) -> None:
    """Let nothing new into these tables."""
    for table in tables:
        failing = "BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END"
        operator.execute(f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} {failing}")


def allow(operator: sqlite3.Connection, *tables: str) -> None:
    """Let it in again."""
    for table in tables:
        operator.execute(f"DROP TRIGGER no_{table}")


async def cases(office: Office) -> int:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        return len(await tx.cases.in_cohort(cohort.id))


@pytest.mark.fault(12)
@pytest.mark.parametrize("is_direct", [False, True])
async def test_what_is_written_while_nothing_can_be_stored_is_heard_once_it_can(
    reading: Office, operator: sqlite3.Connection, caplog: pytest.LogCaptureFixture, is_direct: bool
) -> None:
    writer = reading.people["L1"]
    forbid(operator, "inbox", "facts")
    await writer.says(writer.chat if is_direct else reading.rooms["g1"], WORRYING)
    await reading.discord.until(lambda: caplog.text.count("nothing can be stored") > 2)
    told = [seen for seen in reading.sees("L1") if "went wrong" in seen]
    allow(operator, "inbox", "facts")
    await reading.settled()

    assert len(told) == is_direct
    assert await cases(reading) == 1


async def test_what_alone_cannot_be_stored_does_not_hold_up_its_channel(
    reading: Office, operator: sqlite3.Connection
) -> None:
    forbid(operator, "cases")
    await reading.people["L1"].says(reading.rooms["g1"], WORRYING)
    await reading.people["L1"].says(reading.rooms["g1"], "hello")
    await reading.settled()

    assert await cases(reading) == 0
    async with reading.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        assert await tx.participations.in_cohort(cohort.id) == 1
