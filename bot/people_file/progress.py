"""A spreadsheet of how many modules each learner has finished."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from bot.errors import BadInput
from bot.people_file.sections import whole
from bot.people_file.table import ROW, read_table
from bot.toml_fields import Handle, nearest, parsed
from bot.toml_file import TomlFile
from bot.toml_sections import Section, validated


class ProgressColumns(Section):
    """How far a learner has come."""

    id: Handle
    """The learner's id."""
    module: Annotated[int, parsed(whole(0, 1000))]
    """How many modules they have finished; 0 where they have just begun."""


class Progress(Section):
    """A table of how far learners have come."""

    row: tuple[ProgressColumns, ...]


def read_progress(path: Path, learners: Collection[str], modules: int) -> dict[str, int]:
    """Return the finished modules by learner; BadInput names who is nobody's learner, there twice, or too far."""
    return progress_in(read_table(path), learners, modules)


def progress_in(table: TomlFile, learners: Collection[str], modules: int) -> dict[str, int]:
    """Return what a table says, as `read_progress` does of a file."""
    rows = validated(table, Progress).row
    faults, seen = [], set[str]()
    for number, row in enumerate(rows):
        if row.id not in learners:
            said = f'There is no learner "{row.id}" in this cohort.'
            faults.append(table.fault((ROW, number, "id"), said, nearest(row.id, sorted(learners))))
        if row.id in seen:
            faults.append(table.fault((ROW, number, "id"), f'"{row.id}" is there twice.', "Keep one row."))
        seen.add(row.id)
        if row.module > modules:
            said = f"{row.module} modules are finished, and the cohort file has {modules}."
            faults.append(table.fault((ROW, number, "module"), said, "Add [[module]] tables, or correct the number."))
    if faults:
        raise BadInput(faults)
    return {row.id: row.module for row in rows}
