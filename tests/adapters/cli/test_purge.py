"""`kith purge`: what has had its time goes, and the second time there is nothing left to do."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import write_files


def test_what_has_had_its_time_goes_once_and_the_log_says_so(kith: Kith, lived: Path) -> None:
    first = kith("purge", "--json")
    second = kith("purge", "--json")

    assert first.exit_code == 0, first.stderr
    gone = json.loads(first.stdout)
    assert gone["identities"] > 0
    assert gone["messages"] > 0
    assert set(json.loads(second.stdout).values()) == {0}
    with closing(sqlite3.connect(lived / "kith.sqlite3")) as opened:
        (listed,) = opened.execute("SELECT count(*) FROM audit WHERE what = 'identity.erased'").fetchone()
    assert listed == gone["identities"]
    assert kith("audit", "verify").exit_code == 0


def test_it_says_in_a_sentence_what_went(kith: Kith, lived: Path) -> None:
    assert "names and accounts of" in kith("purge").stdout
    assert kith("purge").stdout == "Nothing is kept that has had its time.\n"


def test_a_database_that_is_not_there_is_not_made(kith: Kith, folder: Path) -> None:
    write_files(folder)

    done = kith("purge")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "`kith run` makes it." in done.stderr
    assert not (folder / "kith.sqlite3").exists()
