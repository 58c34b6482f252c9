"""What follows when a session gets a time, another time, or is called off: rows, timers, and a word to both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.cards import Action, Card
from bot.domain.cohorts import Cohort
from bot.domain.drafts import Draft
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.domain.sessions import Session, SessionState, slot_at, slot_days
from bot.effects import Effects, Later, Reply, Revise, Send, ToMember, Urgency, Withhold
from bot.flows.people import the_cohort, the_member
from bot.flows.session_calendar import dated
from bot.flows.session_times import clashes, times
from bot.turn import Turn
from bot.wording import sessions as wording
from bot.wording.voice import Voice

CardFor = Callable[[Voice, Member], Card]
"""Makes the card for one of the two, who meets the other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two of a session."""

    mentor: Member
    learner: Member

    def both(self) -> tuple[tuple[Member, Member], ...]:
        """Return each of them, with the other one."""
        return (self.learner, self.mentor), (self.mentor, self.learner)

    @property
    def is_there(self) -> bool:
        """Whether both take part; who is away has called the session off already."""
        return self.mentor.is_active and self.learner.is_active

    def other(self, member: Member) -> Member:
        """Return the one somebody meets; for whoever is neither, the learner."""
        return self.mentor if member.id == self.learner.id else self.learner


async def pair_of(turn: Turn, session: Session) -> Pair:
    """Return the two of a session."""
    return Pair(await the_member(turn, session.mentor_id), await the_member(turn, session.learner_id))


def tag_of(session: Session) -> str:
    """Return the mark on every message that says when a session is."""
    return f"session:{session.id}"


def wakes(turn: Turn, session: Session) -> Later | None:
    """Set the next reminder, or, once both are over, the question whether they met."""
    reminder, asks_at = session.next_reminder(turn.now), session.asks_at()
    if reminder is not None:
        return Later(reminder, Action("session.remind", session.id))
    return Later(asks_at, Action("session.ask", session.id)) if asks_at is not None else None


async def ask_for_a_time(turn: Turn, cohort: Cohort, session: Session, pair: Pair) -> Effects:
    """Offer the learner two times both can; where there is none, the mentor hears how to plan one anyway."""
    found = await times(turn, cohort, session, pair.mentor, pair.learner)
    if not found:
        card = wording.no_common_time(Voice.to(pair.mentor), session, pair.learner)
        why = wording.why_no_times(Voice.to(pair.learner), pair.mentor)
        return [Send(ToMember(pair.mentor.id), card), Withhold(pair.learner.id, "session.choose", why)]
    offer = wording.Offer(session, pair.mentor, tuple(found))
    card = wording.choose(Voice.to(pair.learner), cohort, offer)
    return [Send(ToMember(pair.learner.id), card, tag=f"choose:{session.id}")]


async def set_time(turn: Turn, session: Session, at: datetime, pair: Pair) -> tuple[Session, Effects]:
    """Give a session its time, or another one; whoever did not do it is told."""
    effects: Effects = []
    if session.state is SessionState.UNPLANNED:
        fixed = session.planned(at)
        await turn.tx.sessions.save(fixed)
        card = wording.chosen(Voice.to(pair.learner), fixed, pair.mentor)
        effects.append(Revise(f"choose:{session.id}", card))
    else:
        fixed = session.moved_to(turn.new_id("session", session.id, at), at)
        await turn.tx.sessions.save(replace(session, state=SessionState.MOVED))
        await turn.tx.sessions.add(fixed)
        effects.append(Revise(tag_of(session), wording.was_moved(Voice.to(pair.learner))))
    effects += await _tell(turn, pair, fixed, lambda voice, other: wording.agreed(voice, fixed, other))
    wake = wakes(turn, fixed)
    return fixed, [*effects, wake] if wake is not None else effects


async def _tell(turn: Turn, pair: Pair, session: Session, card: CardFor) -> Effects:
    """Tell both, except whoever acts: they are answered."""
    effects: Effects = []
    for member, other in pair.both():
        if turn.actor is None or turn.actor.id != member.id:
            told = await dated(turn, session, member, other, card(Voice.to(member), other))
            effects.append(Send(ToMember(member.id), told, Urgency.ANSWER, tag=tag_of(session)))
    return effects


async def _tell_it_is_off(turn: Turn, excused: Session, pair: Pair) -> Effects:
    return await _tell(turn, pair, excused, lambda voice, other: wording.called_off(voice, excused, other))


async def call_off(turn: Turn, session: Session, pair: Pair) -> Effects:
    """Excuse a session: it counts for nobody, and is not placed anew by itself."""
    excused = session.excused()
    await turn.tx.sessions.save(excused)
    gone = wording.was_called_off(Voice.to(pair.learner))
    return [
        Revise(f"choose:{session.id}", gone),
        Revise(tag_of(session), gone),
        *await _tell_it_is_off(turn, excused, pair),
    ]


async def call_off_between(turn: Turn, member: Member, from_on: date, until_on: date) -> Effects:
    """Excuse what somebody has planned on days they are off."""
    effects: Effects = []
    for session in await turn.tx.sessions.taken(member.id, turn.now):
        if session.starts_at is not None and from_on <= local_date(session.starts_at, member.timezone) <= until_on:
            pair = await pair_of(turn, session)
            effects += await call_off(turn, session, pair)
            if turn.actor is not None and turn.actor.id == member.id:  # the others are told; their calendar is not
                other = pair.other(member)
                card = wording.taken_out(Voice.to(member), session, other)
                effects.append(Reply(await dated(turn, session.excused(), member, other, card)))
    return effects


async def hand_over(turn: Turn, learner: Member, mentor: Member) -> Effects:
    """Move what is still to come to a learner's new mentor; its time is chosen anew, in both of their hours."""
    effects: Effects = []
    cohort = await the_cohort(turn, learner.cohort_id)
    today = local_date(turn.now, cohort.timezone)
    for session in await turn.tx.sessions.open_of(learner.id):
        if session.has_begun(turn.now) or slot_days(cohort, session.slot)[1] < today:
            continue
        effects.append(Revise(f"choose:{session.id}", wording.was_moved(Voice.to(learner))))
        effects.append(Revise(tag_of(session), wording.was_moved(Voice.to(learner))))
        if session.starts_at is not None:  # else it stays in two calendars
            effects += await _tell_it_is_off(turn, session.excused(), await pair_of(turn, session))
        fresh = session.with_another(mentor.id, turn.new_id("calendar", session.id, mentor.id))
        await turn.tx.sessions.save(fresh)
        effects += await ask_for_a_time(turn, cohort, fresh, Pair(mentor, learner))
    return effects


