"""Around a session: two reminders, "did you meet?", and what is recorded when nobody says."""

from typing import Annotated

from bot.cards import Action
from bot.domain.access import may_reach_out
from bot.domain.members import Member, Role
from bot.domain.sessions import SETTLE_AFTER, Session, SessionState, Word, agenda, missed_in_a_row
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember
from bot.flows.people import the_cohort
from bot.flows.session_calendar import meeting_link
from bot.flows.session_ladder import after_miss
from bot.flows.session_plans import call_off, pair_of, tag_of, wakes
from bot.flows.sessions import the_session
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import session_days as wording
from bot.wording.voice import Voice

routes = Router()


@routes.timer("session.remind")
async def remind(turn: Turn, session_id: str) -> Effects:
    """A day before, and an hour before: the time, the agenda, and where; all of the agenda until they know it."""
    session = await turn.tx.sessions.find(session_id)
    if session is None or session.starts_at is None or session.state is not SessionState.PLANNED:
        return []
    pair = await pair_of(turn, session)
    if not pair.is_there:
        return await call_off(turn, session, pair)
    wake = wakes(turn, session)
    effects: Effects = [wake] if wake is not None else []
    if session.has_begun(turn.now):
        return effects
    cohort = await the_cohort(turn, session.cohort_id)
    shares = agenda(cohort.plan.sessions.agenda, session.minutes)
    counted = await turn.tx.sessions.counted(session.learner_id)
    is_known = bool(counted) and not missed_in_a_row(counted)
    coming = wording.Coming(session, shares, await meeting_link(turn, session), is_known)
    return effects + [
        Send(
            ToMember(member.id),
            wording.reminder(Voice.to(member), coming, other, turn.now),
            tag=tag_of(session),
            deadline_at=session.starts_at,
        )
        for member, other in pair.both()
    ]


@routes.timer("session.ask")
async def ask(turn: Turn, session_id: str) -> Effects:
    """A quarter of an hour after its end: did you meet?"""
    session = await turn.tx.sessions.find(session_id)
    if session is None or session.state is not SessionState.PLANNED:
        return []
    pair = await pair_of(turn, session)
    if not pair.is_there:
        return await call_off(turn, session, pair)
    return [
        *[
            Send(
                ToMember(member.id), wording.did_you_meet(Voice.to(member), session, other), tag=_asked(session, member)
            )
            for member, other in pair.both()
            if _word(session, member) is None
        ],
        Later(turn.now + SETTLE_AFTER, Action("session.settle", session.id)),
    ]


def _asked(session: Session, member: Member) -> str:
    return f"met:{session.id}:{member.id}"


def _word(session: Session, member: Member) -> Word | None:
    return session.learner_said if member.id == session.learner_id else session.mentor_said


@routes.timer("session.settle")
async def settle(turn: Turn, session_id: str) -> Effects:
    """Two days later: the learner's word counts where the mentor gave none; without any, nobody knows."""
    session = await turn.tx.sessions.get(session_id)
    if session is None or session.state is not SessionState.PLANNED:
        return []
    settled = session.settled()
    await turn.tx.sessions.save(settled)
    return await after_miss(turn, settled) if settled.state is SessionState.MISSED else []


@routes.action("session.met")
async def met(turn: Turn, session_id: str) -> Effects:
    """Say that you met."""
    return await _say(turn, await the_session(turn, session_id), Word.MET)


@routes.action("session.not_met")
async def not_met(turn: Turn, session_id: str) -> Effects:
    """Say that you did not meet."""
    return await _say(turn, await the_session(turn, session_id), Word.NOT_MET)


async def _say(turn: Turn, session: Session, word: Word) -> Effects:
    """Keep somebody's word; the mentor's decides, and a miss takes its step at once."""
    voice = Voice.to(turn.me)
    if session.state in (SessionState.UNPLANNED, SessionState.EXCUSED, SessionState.MOVED):
        raise Refused(wording.not_counted(voice))
    if not session.has_begun(turn.now):
        raise Refused(wording.not_yet(voice, session))
    said = session.said(turn.me, word)
    await turn.tx.sessions.save(said)
    pair = await pair_of(turn, said)
    other = pair.other(turn.me)
    answer = wording.noted(voice, said, other, is_mentor=turn.me.id != session.learner_id, word=word)
    effects: Effects = [Reply(answer), Revise(_asked(session, turn.me), wording.was_said(voice, word))]
    if said.differs and not session.differs:
        effects += [Send(ToMember(m.id), wording.differs(Voice.to(m), said, o)) for m, o in pair.both()]
    if said.state is SessionState.MISSED and session.state is not SessionState.MISSED:
        effects += await after_miss(turn, said)
    return effects


@routes.command("mentor session done", role=Role.MENTOR)
async def done(turn: Turn, learner: Annotated[Member, "Whom you met"]) -> Effects:
    """Say that your last session with a learner took place."""
    return await _say(turn, await _last(turn, learner), Word.MET)


@routes.command("mentor session missed", role=Role.MENTOR)
async def missed(turn: Turn, learner: Annotated[Member, "Whom you didn't meet"]) -> Effects:
    """Say that your last session with a learner did not take place."""
    return await _say(turn, await _last(turn, learner), Word.NOT_MET)


async def _last(turn: Turn, learner: Member) -> Session:
    if not may_reach_out(turn.me, learner, await turn.tx.pairings.of_learner(learner.id)):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    session = await turn.tx.sessions.last_of(learner.id, turn.now)
    if session is None:
        raise Refused(wording.none_yet(Voice.to(turn.me), learner))
    return session
