"""`kith simulate` and `kith preview`: the same files and seed, the same bytes; JSON alone where it is asked for."""

import json
from pathlib import Path

import pytest

from adapters.cli import rehearsing, simulate
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, write_files

SCRIPT = """
[[act]]
at = "2026-03-05 09:30"
who = "L1"
presses = "{button}"

[[act]]
at = "2026-03-06 10:00"
who = "L3"
in = "#baobab"
says = "I want to kill myself"
"""


@pytest.fixture(autouse=True)
def _files(folder: Path) -> None:
    write_files(folder)


def test_the_same_seed_makes_the_same_bytes_and_another_one_others(kith: Kith) -> None:
    one, again, other = (kith("simulate", "tiny.toml", "--json", "--seed", seed) for seed in ("5", "5", "6"))

    assert (one.exit_code, one.stderr) == (0, "")
    assert one.stdout == again.stdout
    assert one.stdout != other.stdout


def test_json_has_the_documented_shape(kith: Kith) -> None:
    told = json.loads(kith("simulate", "tiny.toml", "--json").stdout)

    assert list(told) == ["cohort", "from", "to", "seed", "surface", "messages", "totals"]
    assert (told["cohort"], told["seed"], told["surface"]) == ("tiny", 1, "core")
    assert set(told["messages"][0]) == {"at", "to", "surface", "kind", "reason", "text"}
    assert {message["surface"] for message in told["messages"]} <= {"dm", "channel", "reply"}


def test_until_ends_on_that_day(kith: Kith) -> None:
    told = json.loads(kith("simulate", "tiny.toml", "--json", "--until", "2026-03-05").stdout)

    assert told["to"] == "2026-03-05T23:59:00Z"
    assert max(message["at"] for message in told["messages"]) <= told["to"]


@pytest.mark.parametrize("surface", simulate.SURFACES)
def test_a_script_is_played_on_every_surface(kith: Kith, folder: Path, surface: str) -> None:
    (folder / "script.toml").write_text(SCRIPT.format(button="Going fine"))

    done = kith("simulate", "tiny.toml", "--script", "script.toml", "--surface", surface, "--json")

    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [m["to"] for m in told["messages"] if m["kind"] == "check_in.thanks"] == ["L1"]
    assert [m["to"] for m in told["messages"] if m["kind"] == "case.alert"][:1] == ["C1"]


def test_a_deed_that_was_not_possible_is_told_apart_and_is_a_finding(kith: Kith, folder: Path) -> None:
    (folder / "script.toml").write_text(SCRIPT.format(button="No such button"))

    done = kith("simulate", "tiny.toml", "--script", "script.toml", "--json")

    assert done.exit_code == 1
    assert "No such button" in done.stderr
    json.loads(done.stdout)


def test_without_json_a_summary_says_who_got_what(kith: Kith) -> None:
    done = kith("simulate", "tiny.toml")

    lines = done.stdout.splitlines()
    assert lines[0].startswith("tiny, 2026-03-01 to 2026-03-16, seed 1, on core: ")
    assert any(line.startswith("L2\t") and "2 check-in: asked" in line for line in lines)
    assert any(line.startswith("check ins expected\t6") for line in lines)


def test_both_databases_play_alike_and_are_used_once(kith: Kith, folder: Path, database_url: str) -> None:
    given = kith("simulate", "tiny.toml", "--json", "--database", database_url)
    again = kith("simulate", "tiny.toml", "--json", "--database", database_url)

    assert given.stdout == kith("simulate", "tiny.toml", "--json").stdout
    assert (again.exit_code, again.stdout) == (3, "")
    assert "holds a cohort already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.toml"], 2, "nowhere.toml: cannot be read: No such file or directory."),
        (["tiny.toml", "--until", "soon"], 2, '"soon" is not a date like 2026-04-27.'),
        (["tiny.toml", "--until", "2026-02-01"], 2, "--until must be a day after 2026-03-01"),
        (["tiny.toml", "--seed", "-1"], 2, "--seed"),
        (["tiny.toml", "--surface", "pager"], 2, "'core', 'local'"),
        (["tiny.toml", "--script", "nowhere.toml"], 2, "nowhere.toml: cannot be read"),
        (["tiny.toml", "--database", "sqlite:///no/such/\0"], 3, ""),
        (["tiny.toml", "--database", "oracle://x"], 3, "oracle is not a database Kith can use"),
    ],
)
def test_wrong_arguments_end_with_a_sentence_and_no_output(
    kith: Kith, arguments: list[str], code: int, said: str
) -> None:
    done = kith("simulate", *arguments, "--json")

    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


def test_the_surfaces_offered_are_those_there_are() -> None:
    assert simulate.SURFACES == rehearsing.SURFACES


# --- preview ---------------------------------------------------------------------------------------------------------


def test_a_preview_says_who_will_be_sent_what_on_the_readers_clock(kith: Kith) -> None:
    done = kith("preview", "tiny.toml")

    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert (done.exit_code, done.stderr) == (0, "")
    assert ["Mon 2026-03-02", "09:00", "baobab", "prompt.week"] in [row[:4] for row in rows]
    assert ["Thu 2026-03-05", "09:00", "L2", "check_in.open"] in [row[:4] for row in rows]


def test_weeks_in_which_clocks_change_are_marked(kith: Kith) -> None:
    told = json.loads(kith("preview", "tiny.toml", "--json").stdout)

    marked = {row["to"] for row in told["planned"] if "clocks change this week" in row["flags"]}
    assert told["cohort"] == "tiny"
    assert marked == {"L3"}


def test_a_preview_of_some_days_ends_there(kith: Kith) -> None:
    told = json.loads(kith("preview", "tiny.toml", "--days", "2", "--json").stdout)

    assert max(row["on"] for row in told["planned"]) == "2026-03-02"


def test_a_preview_of_a_file_with_faults_tells_them(kith: Kith, folder: Path) -> None:
    write_files(folder, COHORT.replace("Asia/Kathmandu", "Asia/Katmandoo"))

    done = kith("preview", "tiny.toml", "--json")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Did you mean Asia/Kat" in done.stderr