async def make_up(turn: Turn, draft: Draft, at: datetime, pair: Pair) -> tuple[Session | None, Effects]:
    """Plan the session that makes up for a missed one, of its own; None where one of the two meets somebody then."""
    cohort = await the_cohort(turn, draft.cohort_id)
    missed = await turn.tx.sessions.find(draft.cause)
    slot = missed.slot if missed is not None else slot_at(cohort, local_date(at, cohort.timezone)) or 1
    session = Session(
        turn.new_id("session", draft.id, at),
        cohort.id,
        pair.learner.id,
        pair.mentor.id,
        slot,
        cohort.plan.sessions.minutes,
        is_make_up=True,
    ).planned(at)
    if await clashes(turn, session, at, pair.mentor, pair.learner):
        return None, []
    await turn.tx.sessions.add(session)
    wake = wakes(turn, session)
    return session, [wake] if wake is not None else []


async def next_session(turn: Turn, cohort: Cohort, learner: Member) -> Session | None:
    """Return a learner's next session: the first one planned, else the newest that needs a time."""
    coming = [s for s in await turn.tx.sessions.open_of(learner.id) if not s.has_begun(turn.now)]
    planned = [session for session in coming if session.state is SessionState.PLANNED]
    if planned:
        return min(planned, key=lambda session: session.starts_at or turn.now)
    slot = slot_at(cohort, local_date(turn.now, cohort.timezone)) or 0
    return next((session for session in reversed(coming) if session.slot >= slot), None)
