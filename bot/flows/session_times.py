"""When two people can meet, with the facts as they are now: their hours, quiet hours, days off and other meetings."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.availability import Person, Span, candidates, fits, parse_availability, spread
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.domain.sessions import Session, slot_span
from bot.turn import Turn

NOTICE = timedelta(hours=24)
"""The earliest time offered: nobody should have to meet within a day."""
_DAY_OF = timedelta(hours=24)
_BREATH = timedelta(minutes=15)
"""Around every other meeting, where a time is offered in a message: nobody should have to run from one to the next."""


async def can_meet(turn: Turn, member: Member, but: str = "") -> Person:
    """Return when somebody can meet; `but` is the session that is being moved, which is in nobody's way."""
    planned = await turn.tx.sessions.taken(member.id, turn.now - _DAY_OF)
    taken = [session.span for session in planned if session.span is not None and session.id != but]
    away = [(absence.from_on, absence.until_on) for absence in await turn.tx.absences.of_member(member.id)]
    return Person(parse_availability(member.availability), member.timezone, member.quiet, tuple(taken), tuple(away))


async def could_meet(turn: Turn, mentor: Member, learner: Member) -> tuple[Person, Person]:
    """Return when the two could meet besides what is planned: with a break, and on no day they meet anyway."""
    one, other = _breathing(await can_meet(turn, mentor)), _breathing(await can_meet(turn, learner))
    planned = await turn.tx.sessions.taken(learner.id, turn.now - _DAY_OF)
    ours = [local_date(each.span[0], learner.timezone) for each in planned if each.span and each.mentor_id == mentor.id]
    return one, replace(other, away=(*other.away, *((day, day) for day in ours)))


def _breathing(person: Person) -> Person:
    return replace(person, taken=tuple((start - _BREATH, end + _BREATH) for start, end in person.taken))


async def times(turn: Turn, cohort: Cohort, session: Session, mentor: Member, learner: Member) -> list[datetime]:
    """Return every time a session can be offered at, two by two: one in the slot's first half, one in its second.

    A make-up, and a session whose slot is over, may be in the two weeks from now.
    """
    first, last = slot_span(cohort, session.slot)
    earliest = max(first, turn.now + NOTICE)
    if session.is_make_up or earliest + session.length > last:
        first, last = earliest, earliest + cohort.plan.sessions.every
    one, other = await can_meet(turn, mentor, session.id), await can_meet(turn, learner, session.id)
    within: Span = (earliest, last)
    return spread(candidates(one, other, within, session.length), first + (last - first) / 2)


async def still_free(turn: Turn, session: Session, at: datetime, mentor: Member, learner: Member) -> bool:
    """Whether a time that was offered still lies ahead and still suits both; one look at a time for each mentor."""
    await turn.tx.members.get(mentor.id)
    one, other = await can_meet(turn, mentor, session.id), await can_meet(turn, learner, session.id)
    return at > turn.now and fits(one, other, at, session.length)


async def clashes(turn: Turn, session: Session, at: datetime, *people: Member) -> bool:
    """Whether one of these people meets somebody else while the session would take place; one look at a time."""
    for member in people:
        await turn.tx.members.get(member.id)
    end = at + session.length
    for member in people:
        for other in await turn.tx.sessions.taken(member.id, turn.now - _DAY_OF):
            if other.id != session.id and other.span is not None and other.span[0] < end and at < other.span[1]:
                return True
    return False
