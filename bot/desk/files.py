"""Files a coordinator takes away: figures in which nobody is named, and the people of the cohort. Each is noted."""

import json
from dataclasses import dataclass

from bot.desk.room import NotThere, for_coordinators
from bot.domain.figures import figures
from bot.flows.figures import facts, for_reader
from bot.flows.roster_rows import roster_rows
from bot.people_file.writing import roster_csv
from bot.report_file import as_csv, as_dict
from bot.turn import Turn

KINDS = {"figures.csv": "text/csv", "figures.json": "application/json", "people.csv": "text/csv"}
"""The files there are, and what is in them."""
NOTED = {"figures.csv": "report.exported", "figures.json": "report.exported", "people.csv": "roster.exported"}
"""How the audit log calls taking one."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept: `name` is ASCII."""

    name: str
    media_type: str
    content: bytes


async def file(turn: Turn, name: str) -> File:
    """Return a file; NotThere where there is none of that name."""
    for_coordinators(turn)
    if name not in KINDS:
        raise NotThere
    handle = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in turn.here.handle)
    return File(f"{handle}-{name}", KINDS[name], (await _content(turn, name)).encode())


async def _content(turn: Turn, name: str) -> str:
    if name == "people.csv":
        return roster_csv(await roster_rows(turn.tx, turn.here))
    counted = figures(await facts(turn.tx, turn.here, turn.now, for_reader(turn.me)))
    if name == "figures.csv":
        return as_csv(counted)
    return json.dumps(as_dict(turn.here, counted), ensure_ascii=False, indent=2) + "\n"


async def files_page(turn: Turn) -> None:
    """Nothing is read for the list of files; it is for coordinators all the same."""
    for_coordinators(turn)
