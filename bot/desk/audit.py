"""Who looked at or changed what, as far as it is of the reader's cohort and of nothing that is kept from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.domain.schedule import local_date
from bot.purging import TEXTS
from bot.repositories import AuditRow
from bot.turn import Turn
from bot.wording import desk_audit as wording
from bot.wording.voice import Voice

PAGE = 200
"""Lines on one page."""
_AT_ONCE = 1000
"""Rows of the log read at once."""

_LOOKS = ("desk.", "audit.read")
"""Pages that were opened; the words of somebody that were read are rows of their own, and never left out."""

_OF_CASES = ("case.", TEXTS)
"""Of a case that is no longer kept nobody can tell any more from whom it must be kept."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line: `who` and `about` are names as typed, "" for the bot and for nobody by name; `ref` is a case's."""

    at: datetime
    who: str
    what: str
    about: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines, the newest first; `older` is the number of the page of older ones, 0 where there is none.

    Pages count the lines their reader may see. The rows' own numbers, or a page that is shorter than others, would
    tell how many there are that they may not. `has_own` says whether the pages its reader opened stand in it too: they
    would be most of it.
    """

    days: tuple[tuple[date, tuple[AuditLine, ...]], ...]
    older: int
    has_own: bool = False


class _Names:
    """What ids of this cohort stand for, to this reader."""

    def __init__(self, people: dict[str, str], cases: dict[str, str], hidden: frozenset[str], cohort_id: str) -> None:
        self.people, self.cases, self._hidden, self._cohort_id = people, cases, hidden, cohort_id

    def has(self, entry: AuditRow) -> bool:
        """Whether a line is of this cohort and may be seen."""
        if entry.subject_id in self.people or entry.subject_id in self.cases or entry.subject_id == self._cohort_id:
            return True
        is_of_a_case = entry.subject_id in self._hidden or entry.what.startswith(_OF_CASES)
        return entry.actor_id in self.people and not is_of_a_case


async def audit_page(turn: Turn, number: int = 1, *, has_own: bool = False) -> AuditPage:
    """Return a page of the log, counted from 1, the newest; without the pages its reader opened, unless asked for."""
    for_coordinators(turn)
    voice, number = Voice.to(turn.me), max(1, number)
    names, rows = await _visible(turn, number * PAGE + 1, has_own=has_own)
    lines = [_line(voice, names, entry) for entry in rows[(number - 1) * PAGE : number * PAGE]]
    days = groupby(lines, key=lambda line: local_date(line.at, turn.me.timezone))
    return AuditPage(
        tuple((on, tuple(each)) for on, each in days), number + 1 if len(rows) > number * PAGE else 0, has_own
    )


async def _visible(turn: Turn, most: int, *, has_own: bool) -> tuple[_Names, list[AuditRow]]:
    """Return the newest rows the reader wants and may see, `most` at most, and what their ids stand for."""
    names, found = await _of_cases(turn), list[AuditRow]()
    before, is_over = 0, False
    while len(found) < most and not is_over:
        rows = await turn.tx.audit.newest(before, _AT_ONCE)
        await _meet(turn, names, [entry for _, entry in rows])
        found += [entry for _, entry in rows if names.has(entry) and (has_own or not _is_own_look(turn, entry))]
        before, is_over = (rows[-1][0] if rows else 0), len(rows) < _AT_ONCE
    return names, found[:most]


def _is_own_look(turn: Turn, entry: AuditRow) -> bool:
    return entry.actor_id == turn.me.id and entry.what.startswith(_LOOKS)


async def _of_cases(turn: Turn) -> _Names:
    every = await turn.tx.cases.in_cohort(turn.here.id)
    seen = {case.id: case.ref for case in every if may_see_case(turn.me, case)}
    return _Names({}, seen, frozenset(case.id for case in every if case.id not in seen), turn.here.id)


async def _meet(turn: Turn, names: _Names, entries: Sequence[AuditRow]) -> None:
    """Learn the names of whom rows are by and about, as far as they are of the cohort."""
    found = await turn.tx.members.some({one for entry in entries for one in (entry.actor_id, entry.subject_id)})
    names.people |= {one.id: one.name for one in found.values() if one.cohort_id == turn.here.id}


def _line(voice: Voice, names: _Names, entry: AuditRow) -> AuditLine:
    ref = names.cases.get(entry.subject_id, "")
    about = "" if entry.subject_id == entry.actor_id else names.people.get(entry.subject_id, "")
    return AuditLine(entry.at, names.people.get(entry.actor_id, ""), wording.done(voice, entry.what), about, ref)
