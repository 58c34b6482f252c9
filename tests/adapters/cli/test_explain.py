"""`kith explain`: why somebody got a message, or why nothing came."""

import json
from pathlib import Path

import pytest

from storage.lock import FileLock
from tests.adapters.cli.conftest import Kith


def test_it_lists_what_was_sent_newest_first_with_the_reason_on_the_members_clock(kith: Kith, lived: Path) -> None:
    done = kith("explain", "L2")

    first, *lines = done.stdout.splitlines()
    assert done.exit_code == 0, done.stderr
    assert first.startswith("Ben [red] (L2), learner in Tiny cohort, Asia/Kathmandu. Takes part. Quiet hours 21:00")
    assert [line.split("\t")[:3] for line in lines] == [
        ["Mon 2026-03-09 10:00", "sent", "nudge.check_in"],
        ["Sat 2026-03-07 10:00", "sent", "check_in.reminder"],
        ["Thu 2026-03-05 09:00", "sent", "check_in.open"],
    ]
    assert all(line.split("\t")[3].endswith(".") for line in lines)


def test_it_may_be_asked_while_the_bot_runs_and_changes_nothing(kith: Kith, lived: Path) -> None:
    held = FileLock(lived / "kith.sqlite3")
    before = (lived / "kith.sqlite3").read_bytes()
    try:
        done = kith("explain", "l2")
    finally:
        held.release()

    assert done.exit_code == 0
    assert (lived / "kith.sqlite3").read_bytes() == before


def test_json_has_no_texts_only_kinds_and_reasons(kith: Kith, lived: Path) -> None:
    done = kith("explain", "L2", "--json", "--last", "1")

    told = json.loads(done.stdout)
    assert (told["member"], told["cohort"], told["state"]) == ("L2", "tiny", "active")
    assert [message["at"] for message in told["messages"]] == ["2026-03-09T04:15:00Z"]
    assert set(told["messages"][0]) == {"at", "kind", "reason", "sent"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["L9"], "There is nobody with the id L9. It can be C1, L1, L2, L3 or M1."),
        (["Ana"], "There is nobody with the id Ana."),
        (["L1", "--cohort", "tinny"], "There is no cohort tinny in the database. Did you mean tiny?"),
    ],
)
def test_who_is_not_there_is_told_with_the_nearest(kith: Kith, lived: Path, arguments: list[str], said: str) -> None:
    done = kith("explain", *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_without_the_key_or_with_another_one_nothing_is_shown(
    kith: Kith, lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITH_KEY", "another key of another database, long enough")
    other = kith("explain", "L1")
    monkeypatch.delenv("KITH_KEY")
    none = kith("explain", "L1")

    assert (other.exit_code, other.stdout) == (3, "")
    assert "KITH_KEY is not the key this database was made with" in other.stderr
    assert (none.exit_code, none.stdout) == (3, "")
    assert "token_urlsafe" in none.stderr
