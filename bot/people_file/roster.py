"""People of a cohort as spreadsheets have them: our own columns, or those Moodle and Canvas export.

Moodle: a course's participants, downloaded as CSV (First name, Last name, identity fields like ID number and Username,
Roles, Groups: `user/classes/table/participants.php` of moodle/moodle), and the columns of its upload of users
(firstname, lastname, idnumber, username, lang, country, timezone: docs.moodle.org, Upload users).
Canvas: the gradebook's export (Student or LastName and FirstName, ID, SIS User ID, SIS Login ID, Section, then a column
for each assignment; a row `Points Possible` comes first: `lib/gradebook_exporter.rb` of instructure/canvas-lms), and
users.csv of its SIS imports (user_id, login_id, full_name, sortable_name, first_name, last_name: developerdocs.
instructure.com, SIS CSV Format). Their other columns are left alone; addresses are never taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.domain.members import Role
from bot.domain.roster import Entry
from bot.errors import BadInput, Fault
from bot.people_file.sections import Everybody, EverybodyColumns
from bot.people_file.table import ROW, parse_table, read_table, table_of
from bot.toml_file import TomlFile
from bot.toml_sections import model_faults, sound_rows


class RosterFormat(StrEnum):
    """Whose columns a spreadsheet has."""

    KITH = "kith"
    MOODLE = "moodle"
    CANVAS = "canvas"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the rows that can be, and the faults of those that cannot, each with its line and column."""

    source: str
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    columns: Mapping[str, str]

    def fault(self, line: int, column: str, problem: str, remedy: str = "") -> Fault:
        """Return a fault of a row in a column of ours, named as the file names it."""
        return Fault(self.source, line, self.columns.get(column, column), problem, remedy)


_THEIRS: Mapping[RosterFormat, Mapping[str, str]] = {
    RosterFormat.KITH: {},
    RosterFormat.MOODLE: {
        **dict.fromkeys(("id number", "idnumber"), "id"),
        "username": "login",
        **dict.fromkeys(("first name", "firstname"), "first"),
        **dict.fromkeys(("last name", "lastname", "surname"), "last"),
        **dict.fromkeys(("full name", "fullname", "first name / last name", "first name / surname"), "name"),
        **dict.fromkeys(("roles", "role"), "role"),
        **dict.fromkeys(("country", "timezone"), ""),
        "lang": "language",
    },
    RosterFormat.CANVAS: {
        **dict.fromkeys(("sis user id", "user_id"), "id"),
        **dict.fromkeys(("sis login id", "login_id"), "login"),
        "id": "number",
        **dict.fromkeys(("firstname", "first_name"), "first"),
        **dict.fromkeys(("lastname", "last_name"), "last"),
        **dict.fromkeys(("student", "sortable_name"), "sortable"),
        "full_name": "name",
        "role": "role",
    },
}
_ROLES: Mapping[str, Role] = {
    "student": Role.LEARNER,
    "learner": Role.LEARNER,
    "teacher": Role.MENTOR,
    "non-editing teacher": Role.MENTOR,
    "ta": Role.MENTOR,
    "mentor": Role.MENTOR,
    "manager": Role.COORDINATOR,
    "designer": Role.COORDINATOR,
}
"""What Moodle and Canvas call people, and what they are here; whoever has no known role is a learner."""
_NOT_A_HANDLE = re.compile(r"[^A-Za-z0-9_-]+")


def read_roster(path: Path, form: RosterFormat) -> Read:
    """Read a spreadsheet of people; BadInput when it cannot be read at all."""
    return _read(read_table(path), form)


def parse_roster(text: str, source: str, form: RosterFormat) -> Read:
    """Read what somebody pasted, as `read_roster` reads a file."""
    return _read(parse_table(text, source), form)


def roster_of(rows: Sequence[Mapping[str, str]], source: str) -> Read:
    """Read rows in our own columns that another program brings."""
    return _read(table_of(rows, source), RosterFormat.KITH)


