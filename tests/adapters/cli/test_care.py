"""`kith backup`, `restore` and `migrate`: the data's care from the terminal."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.lock import FileLock
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import database_url, write_files


def cohorts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM cohorts").fetchone()[0])


def test_a_backup_of_the_configured_database_comes_back_with_restore(kith: Kith, lived: Path) -> None:
    made = kith("backup", "safe.sqlite3")
    with closing(sqlite3.connect(lived / "kith.sqlite3")) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM cohorts")
    lost = cohorts(lived / "kith.sqlite3")
    back = kith("restore", "safe.sqlite3", "--yes")

    assert (made.exit_code, back.exit_code) == (0, 0), made.stderr + back.stderr
    assert "KITH_KEY" in made.stdout
    assert (lost, cohorts(lived / "kith.sqlite3")) == (0, 1)
    assert (lived / "safe.sqlite3").stat().st_mode & 0o077 == 0
    assert "The database as it was is in" in back.stdout


def test_after_a_restore_the_doctor_finds_nothing_to_mend_in_the_database(kith: Kith, lived: Path) -> None:
    kith("backup", "safe.sqlite3")
    kith("restore", "safe.sqlite3", "--yes")
    assert not (lived / "kith.sqlite3-wal").exists()

    found = json.loads(kith("doctor", "--json").stdout)

    assert [one["what"] for one in found["findings"] if one["subject"] == "database"] == []


def test_a_restore_says_how_much_it_erased_again(kith: Kith, lived: Path) -> None:
    kith("backup", "safe.sqlite3")
    with closing(sqlite3.connect(lived / "kith.sqlite3")) as database, database:
        database.execute("INSERT INTO erasures VALUES ('member', 'm1', 1)")

    back = kith("restore", "safe.sqlite3", "--yes")

    assert "The words of 1 person or case were erased since that backup, and now are again." in back.stdout
    with closing(sqlite3.connect(lived / "kith.sqlite3")) as database:
        assert database.execute("SELECT * FROM erasures").fetchall() == [("member", "m1", 1)]


def test_a_database_that_cannot_be_read_is_replaced_and_the_restore_says_what_that_may_mean(
    kith: Kith, lived: Path
) -> None:
    kith("backup", "safe.sqlite3")
    (lived / "kith.sqlite3").write_bytes(b"rubbish" * 1000)

    back = kith("restore", "safe.sqlite3", "--yes")

    assert back.exit_code == 0
    assert "may be back in it" in back.stderr


def test_a_backup_can_be_made_while_the_bot_runs_and_a_restore_cannot(kith: Kith, lived: Path) -> None:
    held = FileLock(lived / "kith.sqlite3")
    try:
        made = kith("backup", "safe.sqlite3")
        back = kith("restore", "safe.sqlite3", "--yes")
    finally:
        held.release()

    assert made.exit_code == 0
    assert (back.exit_code, back.stdout) == (3, "")
    assert "is in use by process" in back.stderr


def test_restore_asks_first_and_no_means_no(kith: Kith, lived: Path) -> None:
    kith("backup", "safe.sqlite3")
    before = (lived / "kith.sqlite3").read_bytes()

    done = kith("restore", "safe.sqlite3", input="n\n")

    assert done.exit_code == 130
    assert "Stopped." in done.stderr
    assert (lived / "kith.sqlite3").read_bytes() == before


@pytest.mark.parametrize(("command", "code"), [("backup", 3), ("restore", 2)])
def test_what_is_not_there_is_said_without_a_question_and_nothing_is_made(
    kith: Kith, folder: Path, command: str, code: int
) -> None:
    write_files(folder)

    done = kith(command, "x.sqlite3", input="n\n")

    assert (done.exit_code, done.stdout) == (code, "")
    assert "There is no " in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["kith.toml", "tiny.toml"]


@pytest.mark.parametrize(("named", "said"), [("nope", "There is no file nope here."), ("here", "here is a folder.")])
def test_a_backup_that_is_none_is_told_before_anything_else_is_asked_for(
    kith: Kith, folder: Path, named: str, said: str
) -> None:
    (folder / "here").mkdir()

    done = kith("restore", named)  # there is no kith.toml either

    assert done.exit_code == 2
    assert said in done.stderr
    assert "`kith backup` writes it." in done.stderr


def test_a_demo_in_a_file_is_told_to_take_a_folder(kith: Kith, folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")

    done = kith("demo", "--data", "notes.txt", "--exit", "--no-browser")

    assert done.exit_code == 2
    assert "Name a folder with --data" in done.stderr


def test_a_backup_never_takes_the_place_of_another_file(kith: Kith, lived: Path) -> None:
    (lived / "mine.txt").write_text("mine")

    done = kith("backup", "mine.txt")

    assert done.exit_code == 3
    assert "is there already" in done.stderr
    assert (lived / "mine.txt").read_text() == "mine"


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_changed(kith: Kith, lived: Path) -> None:
    (lived / "junk").write_text("not a database " * 100)
    before = (lived / "kith.sqlite3").read_bytes()

    done = kith("restore", "junk", "--yes")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "junk is not a backup of Kith's." in done.stderr
    assert (lived / "kith.sqlite3").read_bytes() == before


def test_migrate_makes_the_database_once_and_says_so(kith: Kith, folder: Path) -> None:
    write_files(folder)

    first, second = kith("migrate"), kith("migrate", "--database", database_url(folder))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.startswith("Made the database ")
    assert second.stdout == "The database has the schema of this version already.\n"


def test_a_newer_database_is_refused(kith: Kith, lived: Path) -> None:
    with closing(sqlite3.connect(lived / "kith.sqlite3")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    done = kith("migrate")

    assert done.exit_code == 3
    assert "newer Kith" in done.stderr


@pytest.mark.parametrize("command", [["migrate"], ["backup", "x"], ["explain", "L1"], ["doctor"]])
def test_without_a_configuration_a_command_says_how_to_name_one(kith: Kith, command: list[str]) -> None:
    done = kith(*command)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Name the configuration with --config FILE" in done.stderr


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite://", "no url", "postgresql://kith:secret@127.0.0.1:1/kith"], ids=str.strip
)
def test_a_database_that_cannot_be_reached_or_used_is_the_environment(kith: Kith, url: str) -> None:
    done = kith("migrate", "--database", url)

    assert (done.exit_code, done.stdout) == (3, "")
    assert "secret" not in done.stderr
    assert done.stderr.strip().endswith(".")
