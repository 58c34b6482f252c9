"""Where a pair meets, set by its mentor from chat, and how the two met, once somebody says so."""

from dataclasses import replace
from typing import Annotated

from bot.domain.access import may_reach_out
from bot.domain.links import parse_link
from bot.domain.members import Member, Pairing, Role
from bot.domain.sessions import Session, SessionFormat, SessionState
from bot.effects import Effects, Refused, Reply, Send, ToMember, Urgency
from bot.flows.people import the_member
from bot.flows.session_calendar import dated
from bot.flows.session_plans import Pair, next_session, tag_of
from bot.flows.sessions import the_session
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import session_days as days_wording
from bot.wording import session_links as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("mentor session link", role=Role.MENTOR)
async def set_link(
    turn: Turn,
    learner: Annotated[Member, "With whom you meet there"],
    link: Annotated[str, "Where you meet, like https://… (empty: you tell each other)"] = "",
) -> Effects:
    """Set where you and a learner meet; reminders and calendars say it."""
    voice, pairing = Voice.to(turn.me), await turn.tx.pairings.of_learner(learner.id)
    if not may_reach_out(turn.me, learner, pairing):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if pairing is None:
        raise Refused(wording.no_pair(voice, learner))
    try:
        place = parse_link(link)
    except ValueError:
        raise Refused(wording.no_such_link(voice, learner, link)) from None
    if place == pairing.link:
        return [Reply(wording.kept(voice, learner, place))]
    await turn.tx.pairings.save(replace(pairing, link=place))
    return await _told(turn, learner, replace(pairing, link=place))


async def _told(turn: Turn, learner: Member, pairing: Pairing) -> Effects:
    """Tell both, with the new entry for their calendars where a session is planned."""
    mentor = await the_member(turn, pairing.mentor_id)
    answer = wording.kept(Voice.to(turn.me), learner, pairing.link)
    effects: Effects = []
    session = await _planned(turn, learner, pairing)
    for reader, other in Pair(mentor, learner).both():
        told = answer if reader.id == turn.me.id else wording.changed(Voice.to(reader), other, pairing.link)
        if session is not None:
            told = await dated(turn, session, reader, other, told)
        if reader.id == turn.me.id:
            answer = told
        else:
            effects.append(Send(ToMember(reader.id), told, Urgency.ANSWER, tag=tag_of(session) if session else ""))
    return [Reply(answer), *effects]


async def _planned(turn: Turn, learner: Member, pairing: Pairing) -> Session | None:
    """Return the pair's next session that has a time, with something new for calendars to hear."""
    session = await next_session(turn, turn.here, learner)
    is_planned = session is not None and session.state is SessionState.PLANNED
    if session is None or not is_planned or session.mentor_id != pairing.mentor_id:
        return None
    fresh = session.told_anew()
    await turn.tx.sessions.save(fresh)
    return fresh


@routes.action("session.format")
async def record_format(turn: Turn, subject: str) -> Effects:
    """Say how you met: by video, in writing, or both."""
    session_id, _, chosen = subject.partition(":")
    session, voice = await the_session(turn, session_id), Voice.to(turn.me)
    if session.state is not SessionState.ATTENDED or chosen not in set(SessionFormat):
        raise Refused(days_wording.not_counted(voice))
    kept = replace(session, format=SessionFormat(chosen))
    await turn.tx.sessions.save(kept)
    return [Reply(wording.recorded(voice, kept))]
