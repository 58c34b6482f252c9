"""This week: who needs a person, why, and the one next thing to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Look
from bot.desk.paged import Paged
from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.extensions import Extension, ExtensionState
from bot.domain.figures import Early
from bot.domain.members import Called, Member, MemberState
from bot.domain.moves import Move, MoveState
from bot.domain.schedule import local_date
from bot.flows.counting import warned_of, warnings
from bot.flows.digests import mentors_week, unsent
from bot.turn import Turn
from bot.wording import desk_week as wording
from bot.wording.voice import Voice

ON_A_PAGE = 50
"""Lines on one page: with their buttons about 40 kB."""
Waiting = Case | str | Extension | Move | Called
"""One line before it is written; a learner's id stands for somebody who might be written to."""


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
    """What a coordinator or a mentor finds on page `page` of `count`. `rest` are sentences that need nobody by name."""

    cohort: Cohort
    number: int
    needs: tuple[Need, ...]
    rest: tuple[str, ...] = ()
    page: int = 1
    count: int = 1

    @property
    def is_inside(self) -> bool:
        """Whether the week is one of the cohort's."""
        return self.cohort.has_week(self.number)


async def coordinators_week(turn: Turn, number: int = 1) -> Week:
    """Return one page of what waits for a coordinator: cases first, then people, then decisions."""
    for_coordinators(turn)
    cohort, me = turn.here, turn.me
    open_ = [case for case in await turn.tx.cases.open_in(cohort.id) if may_see_case(me, case)]
    warned = await warned_of(turn.tx, cohort, turn.now)
    page = Paged.of(await _waiting(turn, open_, warned), number, ON_A_PAGE)
    drafts = await unsent(turn, cohort)
    rest = (wording.unsent(Voice.to(me), drafts),) if drafts else ()
    week = cohort.week(local_date(turn.now, me.timezone))
    return Week(cohort, week, tuple(await _needs(turn, page.rows, set(warned))), rest, page.number, page.count)


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


async def _waiting(turn: Turn, open_: Sequence[Case], warned: Sequence[str]) -> list[Waiting]:
    """Return everything that waits, in the order of the list, as little of each as tells which it is.

    A case that somebody else has is left out; and whom a case is open about: whoever has it is there for them.
    """
    mine = [case for case in open_ if case.is_unowned or case.owner_id == turn.me.id]
    mine.sort(key=lambda case: (not case.is_unowned, -case.severity.rank, case.opened_at))
    looked_after = {case.learner_id for case in open_}
    here = turn.here.id
    asked = [one for one in await turn.tx.extensions.in_cohort(here) if one.state is ExtensionState.ASKED]
    moves = [one for one in await turn.tx.moves.in_cohort(here) if one.state is MoveState.WAITING]
    invited = await turn.tx.members.called(here, MemberState.INVITED)
    return [*mine, *(one for one in warned if one not in looked_after), *asked, *moves, *invited]


async def _needs(turn: Turn, page: Sequence[Waiting], warned: set[str]) -> list[Need]:
    """Write one page of the list; only of those on it more is read."""
    people = await turn.tx.members.some([_about(one) for one in page])
    told = [_about(one) for one in page if isinstance(one, Case | str)]
    early = {each.learner.id: each for each in await warnings(turn.tx, turn.here, turn.now, sorted(warned & {*told}))}
    return [need for one in page if (need := _need(turn, one, people, early)) is not None]


def _about(one: Waiting) -> str:
    match one:
        case str():
            return one
        case Called(id=id):
            return id
        case _:
            return one.learner_id


def _need(turn: Turn, one: Waiting, people: Mapping[str, Member], early: Mapping[str, Early]) -> Need | None:
    who = people.get(_about(one))
    match one:
        case Case():
            return _case(turn, one, who, early.get(one.learner_id))
        case Extension() if who is not None:
            return _date(turn, one, who)
        case Move() if who is not None:
            return _move(turn, one, who)
        case Called():
            return Need(one.name, (wording.not_started(Voice.to(turn.me)),), handle=one.handle)
        case str() if one in early:
            return _quiet(turn, early[one])
        case _:
            return None


def _case(turn: Turn, case: Case, learner: Member | None, early: Early | None) -> Need:
    voice = Voice.to(turn.me)
    take = Button(voice.say(wording.TAKE), Action("case.acknowledge", case.id), Look.PRIMARY)
    return Need(
        learner.name if learner is not None else "",
        (wording.case_waits(voice, case, turn.packs, turn.now), *((wording.quiet(voice, early),) if early else ())),
        take if case.is_unowned else None,
        ref=case.ref,
    )


def _quiet(turn: Turn, early: Early) -> Need:
    voice, learner = Voice.to(turn.me), early.learner
    write = Button(voice.say(wording.WRITE), Action("reach_out.draft", learner.id))
    return Need(learner.name, (wording.quiet(voice, early),), write, learner.handle)


def _date(turn: Turn, one: Extension, learner: Member) -> Need:
    voice = Voice.to(turn.me)
    grant = Button(voice.say(wording.GRANT), Action("extension.approve", one.id))
    return Need(learner.name, (wording.asked_for_time(voice, one),), grant, learner.handle)


def _move(turn: Turn, one: Move, learner: Member) -> Need:
    voice = Voice.to(turn.me)
    return Need(
        learner.name, (wording.move_waits(voice),), Button(voice.say(wording.LOOK), Action("move.others", one.id))
    )