def _read(table: TomlFile, form: RosterFormat) -> Read:
    columns = dict[str, str]()
    if form is not RosterFormat.KITH:
        table, columns = _ours(table, form)
    faults = [replace(fault, key=columns.get(fault.key, fault.key)) for fault in model_faults(table, Everybody)]
    sound = sound_rows(table, ROW, EverybodyColumns)
    hours = [str(row.get("availability", "")) for row in table.data[ROW]]
    entries = tuple(_entry(table.line((ROW, number)), row, hours[number]) for number, row in sound)
    return Read(table.source, entries, tuple(faults), columns)


def _ours(table: TomlFile, form: RosterFormat) -> tuple[TomlFile, dict[str, str]]:
    """Return the table with our columns in the place of theirs, and how the file calls each of ours."""
    known, called = _THEIRS[form], dict[str, str]()
    rows, lines = [], dict(table.lines)
    kept = 0
    for number, theirs in enumerate(table.data[ROW]):
        found = {}
        for header, cell in theirs.items():
            name = known.get(header.casefold().strip())
            if name is not None:
                called.setdefault(name or header.casefold(), header)
                found[name or header.casefold()] = cell
        if _is_nobody(theirs, found):
            continue
        rows.append(_row(found))
        lines[(ROW, kept)] = table.line((ROW, number))
        kept += 1
    if rows and not any("id" in row for row in rows):
        wanted = "ID number or Username" if form is RosterFormat.MOODLE else "SIS User ID, SIS Login ID or ID"
        problem = f"No row has an id: none of the columns {wanted} is filled."
        raise BadInput([Fault(table.source, 1, "", problem, "Export it with one of them; addresses are not taken.")])
    for ours, others in (("id", ("login", "number")), ("name", ("sortable", "first", "last"))):
        other = next((called[name] for name in others if name in called), ours)
        called.setdefault(ours, other)
    return TomlFile(table.source, {ROW: tuple(rows)}, lines, rows=ROW), called


def _is_nobody(theirs: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether a row stands for nobody: the points an assignment has, or Canvas's own test student."""
    first = next(iter(theirs.values()), "")
    return first.strip() == "Points Possible" or not found or found.get("sortable", "") == "Student, Test"


def _row(found: Mapping[str, str]) -> dict[str, Any]:
    name = found.get("name") or " ".join(part for part in (found.get("first"), found.get("last")) if part)
    if not name:
        last, comma, first = found.get("sortable", "").partition(",")
        name = f"{first.strip()} {last.strip()}" if comma else last.strip()
    handle = found.get("id") or found.get("login", "").partition("@")[0] or found.get("number", "")
    row = {key: found[key] for key in ("country", "language") if key in found}
    if "/" in found.get("timezone", ""):  # "99" is Moodle's word for the server's own
        row["timezone"] = found["timezone"]
    role = next((_ROLES[word] for word in _words(found.get("role", "")) if word in _ROLES), Role.LEARNER)
    handle = _NOT_A_HANDLE.sub("-", handle).strip("-")
    if handle[:1].isdigit():  # ids here begin with a letter
        handle = f"{str(role)[0].upper()}{handle}"
    row |= {"id": handle, "name": name, "role": str(role)}
    return {key: cell for key, cell in row.items() if cell}


def _words(roles: str) -> list[str]:
    return [word.strip().casefold() for word in re.split("[,;]", roles)]


def _entry(line: int, row: EverybodyColumns, hours: str) -> Entry:
    is_mentor = row.role is Role.MENTOR
    said = {name: getattr(row, name) for name in _plain(row)}
    if hours:
        said["availability"] = hours
    if row.name[:1] == "'" and row.name[1:2] in tuple("=+-@"):  # what our own export puts before what is no formula
        said["name"] = row.name[1:]
    if is_mentor and "completed_stage" in row.model_fields_set:
        said["stage"] = row.completed_stage
    return Entry(line, row.id, row.role or Role.LEARNER, said, row.account, says_role=row.role is not None)


_SAME = ("name", "timezone", "country", "language", "stage", "style", "format", "capacity")
_SETS = ("goals", "strengths", "affinity", "avoid", "prefer")


def _plain(row: EverybodyColumns) -> list[str]:
    return [name for name in (*_SAME, *_SETS) if name in row.model_fields_set]


__all__ = ["Read", "RosterFormat", "parse_roster", "read_roster", "roster_of"]
