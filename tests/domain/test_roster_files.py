"""Spreadsheets of people as Moodle and Canvas export them."""

from pathlib import Path

import pytest

from bot.domain.members import Role
from bot.errors import BadInput
from bot.people_file.roster import Read, RosterFormat, parse_roster, read_roster

MOODLE = """First name,Last name,ID number,Email address,Roles,Groups,Last access to course
Ana,Silva,L01,ana@example.org,Student,Group A,2 days
Mia,Costa,M1,mia@example.org,"Non-editing teacher, Student",,now
"""
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Essay (71),Final Score
    Points Possible,,,,,10,(read only)
"Silva, Ana",1001,S-77,ana.s@example.org,01,9,90
"Costa, Rui",1002,,rui@example.org,01,8,80
"Student, Test",1003,,a1b2c3,01,,
"""
UPLOAD = "username,firstname,lastname,email,lang,country,timezone\nana,Ana,Silva,a@example.org,pt,PT,99\n"
SIS = "user_id,login_id,first_name,last_name,full_name,sortable_name,email,status\n42,ana,Ana,Silva,,,a@x.org,active\n"


def read(text: str, form: RosterFormat) -> Read:
    return parse_roster(text, "in.csv", form)


def test_moodles_participants_are_learners_and_mentors_with_their_lines() -> None:
    found = read(MOODLE, RosterFormat.MOODLE)

    assert found.faults == ()
    assert [(e.line, e.handle, e.role, e.said["name"]) for e in found.entries] == [
        (2, "L01", Role.LEARNER, "Ana Silva"),
        (3, "M1", Role.MENTOR, "Mia Costa"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_a_spreadsheet_writes_between_cells_is_seen_in_its_header(mark: str) -> None:
    text = 'id,name,goals\nL1,"Silva; Ana","math;writing"\n'.replace(",", mark)

    (ana,) = read(text, RosterFormat.KITH).entries

    assert (ana.said["name"], ana.said["goals"]) == ("Silva; Ana", frozenset({"math", "writing"}))


def test_a_row_with_too_few_cells_says_what_stands_between_them() -> None:
    with pytest.raises(BadInput, match=r"has 1 cell where the header has 2\. Quote cells that hold a semicolon\."):
        read("id;name\nL1\n", RosterFormat.KITH)


def test_the_columns_of_moodles_upload_are_understood_and_its_servers_zone_is_nobodys_own() -> None:
    (ana,) = read(UPLOAD, RosterFormat.MOODLE).entries

    assert (ana.handle, ana.said["language"], ana.said["country"]) == ("ana", "pt", "PT")
    assert "timezone" not in ana.said


def test_canvas_rows_that_stand_for_nobody_are_left_out_and_ids_begin_with_a_letter() -> None:
    found = read(CANVAS, RosterFormat.CANVAS)
    (sis,) = read(SIS, RosterFormat.CANVAS).entries

    assert [(e.line, e.handle, e.said["name"]) for e in found.entries] == [
        (3, "S-77", "Ana Silva"),
        (4, "rui", "Rui Costa"),
    ]
    assert (sis.handle, sis.said["name"]) == ("L42", "Ana Silva")


def test_a_file_without_ids_says_which_column_to_export_and_takes_no_address() -> None:
    with pytest.raises(BadInput, match="ID number or Username"):
        read("First name,Last name,Email address\nAna,Silva,a@example.org\n", RosterFormat.MOODLE)


def test_a_fault_names_the_files_own_column_and_line() -> None:
    found = read("Student,SIS User ID\n,S1\nAna,***\n", RosterFormat.CANVAS)

    assert [(fault.line, fault.key) for fault in found.faults] == [(3, "SIS User ID")]
    assert "is missing" in found.faults[0].problem


def test_a_row_that_cannot_be_read_leaves_the_others_to_be_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,timezone\nL1,'=Ana,Mars\nL2,'=Ben,Europe/Lisbon\n", encoding="utf-8")

    found = read_roster(file, RosterFormat.KITH)

    assert [entry.said["name"] for entry in found.entries] == ["=Ben"]
    assert [(fault.line, fault.key) for fault in found.faults] == [(2, "timezone")]
