"""A spreadsheet of people at the desk: what each of its rows would do, before any of them does."""

from dataclasses import dataclass

from bot.desk.room import for_coordinators
from bot.domain.roster import Fate, compared
from bot.errors import BadInput
from bot.flows.roster import known_people
from bot.people_file.roster import RosterFormat, parse_roster
from bot.people_file.table import decoded
from bot.turn import Turn
from bot.wording import roster as wording

FILE = "file"
"""What the file is called in faults: `file:3`."""


@dataclass(frozen=True, slots=True)
class RosterLook:
    """What a file would do: a line for every row, how many of them do what, and whether all of it can be."""

    text: str
    form: RosterFormat
    lines: tuple[str, ...]
    counts: dict[str, int]
    is_sound: bool

    @property
    def changes_something(self) -> bool:
        """Whether taking it in would do anything."""
        return any(self.counts[fate] for fate in (Fate.NEW, Fate.CHANGED))


async def roster_page(turn: Turn) -> None:
    """Nothing is read for the empty form; it is for coordinators all the same."""
    for_coordinators(turn)


async def roster_look(turn: Turn, content: bytes, form: RosterFormat) -> RosterLook:
    """Look at a file; BadInput where it cannot be read at all. Nothing of it is kept."""
    for_coordinators(turn)
    text = decoded(content, FILE).strip()
    found = parse_roster(text, FILE, form)
    outcomes = compared(found.entries, await known_people(turn.tx, turn.here))
    counts = {fate.value: sum(one.fate is fate for one in outcomes) for fate in Fate}
    counts[Fate.REFUSED.value] += len({fault.line for fault in found.faults})
    lines = tuple(wording.lines(found, outcomes).split("\n")) if outcomes or found.faults else ()
    if not lines:
        raise BadInput([found.fault(1, "", "There is nobody in it.", "The header comes first, then a row for each.")])
    return RosterLook(text, form, lines, counts, not counts[Fate.REFUSED.value])
