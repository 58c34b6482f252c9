import asyncio
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from bot.errors import EnvironmentProblem
from storage.address import at_file
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import C1, COHORT, KEY, L1, NOW, add_people, message, post

HOLD = """
import asyncio, sys
from storage.engine import open_storage
async def hold():
    await open_storage(sys.argv[1], key=b"a key that only the tests know, 32")
    print("open", flush=True)
    await asyncio.sleep(60)
asyncio.run(hold())
"""


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


async def _break_off(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await add_people(tx)
        await tx.outbox.add(message("m1"))
        raise RuntimeError


async def test_a_transaction_that_raises_leaves_nothing(storage: SqlStorage) -> None:
    with pytest.raises(RuntimeError):
        await _break_off(storage)

    async with storage.snapshot() as tx:
        assert await tx.cohorts.all() == []
        assert await tx.outbox.next_at() is None
    assert await post(storage, message("m1")) != [None]


async def test_a_cancelled_transaction_leaves_nothing_and_lets_the_next_one_in(storage: SqlStorage) -> None:
    async def never_ends() -> None:
        async with storage.transaction() as tx:
            await add_people(tx)
            await asyncio.sleep(60)

    for _ in range(3):
        task = asyncio.create_task(never_ends())
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    async with storage.transaction() as tx:
        assert await tx.cohorts.all() == []
        await add_people(tx)


async def test_what_was_committed_is_there_after_opening_again(database_url: str) -> None:
    first = await open_storage(database_url, key=KEY)
    async with first.transaction() as tx:
        await add_people(tx)
    await first.close()

    second = await open_storage(database_url, key=KEY)
    async with second.snapshot() as tx:
        assert await tx.cohorts.all() == [COHORT]
    await second.close()


async def test_a_snapshot_cannot_write(peopled: SqlStorage) -> None:
    async with peopled.snapshot() as tx:
        with pytest.raises(ValueError, match="snapshot"):
            await tx.audit.add(NOW, C1.id, "case.viewed", "s1")
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            await tx.inbox.claim("e1", NOW)


async def test_a_snapshot_sees_one_moment_and_does_not_wait(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx, peopled.snapshot() as snapshot:
        assert len(await snapshot.nudges.withheld(L1.id)) == 0
        await tx.nudges.withhold(L1.id, NOW, "nudge.check_in", "because")
        assert len(await tx.nudges.withheld(L1.id)) == 1
        assert len(await snapshot.nudges.withheld(L1.id)) == 0


async def test_a_row_that_refers_to_nothing_is_refused(peopled: SqlStorage) -> None:
    async def nudge_nobody() -> None:
        async with peopled.transaction() as tx:
            await tx.nudges.withhold("nobody", NOW, "nudge.check_in", "because")

    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        await nudge_nobody()


@pytest.mark.fault(10)
async def test_the_settings_that_keep_data_safe_hold(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 45_000}

    async with storage._database.write() as connection:
        found = {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
        loose = await connection.scalar(
            text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%STRICT%' AND name <> :a"),
            {"a": "alembic_version"},
        )
    await storage.close()

    assert found == wanted
    assert loose == 1  # sqlite_sequence, which is SQLite's own


@pytest.mark.parametrize(("is_scratch", "level"), [(False, 2), (True, 0)])
async def test_only_a_rehearsals_database_does_without_waiting_for_the_disk(
    tmp_path: Path, is_scratch: bool, level: int
) -> None:
    place = at_file(tmp_path / "kith.sqlite3", is_scratch=is_scratch)
    storage = await open_storage(place, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)

    async with storage._database.write() as writer, storage._database.read() as reader:
        found = [(await each.exec_driver_sql("PRAGMA synchronous")).scalar() for each in (writer, reader)]
    await storage.close()

    assert found == [level, level]
    again = await open_storage(place, key=KEY)
    async with again.snapshot() as tx:
        assert await tx.members.in_cohort(COHORT.id) != []
    await again.close()


async def test_only_the_owner_may_read_the_file(sqlite_url: str) -> None:
    path = _path(sqlite_url)
    storage = await open_storage(sqlite_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in _files_of(path)}
    await storage.close()

    assert f"{path.name}-wal" in modes
    assert set(modes.values()) == {0o600}


def _files_of(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.name}*"))


@pytest.mark.fault(15)
async def test_a_second_opening_of_the_same_file_is_refused(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)

    with pytest.raises(EnvironmentProblem, match=r"in use by process \d+\. Stop that one first"):
        await open_storage(sqlite_url, key=KEY)

    await storage.close()
    await (await open_storage(sqlite_url, key=KEY)).close()


@pytest.mark.fault(15, 28)
async def test_a_second_process_is_refused_until_the_first_is_gone_however_it_went(sqlite_url: str) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, sqlite_url, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"open\n"

    with pytest.raises(EnvironmentProblem, match=rf"in use by process {holder.pid}\b"):
        await open_storage(sqlite_url, key=KEY)

    holder.kill()
    await holder.communicate()
    await (await open_storage(sqlite_url, key=KEY)).close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "not a database URL"),
        ("kith.sqlite3", "not a database URL"),
        ("sqlite://", "forgets everything"),
        ("sqlite:///:memory:", "forgets everything"),
        ("mysql://localhost/kith", "mysql is not a database Kith can use"),
        ("postgresql://kith:hidden@127.0.0.1:1/kith", "cannot be used as a database"),
    ],
)
async def test_a_wrong_address_gets_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(EnvironmentProblem, match=sentence) as caught:
        await open_storage(url, key=KEY)

    assert "hidden" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_url: str) -> None:
    path = _path(sqlite_url)
    path.write_text("Dear diary, " * 100)

    for _ in range(2):
        with pytest.raises(EnvironmentProblem, match="not a database"):
            await open_storage(sqlite_url, key=KEY)

    assert path.read_text() == "Dear diary, " * 100


async def test_another_programs_database_is_refused(sqlite_url: str) -> None:
    other = sqlite3.connect(_path(sqlite_url))
    other.execute("CREATE TABLE members (id)")
    other.close()

    with pytest.raises(EnvironmentProblem, match="another program"):
        await open_storage(sqlite_url, key=KEY)
