"""A script with something wrong in it: every fault at once, at its line, with what would be right."""

from functools import partial
from pathlib import Path

import pytest

from bot.cohort_file import load_cohort
from bot.script_file import Script, load_script
from tests.adapters.cli.files import COHORT
from tests.config import changed, faults_of, line_of, only

FOLLOWS = {"act[1].whom": ["act[1].who"]}
"""What is wrong too when that is: a misspelled key is also missing."""

SCRIPT = """\
[[act]]
at = "2026-03-05 12:00"
who = "L1"
says = "Hello"
in = "#baobab"

[[act]]
at = "2026-03-05 12:10"
who = ["L2", "L3"]
presses = "Done"

[[fault]]
at = "2026-03-06 12:00"
until = "2026-03-06 13:00"
down = "local"
"""


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """The cohort the script is for."""
    path = tmp_path / "tiny.toml"
    path.write_text(COHORT, encoding="utf-8")
    return path


def read(path: Path, cohort: Path) -> Script:
    return load_script(path, load_cohort(cohort))


def test_the_script_the_others_are_made_from_is_sound(tmp_path: Path, cohort: Path) -> None:
    assert faults_of(partial(read, cohort=cohort), tmp_path / "a.toml", SCRIPT) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "key", "said", "remedy"),
    [
        ('at = "2026-03-05 12:00"', 'at = "2026-03-29 01:30"', "at =", "act[1].at",
         "no 2026-03-29 01:30 in Europe/Lisbon: the clocks jump over it", "is 02:30"),
        ('at = "2026-03-05 12:10"', 'at = "2026-03-08 02:30"', "2026-03-08", "act[2].at",
         "no 2026-03-08 02:30 in America/New_York", "is 03:30"),
        ('at = "2026-03-06 12:00"\nuntil = "2026-03-06 13:00"',
         'at = "2026-03-29 01:30 Europe/Lisbon"\nuntil = "2026-03-30 09:00"', "2026-03-29", "fault[1].at",
         "the clocks jump over it", "is 02:30"),
        ('at = "2026-03-05 12:00"', 'at = "2026-02-30 12:00"', "at =", "act[1].at", "There is no 2026-02-30", "cal"),
        ('at = "2026-03-05 12:00"', "at = 2026-02-30T12:00:00", "at =", "act[1].at", "There is no 2026-02-30", "cal"),
        ('at = "2026-03-05 12:00"', 'at = "at noon"', "at =", "act[1].at", "not a date and time", "2026-03-05 12:10"),
        ('at = "2026-03-05 12:00"', 'at = "2026-03-05 12:00 Europe/Lisboa"', "at =", "act[1].at", "not a time zone",
         "mean Europe/Lisbon?"),
        ('who = "L1"', 'who = "L11"', "who", "act[1].who", "L11 is not in the cohort", "Did you mean L1?"),
        ('"#baobab"', '"#baobap"', "in =", "act[1].in", "is not a channel", "Did you mean #baobab?"),
        ('says = "Hello"\nin = "#baobab"\n', "", "[[act]]", "act[1]", "says nothing that happens", "Give one of says"),
        ('says = "Hello"', 'says = "Hello"\nleaves = true', "leaves", "act[1].leaves", "stands beside `says`", "two"),
        ('says = "Hello"\nin = "#baobab"', 'edits = "Hello"', "edits", "act[1].edits", "needs `to`", ""),
        ('presses = "Done"', 'command = "/kith"', "command", "act[2].command", "not a command", ""),
        ('until = "2026-03-06 13:00"\n', "", "[[fault]]", "fault[1]", "`down` needs `until`", ""),
        ('until = "2026-03-06 13:00"', 'until = "2026-03-06 11:00"', "until", "fault[1].until", "is not after", ""),
        ('down = "local"', 'down = "discrod"', "down", "fault[1].down", "cannot be", "Did you mean discord?"),
        ('who = "L1"', 'whom = "L1"', "whom", "act[1].whom", "is not a known key", "Did you mean who?"),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_told_where_it_is_with_what_would_be_right(
    tmp_path: Path, cohort: Path, old: str, new: str, at: str, key: str, said: str, remedy: str
) -> None:
    text = changed(SCRIPT, old, new)

    faults = faults_of(partial(read, cohort=cohort), tmp_path / "a.toml", text)

    assert [fault.key for fault in faults if fault.key not in FOLLOWS.get(key, ())] == [key]
    fault = next(fault for fault in faults if fault.key == key)
    assert (fault.source, fault.line) == (str(tmp_path / "a.toml"), line_of(text, at))
    assert said in fault.problem
    assert remedy in fault.remedy


def test_the_hour_that_comes_twice_and_the_hour_after_a_jump_are_times(tmp_path: Path, cohort: Path) -> None:
    for time in ("2026-10-25 01:30", "2026-03-29 02:00", "2026-03-29 01:30 UTC"):
        text = changed(SCRIPT, "2026-03-05 12:00", time)

        assert faults_of(partial(read, cohort=cohort), tmp_path / "a.toml", text) == []


def test_an_entry_that_cannot_be_read_does_not_hide_what_is_wrong_with_the_others(tmp_path: Path, cohort: Path) -> None:
    text = changed(changed(SCRIPT, 'at = "2026-03-05 12:00"', "at = 7"), '"L3"]', '"L9"]')

    faults = faults_of(partial(read, cohort=cohort), tmp_path / "a.toml", text)

    assert [fault.key for fault in faults] == ["act[1].at", "act[2].who"]


def test_a_time_is_told_once_for_everybody_in_one_zone(tmp_path: Path, cohort: Path) -> None:
    text = changed(changed(SCRIPT, 'who = "L1"', 'who = ["L1", "M1", "C1"]'), "2026-03-05 12:00", "2026-03-29 01:30")

    assert only(faults_of(partial(read, cohort=cohort), tmp_path / "a.toml", text)).key == "act[1].at"
