"""This week: who needs a person, why, and the one next thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Look
from bot.desk.room import for_coordinators
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.extensions import Extension, ExtensionState
from bot.domain.figures import Early, Facts, early_warnings
from bot.domain.members import Member, MemberState
from bot.domain.moves import MoveState
from bot.domain.schedule import local_date
from bot.flows.digests import mentors_week, unsent
from bot.flows.figures import FORTNIGHT, facts, for_reader
from bot.turn import Turn
from bot.wording import desk_week as wording
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Need:
    """One line: `who` is a name as typed, `why` are sentences. Below it the person's or the case's page is linked."""

    who: str
    why: tuple[str, ...]
    button: Button | None = None
    handle: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """What a coordinator or a mentor finds on the first page. `rest` are sentences that need nobody by name."""

    cohort: Cohort
    number: int
    needs: tuple[Need, ...]
    rest: tuple[str, ...] = ()

    @property
    def is_inside(self) -> bool:
        """Whether the week is one of the cohort's."""
        return self.cohort.has_week(self.number)


async def coordinators_week(turn: Turn) -> Week:
    """Return what waits for a coordinator: cases first, then people, then decisions."""
    for_coordinators(turn)
    cohort, me = turn.here, turn.me
    read = await facts(turn.tx, cohort, turn.now, for_reader(me), since=turn.now - FORTNIGHT)
    names, early = {person.id: person for person in read.people}, early_warnings(read)
    needs = [
        *_cases(turn, read, names, early),
        *_quiet(turn, read, early),
        *await _dates(turn, names),
        *await _moves(turn, names),
        *(_invited(turn, each) for each in read.people if each.state is MemberState.INVITED),
    ]
    drafts = await unsent(turn, cohort)
    rest = (wording.unsent(Voice.to(me), drafts),) if drafts else ()
    return Week(cohort, cohort.week(local_date(turn.now, me.timezone)), tuple(needs), rest)


async def learners_week(turn: Turn) -> Week:
    """Return a mentor's own learners, those who would like to hear from them first."""
    voice, week = Voice.to(turn.me), await mentors_week(turn, turn.here, turn.me)
    rows = sorted(week.learners, key=lambda row: (-row.missed, row.learner.handle))
    needs = [
        Need(
            row.learner.name,
            (wording.of_learner(voice, row),),
            Button(voice.say(wording.WRITE), Action("reach_out.draft", row.learner.id)),
            row.learner.handle,
        )
        for row in rows
    ]
    return Week(turn.here, week.week, tuple(needs))


def _cases(turn: Turn, read: Facts, names: dict[str, Member], warnings: Sequence[Early]) -> list[Need]:
    found = [each.case for each in read.cases if not each.case.is_closed]
    mine = [case for case in found if case.is_unowned or case.owner_id == turn.me.id]
    mine.sort(key=lambda case: (not case.is_unowned, -case.severity.rank, case.opened_at))
    reasons = {early.learner.id: wording.quiet(Voice.to(turn.me), early) for early in warnings}
    return [_case(turn, case, names.get(case.learner_id), reasons.get(case.learner_id, "")) for case in mine]


def _case(turn: Turn, case: Case, learner: Member | None, reasons: str) -> Need:
    voice = Voice.to(turn.me)
    take = Button(voice.say(wording.TAKE), Action("case.acknowledge", case.id), Look.PRIMARY)
    return Need(
        learner.name if learner is not None else "",
        (wording.case_waits(voice, case, turn.packs, turn.now), *((reasons,) if reasons else ())),
        take if case.is_unowned else None,
        ref=case.ref,
    )


def _quiet(turn: Turn, read: Facts, warnings: Sequence[Early]) -> list[Need]:
    """Return whom to write to; nobody a case is open about: whoever has it is there for them."""
    looked_after = {each.case.learner_id for each in read.cases if not each.case.is_closed}
    voice = Voice.to(turn.me)
    return [
        Need(
            early.learner.name,
            (wording.quiet(voice, early),),
            Button(voice.say(wording.WRITE), Action("reach_out.draft", early.learner.id)),
            early.learner.handle,
        )
        for early in warnings
        if early.learner.id not in looked_after
    ]


async def _dates(turn: Turn, names: dict[str, Member]) -> list[Need]:
    every = await turn.tx.extensions.in_cohort(turn.here.id)
    return [_date(turn, one, names) for one in every if one.state is ExtensionState.ASKED]


def _date(turn: Turn, one: Extension, names: dict[str, Member]) -> Need:
    voice, learner = Voice.to(turn.me), names[one.learner_id]
    grant = Button(voice.say(wording.GRANT), Action("extension.approve", one.id))
    return Need(learner.name, (wording.asked_for_time(voice, one),), grant, learner.handle)


async def _moves(turn: Turn, names: dict[str, Member]) -> list[Need]:
    waiting = [m for m in await turn.tx.moves.in_cohort(turn.here.id) if m.state is MoveState.WAITING]
    voice = Voice.to(turn.me)
    look = voice.say(wording.LOOK)
    return [
        Need(names[m.learner_id].name, (wording.move_waits(voice),), Button(look, Action("move.others", m.id)))
        for m in waiting
    ]


def _invited(turn: Turn, member: Member) -> Need:
    return Need(member.name, (wording.not_started(Voice.to(turn.me)),), handle=member.handle)
