"""People at the desk: who is there, and one person's timeline; that something was sent or answered, never a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.deliveries import Delivery, DeliveryState
from bot.desk.paged import Paged
from bot.desk.room import NotThere
from bot.desk.taking_part import TookPart, took_part
from bot.domain.access import may_see_person
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.members import Called, Member, Role
from bot.domain.sessions import Session, SessionState
from bot.turn import Turn
from bot.wording import desk_people as wording
from bot.wording.voice import Voice

MOST = 200
"""Messages looked back at."""
ON_A_PAGE = 200
"""People on one page of the list: about 40 kB."""
_HELD = frozenset({SessionState.ATTENDED, SessionState.MISSED})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list."""

    person: Member
    group: str = ""
    mentor: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of the people; `number` of `count` pages, and what was looked for, empty for everybody."""

    rows: tuple[PersonRow, ...]
    number: int
    count: int
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: `is_theirs` if they did it, else it was sent to them, and `why` says why."""

    at: datetime
    what: str
    why: str = ""
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: where they stand and what happened, the newest first."""

    row: PersonRow
    state: str
    timeline: tuple[Moment, ...]
    may_write: bool
    weeks: tuple[TookPart, ...] = ()


async def people_list(turn: Turn, wanted: str = "", number: int = 1) -> PeoplePage:
    """Return one page of those of whom the reader may see a page, of them whoever `wanted` is part of: name, handle."""
    called = await _seen(turn)
    page = Paged.of([one.id for one in called if one.is_meant(wanted)], number, ON_A_PAGE)
    people = await turn.tx.members.some(page.rows)
    pairings = {one.learner_id: one for one in await turn.tx.some.pairings_of(page.rows)}
    mentors = await turn.tx.members.some([one.mentor_id for one in pairings.values()])
    groups = await turn.tx.some.groups_of(page.rows)

    def row(person: Member) -> PersonRow:
        mentor = mentors.get(pairings[person.id].mentor_id) if person.id in pairings else None
        return PersonRow(person, groups.get(person.id, ""), mentor.name if mentor is not None else "")

    may_see = [one for one in people.values() if may_see_person(turn.me, one, pairings.get(one.id))]
    return PeoplePage(tuple(map(row, may_see)), page.number, page.count, wanted)


async def _seen(turn: Turn) -> list[Called]:
    """Return of whom there is a page for the reader: everybody of the cohort, or a mentor's own learners."""
    called = await turn.tx.members.called(turn.here.id)
    if turn.me.role is not Role.COORDINATOR:
        mine = {pairing.learner_id for pairing in await turn.tx.pairings.of_mentor(turn.me.id)}
        return [one for one in called if one.id in mine]
    return [one for one in called if one.id != turn.me.id]


async def person_page(turn: Turn, handle: str) -> PersonPage:
    """Return one person's page; NotThere where there is nobody of that name, or they are not for this reader."""
    person = await turn.tx.members.by_handle(turn.here.id, handle)
    pairing = await turn.tx.pairings.of_learner(person.id) if person is not None else None
    if person is None or not may_see_person(turn.me, person, pairing):
        raise NotThere
    group = await turn.tx.groups.of_member(person.id)
    mentor = await turn.tx.members.find(pairing.mentor_id) if pairing is not None else None
    row = PersonRow(person, group.name if group is not None else "", mentor.name if mentor is not None else "")
    voice = Voice.to(turn.me)
    return PersonPage(
        row,
        wording.state(voice, person),
        tuple(sorted(await _moments(turn, voice, person), key=lambda each: each.at, reverse=True)),
        may_write=person.role is Role.LEARNER and person.is_active,
        weeks=await took_part(turn, person),
    )


async def _moments(turn: Turn, voice: Voice, person: Member) -> list[Moment]:
    sent = await turn.tx.outbox.to_member(person.id, MOST)
    moments = [*_sent(voice, sent)]
    if person.role is Role.LEARNER:
        moments += _check_ins(voice, await turn.tx.check_ins.history(person.id))
        moments += _sessions(voice, await turn.tx.sessions.counted(person.id), turn.now)
    return moments


def _sent(voice: Voice, sent: Iterable[Delivery]) -> Iterable[Moment]:
    for delivery in sent:
        kind = delivery.card.kind
        if delivery.state is DeliveryState.SENT and not delivery.revises and kind in wording.SENT:
            yield Moment(delivery.last_at or delivery.at, wording.sent(voice, kind), delivery.card.why)


def _check_ins(voice: Voice, history: Iterable[CheckIn]) -> Iterable[Moment]:
    for each in history:
        if each.state is CheckInState.OVERDUE and each.answered_at is None:
            yield Moment(each.closes_at, wording.check_in(voice, each))
        elif each.answered_at is not None or each.state is CheckInState.SKIPPED:
            yield Moment(each.answered_at or each.closes_at, wording.check_in(voice, each), is_theirs=True)


def _sessions(voice: Voice, sessions: Iterable[Session], now: datetime) -> Iterable[Moment]:
    for each in sessions:
        if each.starts_at is not None and each.state in _HELD and each.starts_at <= now:
            is_theirs = each.state is SessionState.ATTENDED
            yield Moment(each.starts_at, wording.session(voice, attended=is_theirs), is_theirs=is_theirs)
