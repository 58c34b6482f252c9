"""`kith groups propose`: from a spreadsheet to groups with reasons."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.adapters.cli.conftest import Kith

PEOPLE = """id,name,role,timezone,stage,goals,language,availability,avoid,affinity
L1,Ana,learner,Europe/Lisbon,2,Writing;charts,pt,Mon 18:00-20:00;Thu 12:00-13:30,L3,
L2,Ben,,Europe/Lisbon,3,writing,pt,Mon 18:00-19:30,,parents
L3,Cy,learner,Europe/Berlin,1,planning,en,Mon 19:00-21:00,,parents
L4,Di,learner,Europe/Berlin,2,planning;charts,en,Mon 19:00-21:00;Tue 10:00-12:00,,
L5,Eva,learner,Africa/Nairobi,2,writing,en,Mon 21:00-23:00,,
L6,Flo,learner,Africa/Nairobi,4,planning,en,,,
L7,Gus,learner,Asia/Tokyo,1,planning,en,Sat 04:00-05:00,,
M1,Mo,mentor,Europe/Berlin,,,en,Mon 18:00-22:00,,
"""
ASK = ("groups", "propose", "--members", "p.csv", "--on", "2026-03-02")


@pytest.fixture
def people(folder: Path) -> Path:
    """A working folder with people; one of them sleeps when the others meet."""
    (folder / "p.csv").write_text(PEOPLE, encoding="utf-8")
    return folder


def test_help_reads_well(kith: Kith, snapshot: SnapshotAssertion) -> None:
    assert kith("groups", "--help").stdout == snapshot
    assert kith("groups", "propose", "--help").stdout == snapshot


@pytest.mark.parametrize("size", ["3-4", "4-5", "2-3"])
def test_a_proposal_reads_well(kith: Kith, people: Path, size: str, snapshot: SnapshotAssertion) -> None:
    done = kith(*ASK, "--size", size)

    assert done.exit_code == 0
    assert done.stdout == snapshot


def test_programs_get_the_same_proposal_and_so_do_spreadsheets(kith: Kith, people: Path) -> None:
    told = json.loads(kith(*ASK, "--size", "3-4", "--csv", "out.csv", "--json").stdout)

    assert [group["members"] for group in told["groups"]] == [["L1", "L2", "L5"], ["L3", "L4", "L6"]]
    assert told["groups"][0]["score"] == pytest.approx(sum(told["groups"][0]["criteria"].values()), abs=0.03)
    assert (told["worst"], told["mean"]) == (told["bound_worst"], told["bound_mean"])
    assert [one["member"] for one in told["unplaced"]] == ["L7"]
    assert told["violations"] == []
    assert told.keys() == {*_NUMBERS, "groups", "unplaced", "violations"}
    rows = (people / "out.csv").read_text(encoding="utf-8").splitlines()
    assert rows == ["group,member,score", *(f"1,{id},83.44" for id in _WEST), *(f"2,{id},85.00" for id in _EAST)]


_NUMBERS = ("worst", "mean", "bound_worst", "bound_mean", "seconds")
_WEST, _EAST = ("L1", "L2", "L5"), ("L3", "L4", "L6")


def test_two_runs_are_the_same(kith: Kith, people: Path) -> None:
    assert kith(*ASK, "--seed", "3").stdout == kith(*ASK, "--seed", "3").stdout


def test_when_no_group_can_be_formed_everybody_is_named_and_the_exit_code_says_so(kith: Kith, people: Path) -> None:
    alone = [f"L{n},UTC,{day} 10:00-12:00" for n, day in enumerate(("Mon", "Tue", "Wed", "Thu"), 1)]
    (people / "p.csv").write_text("\n".join(["id,timezone,availability", *alone]), encoding="utf-8")

    done = kith(*ASK)

    assert done.exit_code == 1
    assert done.stdout.count("has no group: Too few people are free when they are.") == 4


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        ("8-9", "p.csv: 7 people are not enough for a group of 8-9. Try --size 7-9."),
        ("8", "p.csv: 7 people are not enough for a group of 8. Try --size 7-8."),
        ("5-4", '"5-4" is not a size from 2 to 12'),
        ("many", '"many" is not a size like 4-5.'),
        ("4-", '"4-" is not a size like 4-5.'),
    ],
)
def test_impossible_sizes_are_said_with_what_would_do(kith: Kith, people: Path, size: str, fault: str) -> None:
    done = kith(*ASK, "--size", size)

    assert done.exit_code == 2
    assert fault in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Asia/Tokyo", "Asia/Tokio", "p.csv:8: timezone: "),
        ("L7,Gus", "L1,Gus", 'p.csv:8: id: "L1" is there twice.'),
        (",L3,", ",L3;L1,", 'p.csv:2: avoid: "L1" is the person of this row. Leave it out.'),
        (",affinity", ",afinity", "p.csv:3: afinity: is not a known key. Did you mean affinity?"),
    ],
)
def test_bad_rows_are_named_by_line_and_column_and_nothing_is_proposed(
    kith: Kith, people: Path, old: str, new: str, fault: str
) -> None:
    (people / "p.csv").write_text(PEOPLE.replace(old, new).replace("parents", "parents;x"), encoding="utf-8")

    done = kith(*ASK)

    assert (done.exit_code, done.stdout) == (2, "")
    assert fault in done.stderr
