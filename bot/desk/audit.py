"""Who looked at or changed what, as far as it is of the reader's cohort and of nothing that is kept from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.purging import TEXTS
from bot.repositories import AuditRow
from bot.turn import Turn
from bot.wording import desk_audit as wording
from bot.wording.voice import Voice

PAGE = 200
"""Lines of the log looked at for one page."""

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
    """Some lines, the newest first; `before` leads on to older ones, 0 where there are none."""

    lines: tuple[AuditLine, ...]
    before: int


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


async def audit_page(turn: Turn, before: int) -> AuditPage:
    """Return the lines noted before number `before` (0: the newest)."""
    for_coordinators(turn)
    numbered = await turn.tx.audit.newest(before, PAGE)
    names = await _names(turn, [entry for _, entry in numbered])
    voice = Voice.to(turn.me)
    lines = tuple(_line(voice, names, entry) for _, entry in numbered if names.has(entry))
    return AuditPage(lines, numbered[-1][0] if len(numbered) == PAGE else 0)


async def _names(turn: Turn, entries: Sequence[AuditRow]) -> _Names:
    every = await turn.tx.cases.in_cohort(turn.here.id)
    seen = {case.id: case.ref for case in every if may_see_case(turn.me, case)}
    found = await turn.tx.members.some([one for entry in entries for one in (entry.actor_id, entry.subject_id)])
    people = {one.id: one.name for one in found.values() if one.cohort_id == turn.here.id}
    return _Names(people, seen, frozenset(case.id for case in every if case.id not in seen), turn.here.id)


def _line(voice: Voice, names: _Names, entry: AuditRow) -> AuditLine:
    ref = names.cases.get(entry.subject_id, "")
    about = "" if entry.subject_id == entry.actor_id else names.people.get(entry.subject_id, "")
    return AuditLine(entry.at, names.people.get(entry.actor_id, ""), wording.done(voice, entry.what), about, ref)
