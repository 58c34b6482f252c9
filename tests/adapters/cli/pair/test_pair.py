"""`kith pair propose`: from two spreadsheets to pairs with reasons."""

import csv
import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.adapters.cli.conftest import Kith

LEARNERS = """id,name,timezone,stage,goals,style,format,availability,avoid,prefer
L1,Ana,Europe/Lisbon,2,Writing;charts,warm,video,Mon 18:00-20:00;Thu 12:00-13:30,,M2
L2,Ben,Africa/Nairobi,3,planning,direct,chat,Tue 17:00-19:00,M1,
L3,Cy,Asia/Kolkata,1,speaking,calm,either,Sun 02:00-03:00,,
"""
MENTORS = """id,name,timezone,capacity,strengths,style,format,availability,completed_stage,avoid
M1,Mo,Europe/Berlin,1,writing;planning,warm,video,Mon 18:00-22:00;Tue 15:00-19:00,4,
M2,Nia,Europe/Lisbon,2,charts;speaking,direct,either,Tue 14:00-18:00;Thu 12:00-14:00,3,
"""
ASK = ("pair", "propose", "--learners", "l.csv", "--mentors", "m.csv", "--on", "2026-02-23")


@pytest.fixture
def people(folder: Path) -> Path:
    """A working folder with learners and mentors."""
    (folder / "l.csv").write_text(LEARNERS, encoding="utf-8")
    (folder / "m.csv").write_text(MENTORS, encoding="utf-8")
    return folder


def test_help_reads_well(kith: Kith, snapshot: SnapshotAssertion) -> None:
    assert kith("pair", "--help").stdout == snapshot
    assert kith("pair", "propose", "--help").stdout == snapshot


def test_a_proposal_reads_well(kith: Kith, people: Path, snapshot: SnapshotAssertion) -> None:
    done = kith(*ASK)

    assert done.exit_code == 0
    assert done.stdout == snapshot


def test_the_optimum_can_be_checked_from_the_matrix(kith: Kith, people: Path) -> None:
    told = json.loads(kith(*ASK, "--matrix", "out.csv", "--json").stdout)

    with (people / "out.csv").open(encoding="utf-8", newline="") as file:
        scores = {(row["learner"], row["mentor"]): float(row["score"]) for row in csv.DictReader(file)}
    assert [(pair["learner"], pair["mentor"]) for pair in told["pairs"]] == [("L1", "M1"), ("L2", "M2")]
    assert all(scores[pair["learner"], pair["mentor"]] == pair["score"] for pair in told["pairs"])
    assert told["total"] == sum(pair["score"] for pair in told["pairs"]) == told["bound"]
    assert told["optimal"] is True
    assert [one["learner"] for one in told["unpaired"]] == ["L3"]
    assert ("L2", "M1") not in scores


def test_when_no_pair_is_possible_everybody_is_named_and_the_exit_code_says_so(kith: Kith, people: Path) -> None:
    (people / "m.csv").write_text(MENTORS.splitlines()[0] + "\nM1,Mo,UTC,4,,warm,either,Sat 02:00-03:00,4,\n")

    done, told = kith(*ASK), kith(*ASK, "--json")

    assert (done.exit_code, told.exit_code) == (1, 1)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [f"L{n} has no mentor" for n in (1, 2, 3)]
    assert json.loads(told.stdout)["pairs"] == []


def test_published_pairs_stand(kith: Kith, people: Path) -> None:
    (people / "keep.csv").write_text("learner,mentor\nL1,M2\n", encoding="utf-8")

    told = json.loads(kith(*ASK, "--keep", "keep.csv", "--json").stdout)

    assert [(pair["learner"], pair["mentor"]) for pair in told["pairs"]] == [("L1", "M2"), ("L2", "M2")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Asia/Kolkata", "Asia/Kolkatta", 'l.csv:4: timezone: "Asia/Kolkatta" is not a time zone. Did you mean'),
        ("calm,either", "calm,eiter", "l.csv:4: format: "),
        ("L3,Cy", "L1,Cy", 'l.csv:4: id: "L1" is there twice.'),
        (",stage,", ",stag,", "l.csv:2: stag: is not a known key. Did you mean stage?"),
        ("Sun 02:00-03:00", "Sun 03:00-02:00", "l.csv:4: availability: "),
        (
            *("Sun 02:00-03:00", "Sun 23:00-24:30"),
            'l.csv:4: availability: "Sun 23:00-24:30" has a time no day has; the last one is 23:59.',
        ),
        ("L3,Cy,Asia", "L3,C,y,Asia", "l.csv:4: has 11 cells where the header has 10."),
        (",,M2", ",M2,M2", 'l.csv:2: avoid: "M2" is also wished for in prefer. Keep one of the two.'),
        (",M1,", ",M1;L2,", 'l.csv:3: avoid: "L2" is the person of this row.'),
        ("id,name", "id,id", "l.csv:1: id: is there twice."),
        ("1,speaking", "one,speaking", 'l.csv:4: stage: "one" is not a whole number'),
        (LEARNERS, "", "l.csv:1: has no header."),
        ("Ana", '"Ana', "l.csv:"),
    ],
)
def test_bad_rows_are_named_by_line_and_column_and_nothing_is_proposed(
    kith: Kith, people: Path, old: str, new: str, fault: str
) -> None:
    (people / "l.csv").write_text(LEARNERS.replace(old, new), encoding="utf-8")

    done = kith(*ASK)

    assert done.exit_code == 2
    assert fault in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("L9,M1", 'keep.csv:2: learner: There is no learner "L9".'),
        ("L1,M9", 'keep.csv:2: mentor: There is no mentor "M9".'),
        ("L1,M2\nL1,M1", 'keep.csv:3: learner: "L1" is there twice.'),
        ("L1,M1\nL3,M1", "keep.csv: M1: has 2 published pairs and a capacity of 1."),
    ],
)
def test_pairs_that_cannot_stand_are_named(kith: Kith, people: Path, rows: str, fault: str) -> None:
    (people / "keep.csv").write_text(f"learner,mentor\n{rows}\n", encoding="utf-8")

    done = kith(*ASK, "--keep", "keep.csv")

    assert done.exit_code == 2
    assert fault in done.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"id\x00,name\n", b""])
def test_a_file_that_is_no_table_is_said(kith: Kith, people: Path, content: bytes) -> None:
    (people / "m.csv").write_bytes(content)

    done = kith(*ASK)

    assert done.exit_code == 2
    assert done.stderr.startswith("m.csv")
