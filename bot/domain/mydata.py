"""What is held about one person, and what of it they may read: everything but what must be kept from them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.budget import Nudge
from bot.domain.cases import Case, CaseEntry, Cause
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.members import Absence, Group, Member
from bot.domain.sessions import Session

SHORTEST_NAME = 3
"""Shorter parts of a name stand in too many words to be masked."""
MASK = "[somebody else]"


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody else looked at or changed something: when, who by name, what, and of which case if of one."""

    at: datetime
    who: str
    what: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case as the person it is about may read it: other people's names are masked in its words."""

    case: Case
    words: str = ""
    notes: tuple[CaseEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent, or did not: its kind, and why."""

    at: datetime
    kind: str
    why: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about one person. `accounts` are written as platform:id."""

    member: Member
    cohort: Cohort
    made_at: datetime
    accounts: tuple[str, ...] = ()
    group: Group | None = None
    mentor: str = ""
    check_ins: tuple[CheckIn, ...] = ()
    sessions: tuple[Session, ...] = ()
    absences: tuple[Absence, ...] = ()
    nudges: tuple[Nudge, ...] = ()
    written: int = 0
    last_written_at: datetime | None = None
    sent: tuple[Sent, ...] = ()
    cases: tuple[HeldCase, ...] = ()
    looks: tuple[Look, ...] = ()
    records: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """What else is held, by its name in the export: records of the domain, told without ids."""

    @property
    def staying(self) -> tuple[Case, ...]:
        """The cases that an erasure leaves as they are, for now."""
        return tuple(held.case for held in self.cases if stays(held.case))


def stays(case: Case) -> bool:
    """Whether a case keeps what it holds when somebody in it asks for erasure: it is open, or on legal hold."""
    return not case.is_closed or case.is_held


def is_in(case: Case, member_id: str) -> bool:
    """Whether somebody is in a case in any part: it is about them, they opened it, or it is kept from them."""
    return member_id in (case.learner_id, case.opener_id, *case.subject_ids)


def may_know(case: Case, member_id: str) -> bool:
    """Whether somebody may know that a case is there because it is theirs: never one that is kept from them."""
    return member_id in (case.learner_id, case.opener_id) and member_id not in case.subject_ids


def may_read(case: Case, member_id: str) -> bool:
    """Whether the words of a case are the person's own to read.

    What somebody else wrote out of worry about them is not, nor what was noted about the one a report is about.
    """
    return case.learner_id == member_id and case.opener_id in ("", member_id)


def read_by_its_person(case: Case, timeline: Sequence[CaseEntry], member_id: str, others: Iterable[str]) -> HeldCase:
    """Return a case as its person may read it; `others` are the names that are not theirs to hand on."""
    if not may_read(case, member_id):
        return HeldCase(case)
    about_others = case.cause in (Cause.REPORT, Cause.FLAG)
    names = tuple(others)
    notes = tuple(
        CaseEntry(entry.case_id, entry.at, entry.what.partition(":")[0], "", masked(entry.note, names))
        for entry in timeline
        if entry.note and (not about_others or entry.actor_id == member_id)
    )
    is_own = case.cause is not Cause.SIGNAL
    return HeldCase(case, case.excerpt if is_own else masked(case.excerpt, names), notes)


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text with other people's names, whole or in parts, left out."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= SHORTEST_NAME}
    if not text or not parts:
        return text
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"
    return re.sub(pattern, MASK, text, flags=re.IGNORECASE)


def in_parts(text: str, room: int, shown: Mapping[str, str] | None = None) -> list[str]:
    """Cut a text at its lines into parts of at most `room` characters; a line that is longer is cut itself.

    `shown` says how a line looks where it is longer there than here.
    """
    parts: list[str] = []
    kept: list[str] = []
    used = 0
    for line in (piece for whole in text.split("\n") for piece in _pieces(whole, room // 2)):
        length = len((shown or {}).get(line, line)) + 1
        if kept and used + length > room:
            parts.append("\n".join(kept))
            kept, used = [], 0
        kept.append(line)
        used += length
    return [*parts, "\n".join(kept)]


def _pieces(line: str, room: int) -> list[str]:
    return [line[start : start + room] for start in range(0, len(line), room)] or [""]
