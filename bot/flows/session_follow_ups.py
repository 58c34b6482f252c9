"""After a session: who writes to whom, where and by when, agreed in one tap and confirmed to both (C14)."""

from dataclasses import replace

from bot.domain.sessions import Session
from bot.effects import Effects, Reply, Send, ToMember
from bot.flows.session_calendar import meeting_link
from bot.flows.session_plans import pair_of
from bot.flows.sessions import the_session
from bot.router import Router
from bot.turn import Turn
from bot.wording import session_follow_ups as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("session.i_write")
async def i_write(turn: Turn, session_id: str) -> Effects:
    """Say that you write first."""
    session = await the_session(turn, session_id)
    return await _agreed(turn, session, turn.me.id)


@routes.action("session.they_write")
async def they_write(turn: Turn, session_id: str) -> Effects:
    """Say that the other one writes first; they are told, and can change it."""
    session = await the_session(turn, session_id)
    pair = await pair_of(turn, session)
    return await _agreed(turn, session, pair.other(turn.me).id)


async def _agreed(turn: Turn, session: Session, writer_id: str) -> Effects:
    await turn.tx.sessions.save(replace(session, writer_id=writer_id))
    other = (await pair_of(turn, session)).other(turn.me)
    where = await meeting_link(turn, session)
    is_mine = writer_id == turn.me.id
    return [
        Reply(wording.agreed(Voice.to(turn.me), session, other, where, is_theirs=not is_mine)),
        Send(ToMember(other.id), wording.agreed(Voice.to(other), session, turn.me, where, is_theirs=is_mine)),
    ]
