"""From tables to people, with the checks that need more than one row."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path

from bot.domain.grouping import Member
from bot.domain.members import Role
from bot.domain.pairing import Held, Learner, Mentor, hours
from bot.errors import BadInput, Fault
from bot.people_file.sections import Everybody, HeldPairs, LearnerColumns, Learners, Mentors, PersonColumns
from bot.people_file.table import ROW, read_table
from bot.toml_fields import nearest
from bot.toml_file import TomlFile
from bot.toml_sections import validated

_STATES = ("published", "proposed")


def read_learners(path: Path, on: date, length: timedelta) -> tuple[Learner, ...]:
    """Read learners; their hours are those in which a session of `length` fits as the clocks stand `on` a day."""
    table = read_table(path)
    rows = validated(table, Learners).row
    _check_rows(table, rows)
    return tuple(
        Learner(
            row.id,
            row.stage,
            row.goals,
            row.style,
            row.format,
            row.language,
            hours(row.availability, row.timezone, on, length),
            row.avoid,
            row.prefer,
        )
        for row in rows
    )


def read_mentors(path: Path, on: date, length: timedelta) -> tuple[Mentor, ...]:
    """Read mentors; `on` and `length` as for learners."""
    table = read_table(path)
    rows = validated(table, Mentors).row
    _check_rows(table, rows)
    return tuple(
        Mentor(
            row.id,
            row.capacity,
            row.completed_stage,
            row.strengths,
            row.style,
            row.format,
            row.language,
            hours(row.availability, row.timezone, on, length),
            row.avoid,
        )
        for row in rows
    )


def read_members(path: Path, on: date, length: timedelta) -> tuple[Member, ...]:
    """Read the learners of a table of people, for groups; `on` and `length` as for learners."""
    table = read_table(path)
    rows = validated(table, Everybody).row
    _check_rows(table, rows)
    return tuple(
        Member(
            row.id,
            row.stage,
            row.goals,
            row.language,
            row.affinity,
            hours(row.availability, row.timezone, on, length),
            row.avoid,
        )
        for row in rows
        if row.role in (None, Role.LEARNER)
    )


def read_held(path: Path, learners: Collection[Learner], mentors: Collection[Mentor]) -> tuple[Held, ...]:
    """Read pairs that stand already; BadInput names a person nobody knows, a learner twice, a mentor over capacity."""
    table = read_table(path)
    rows = validated(table, HeldPairs).row
    known = {"learner": {one.id for one in learners}, "mentor": {one.id for one in mentors}}
    faults = [
        table.fault((ROW, i, column), f'There is no {column} "{id}".', nearest(id, sorted(known[column])))
        for i, row in enumerate(rows)
        for column, id in (("learner", row.learner), ("mentor", row.mentor))
        if id not in known[column]
    ]
    faults += [
        table.fault((ROW, i, "state"), f'cannot be "{row.state}".', nearest(row.state, _STATES))
        for i, row in enumerate(rows)
        if row.state not in _STATES
    ]
    faults += _twice(table, "learner", [row.learner for row in rows])
    faults += _over(table, [row.mentor for row in rows if row.state == "published"], mentors)
    _stop(faults)
    return tuple(Held(row.learner, row.mentor, row.state == "published") for row in rows)


def _check_rows(table: TomlFile, rows: Sequence[PersonColumns]) -> None:
    """Raise for ids that are there twice, and for wishes that contradict each other."""
    faults = _twice(table, "id", [row.id for row in rows])
    for i, row in enumerate(rows):
        both = sorted(row.avoid & row.prefer) if isinstance(row, LearnerColumns) else []
        faults += [
            table.fault((ROW, i, "avoid"), f'"{id}" is also wished for in prefer.', "Keep one of the two.")
            for id in both
        ]
        if row.id in row.avoid:
            faults.append(table.fault((ROW, i, "avoid"), f'"{row.id}" is the person of this row.', "Leave it out."))
    _stop(faults)


def _twice(table: TomlFile, column: str, ids: list[str]) -> list[Fault]:
    first = {id: i for i, id in reversed(list(enumerate(ids)))}
    return [
        table.fault((ROW, i, column), f'"{id}" is there twice.', "Keep one row.")
        for i, id in enumerate(ids)
        if first[id] != i
    ]


def _over(table: TomlFile, held: list[str], mentors: Collection[Mentor]) -> list[Fault]:
    return [
        Fault(table.source, 0, one.id, f"has {held.count(one.id)} published pairs and a capacity of {one.capacity}.")
        for one in mentors
        if held.count(one.id) > one.capacity
    ]


def _stop(faults: list[Fault]) -> None:
    if faults:
        raise BadInput(sorted(faults, key=lambda fault: fault.line))
