"""Whatever stands behind a key, a cohort file is read or its faults are told; it never breaks the program."""

import re
from pathlib import Path

import pytest

from bot.cohort_file import load_cohort
from tests.adapters.cli.files import COHORT
from tests.config import faults_of

MORE = """
[rhythm]
check_in_opens = "Thu 09:00"

[ladder]
ask_at = 1

[group_size]
min = 1

[[phase]]
name = "guide"
weeks = "1-2"
nudges_per_week = 5

[[holiday]]
on = 2026-03-06
groups = ["baobab"]

[[milestone]]
name = "Talk"
due_on = 2026-03-12

[[channel]]
name = "help"
platform = "discord"

[[on_call.override]]
who = "C1"
from = "2026-03-05 12:00"
until = "2026-03-06 12:00"
"""
ODD = ["7", "-1", '""', '"x"', "[]", "[7]", '["x", "x"]', "{}", "{ x = 1 }", "true", "nan", "2026-02-30", "2026-03-02"]
SOUND = COHORT + MORE
VALUES = list(re.finditer(r"(?m)^\w+ = (.+)$", SOUND))
TABLES = list(re.finditer(r"(?m)^\[+[\w.]+\]+$", SOUND))


def test_the_file_the_others_are_made_from_is_sound(tmp_path: Path) -> None:
    assert faults_of(load_cohort, tmp_path / "a.toml", SOUND) == []


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_behind_any_key_is_a_fault_of_a_line_or_none(tmp_path: Path, odd: str) -> None:
    for value in VALUES:
        text = f"{SOUND[: value.start(1)]}{odd}{SOUND[value.end(1) :]}"
        line = SOUND[: value.start()].count("\n") + 1

        faults = faults_of(load_cohort, tmp_path / "a.toml", text)

        assert all(1 <= fault.line <= text.count("\n") and fault.problem for fault in faults), text
        if any(fault.problem.startswith("must be") for fault in faults):
            assert line in {fault.line for fault in faults}, text


@pytest.mark.parametrize("odd", ["", "[[x]]", "[x]"])
def test_a_table_without_its_name_is_told_too(tmp_path: Path, odd: str) -> None:
    for table in TABLES:
        text = f"{SOUND[: table.start()]}{odd}{SOUND[table.end() :]}"

        faults = faults_of(load_cohort, tmp_path / "a.toml", text)

        assert faults, table.group()


def test_each_missing_key_that_must_be_there_is_told_alone_or_with_what_follows(tmp_path: Path) -> None:
    for value in VALUES:
        text = SOUND[: value.start()] + SOUND[value.end() :]

        faults = faults_of(load_cohort, tmp_path / "a.toml", text)

        missing = [fault for fault in faults if fault.problem == "is missing."]
        assert len(missing) <= 1, value.group()
        assert not missing or faults == missing, value.group()
