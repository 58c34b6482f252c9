"""Cases at the desk: through the same door as in chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Button
from bot.desk.room import NotThere, for_coordinators
from bot.domain.access import may_see_case
from bot.domain.cases import Case, CaseEntry
from bot.domain.members import Member
from bot.effects import Refused
from bot.flows.case_desk import shown
from bot.flows.case_doors import case_by_ref
from bot.turn import Turn
from bot.wording import case_desk as wording
from bot.wording import case_words, desk_cases
from bot.wording.voice import Voice

LOOKS_BACK = timedelta(days=30)
"""How long a closed case stays in the list."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list: `line` says what it is and who has it."""

    case: Case
    learner: str
    line: str


@dataclass(frozen=True, slots=True)
class CaseList:
    """Cases somebody may know of: open ones, the most urgent first, then those closed lately."""

    open: tuple[CaseRow, ...]
    closed: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: how it stands, how fast a person was there, its timeline oldest first, what can be done."""

    case: Case
    learner: Member
    standing: str
    measured: str
    timeline: tuple[str, ...]
    buttons: tuple[Button, ...]


async def case_list(turn: Turn) -> CaseList:
    """Return the cases a coordinator may know of."""
    for_coordinators(turn)
    every = [case for case in await turn.tx.cases.in_cohort(turn.here.id) if may_see_case(turn.me, case)]
    people = await turn.tx.members.some([one for case in every for one in (case.learner_id, case.owner_id)])
    open_ = sorted(
        (case for case in every if not case.is_closed),
        key=lambda case: (not case.is_unowned, -case.severity.rank, case.opened_at),
    )
    closed = [case for case in reversed(every) if case.closed_at and turn.now - case.closed_at <= LOOKS_BACK]
    return CaseList(
        tuple(_row(turn, case, people) for case in open_), tuple(_row(turn, case, people) for case in closed)
    )


def _row(turn: Turn, case: Case, people: Mapping[str, Member]) -> CaseRow:
    learner = people.get(case.learner_id)
    line = desk_cases.line(Voice.to(turn.me), case, people.get(case.owner_id), turn.packs, turn.now)
    return CaseRow(case, learner.name if learner is not None else "", line)


async def case_page(turn: Turn, ref: str) -> CasePage:
    """Return one case; NotThere where there is none of that name, or it is not for this reader."""
    for_coordinators(turn)
    try:
        everything = await shown(turn, await case_by_ref(turn, ref))
    except Refused as refusal:
        raise NotThere from refusal
    voice, case = Voice.to(turn.me), everything.case
    return CasePage(
        case,
        everything.learner,
        wording.standing(voice, everything, turn.packs),
        everything.measured,
        tuple(_entry(voice, entry, everything.people) for entry in everything.timeline),
        wording.deeds(voice, case, may_reopen=everything.may_reopen),
    )


def _entry(voice: Voice, entry: CaseEntry, people: Mapping[str, Member]) -> str:
    return case_words.entered(voice, entry, people).removeprefix("- ")
