"""A mentor hands somebody over: the learner is asked first, then a coordinator, then the new mentor knows (F7)."""

from dataclasses import replace

from bot.domain.access import may_reach_out
from bot.domain.members import Role
from bot.domain.moves import Move, MoveCause, MoveState
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows.moves import context_of, room, to_coordinator
from bot.flows.people import is_away, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import handoffs as wording
from bot.wording import moves as moves_wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("handoff.ask", role=Role.MENTOR)
async def ask(turn: Turn, subject: str) -> Effects:
    """Ask a learner, first and in private, whether somebody else may look after them."""
    learner_id, _, mentor_id = subject.partition(":")
    learner, mentor = await turn.tx.members.find(learner_id), await turn.tx.members.find(mentor_id)
    pairing = await turn.tx.pairings.of_learner(learner_id)
    if learner is None or not may_reach_out(turn.me, learner, pairing):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    voice = Voice.to(turn.me)
    free = (await room(turn, turn.here)).free(pairing.mentor_id) if pairing is not None else ()
    if pairing is None or mentor is None or mentor not in free:
        raise Refused(moves_wording.settled(voice))
    before = await the_member(turn, pairing.mentor_id)
    cause = MoveCause.COVER if await is_away(turn, before) else MoveCause.WORKLOAD
    ids = (turn.new_id("move", pairing.id, mentor.id), turn.here.id, learner.id, before.id, mentor.id)
    move = Move(*ids, cause, turn.now, MoveState.CONSENT)
    if not await turn.tx.moves.add(move):
        raise Refused(moves_wording.settled(voice))
    card = wording.consent(Voice.to(learner), move, before, mentor)
    return [Reply(wording.asked(voice, learner)), Send(ToMember(learner.id), card, tag=f"consent:{move.id}")]


async def _asked(turn: Turn, move_id: str) -> Move:
    """Return a move the acting learner is asked about."""
    move = await turn.tx.moves.get(move_id)
    if move is None or move.learner_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if move.state is not MoveState.CONSENT:
        raise Refused(moves_wording.settled(Voice.to(turn.me)))
    return move


@routes.action("handoff.agree", role=Role.LEARNER)
async def agree(turn: Turn, move_id: str) -> Effects:
    """Fine with me: now a coordinator has a last look."""
    move = replace(await _asked(turn, move_id), state=MoveState.WAITING)
    await turn.tx.moves.save(move)
    return [
        Reply(wording.agreed(Voice.to(turn.me))),
        *await _told(turn, move, has_agreed=True),
        *await to_coordinator(turn, turn.here, move),
    ]


@routes.action("handoff.stay", role=Role.LEARNER)
async def stay(turn: Turn, move_id: str) -> Effects:
    """I'd rather stay: nothing changes."""
    move = await _asked(turn, move_id)
    await turn.tx.moves.save(move.decided(MoveState.DECLINED, turn.now, turn.me.id))
    return [Reply(wording.stayed(Voice.to(turn.me))), *await _told(turn, move, has_agreed=False)]


async def _told(turn: Turn, move: Move, *, has_agreed: bool) -> Effects:
    mentor = await the_member(turn, move.from_id)
    return [Send(ToMember(mentor.id), wording.they_said(Voice.to(mentor), turn.me, has_agreed=has_agreed))]


@routes.action("handoff.context", role=Role.LEARNER)
async def context(turn: Turn, move_id: str) -> Effects:
    """Show a learner exactly what would go along."""
    move = await _asked(turn, move_id)
    shared = await context_of(turn, turn.me, move.from_id)
    return [Reply(wording.context(Voice.to(turn.me), shared))]
