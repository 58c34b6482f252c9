"""A learner moves to another mentor: proposed with reasons, approved by a coordinator, told in neutral words."""

from datetime import timedelta
from typing import Annotated

from bot.cards import Action
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Pairing, Role
from bot.domain.moves import Move, MoveCause, MoveState
from bot.domain.room import Candidate, Room, candidates
from bot.domain.schedule import local_date
from bot.domain.sessions import SessionState
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.session_plans import hand_over
from bot.flows.training import trained
from bot.router import Router
from bot.turn import Turn
from bot.wording import care as care_wording
from bot.wording import common, handoffs
from bot.wording import moves as wording
from bot.wording.voice import Voice

routes = Router()

WAITS = timedelta(days=1)
"""So long a proposal may wait before the coordinators are reminded."""
NOTES = 3
"""Shared notes that go along with a hand-off."""


async def room(turn: Turn, cohort: Cohort) -> Room:
    """Return who mentors how many now; nobody whose training the cohort still waits for."""
    everybody = [m for m in await turn.tx.members.in_cohort(cohort.id, Role.MENTOR) if m.is_active]
    mentors = await trained(turn, cohort, everybody)
    traits = await turn.tx.traits.in_cohort(cohort.id)
    return Room(tuple(mentors), traits, tuple(await turn.tx.pairings.in_cohort(cohort.id)))


async def ranked(turn: Turn, cohort: Cohort, learners: list[Member], without: str) -> list[Candidate]:
    """Return who could take whom, best first."""
    today = local_date(turn.now, cohort.timezone)
    length = timedelta(minutes=cohort.plan.sessions.minutes)
    return candidates(learners, await room(turn, cohort), without, today, length)


async def option_of(turn: Turn, candidate: Candidate) -> wording.Option:
    """Return a candidate with who it is."""
    return wording.Option(candidate, await the_member(turn, candidate.mentor_id))


async def propose(turn: Turn, cohort: Cohort, learner: Member, cause: MoveCause) -> Effects:
    """Propose the best mentor with room to the coordinator on duty; nothing where a proposal is open."""
    pairing = await turn.tx.pairings.of_learner(learner.id)
    if pairing is None:
        return []
    found = await ranked(turn, cohort, [learner], pairing.mentor_id)
    to_id = found[0].mentor_id if found else ""
    move_id = turn.new_id("move", pairing.id, cause)
    move = Move(move_id, cohort.id, learner.id, pairing.mentor_id, to_id, cause, turn.now)
    return await to_coordinator(turn, cohort, move) if await turn.tx.moves.add(move) else []


async def to_coordinator(turn: Turn, cohort: Cohort, move: Move) -> Effects:
    """Ask the coordinator on duty, and come back to it in a day."""
    proposed = await _proposed(turn, cohort, move)
    return [
        *[
            Send(ToMember(person.id), wording.proposal(Voice.to(person), proposed), tag=f"move:{move.id}")
            for person in (await on_call(turn, cohort))[:1]
        ],
        Later(turn.now + WAITS, Action("move.waits", move.id)),
    ]


async def _proposed(turn: Turn, cohort: Cohort, move: Move) -> wording.Proposed:
    learner, before = await the_member(turn, move.learner_id), await the_member(turn, move.from_id)
    found = await ranked(turn, cohort, [learner], move.from_id) if move.to_id else []
    chosen = next((one for one in found if one.mentor_id == move.to_id), None)
    option = await option_of(turn, chosen) if chosen is not None else None
    return wording.Proposed(move, learner, before, option)


@routes.timer("move.waits")
async def waits(turn: Turn, move_id: str) -> Effects:
    """A day later: nobody has decided yet."""
    move = await turn.tx.moves.find(move_id)
    if move is None or move.state is not MoveState.WAITING:
        return []
    learner, cohort = await the_member(turn, move.learner_id), await the_cohort(turn, move.cohort_id)
    return [
        Send(ToMember(person.id), wording.still_waits(Voice.to(person), learner), key=f"waits:{move.id}:{person.id}")
        for person in (await on_call(turn, cohort))[:2]
    ]


async def _waiting(turn: Turn, move_id: str) -> Move:
    """Return a move of this cohort that waits for a coordinator."""
    move = await turn.tx.moves.get(move_id)
    if move is None or move.cohort_id != turn.here.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if move.state is not MoveState.WAITING:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return move


@routes.action("move.approve", role=Role.COORDINATOR)
async def approve(turn: Turn, move_id: str) -> Effects:
    """Let the learner move to the mentor who was proposed."""
    move = await _waiting(turn, move_id)
    return await _approved(turn, move, move.to_id)


@routes.action("move.to", role=Role.COORDINATOR)
async def approve_other(turn: Turn, subject: str) -> Effects:
    """Let the learner move to another mentor with room."""
    move_id, _, mentor_id = subject.partition(":")
    return await _approved(turn, await _waiting(turn, move_id), mentor_id)


async def _approved(turn: Turn, move: Move, mentor_id: str) -> Effects:
    mentor, voice = await turn.tx.members.get(mentor_id), Voice.to(turn.me)
    if mentor is None or mentor.cohort_id != move.cohort_id or mentor.role is not Role.MENTOR:
        raise Refused(wording.settled(voice))
    if mentor not in (await room(turn, turn.here)).free(move.from_id):
        raise Refused(wording.full(voice, mentor))
    learner = await the_member(turn, move.learner_id)
    effects = await carry_out(turn, learner, mentor, move)
    card = wording.decided(voice, learner, mentor)
    return [Reply(care_wording.handed_over(voice, learner, mentor)), Revise(f"move:{move.id}", card), *effects]


async def carry_out(turn: Turn, learner: Member, mentor: Member, move: Move) -> Effects:
    """End the pairing and begin the new one; all three are told, and sessions still to come are planned anew."""
    today = local_date(turn.now, turn.here.timezone)
    current = await turn.tx.pairings.of_learner(learner.id)
    effects: Effects = []
    if current is not None:
        await turn.tx.pairings.end(current.id, today)
        before = await the_member(turn, current.mentor_id)
        effects.append(Send(ToMember(before.id), care_wording.moved_away(Voice.to(before), learner)))
    link = next((one.link for one in await turn.tx.pairings.of_mentor(mentor.id) if one.link), "")
    pairing_id = turn.new_id("pairing", learner.id, mentor.id)
    await turn.tx.pairings.add(Pairing(pairing_id, turn.here.id, learner.id, mentor.id, today, link=link))
    await turn.tx.moves.save(move.decided(MoveState.DONE, turn.now, turn.me.id))
    await turn.tx.audit.add(turn.now, turn.me.id, f"pairing.moved:{move.cause}", learner.id)
    return [
        *effects,
        Send(ToMember(mentor.id), care_wording.new_learner(Voice.to(mentor), learner)),
        *await _card(turn, move, learner, mentor),
        Send(ToMember(learner.id), care_wording.new_mentor(Voice.to(learner), mentor)),
        *await hand_over(turn, learner, mentor),
    ]


async def done_by_hand(turn: Turn, learner: Member, mentor: Member) -> Effects:
    """Let a learner move because a coordinator says so, whatever was proposed before."""
    for before in await turn.tx.moves.in_cohort(turn.here.id):
        if before.learner_id == learner.id and before.is_open:
            await turn.tx.moves.save(before.decided(MoveState.DECLINED, turn.now, turn.me.id))
    current = await turn.tx.pairings.of_learner(learner.id)
    from_id = current.mentor_id if current is not None else mentor.id
    ids = (turn.new_id("move", learner.id, mentor.id), turn.here.id, learner.id, from_id, mentor.id)
    done = Move(*ids, MoveCause.COORDINATOR, turn.now, MoveState.DONE)
    await turn.tx.moves.add(done)
    return await carry_out(turn, learner, mentor, done)


async def _card(turn: Turn, move: Move, learner: Member, mentor: Member) -> Effects:
    """Pass on what the learner agreed to; they are asked for a hand-off only."""
    if move.cause not in (MoveCause.WORKLOAD, MoveCause.COVER):
        return []
    before = await the_member(turn, move.from_id)
    shared = await context_of(turn, learner, move.from_id)
    return [Send(ToMember(mentor.id), handoffs.card_for_mentor(Voice.to(mentor), learner, before, shared))]


async def context_of(turn: Turn, learner: Member, mentor_id: str) -> handoffs.Context:
    """Return what a learner and their mentor wrote down together; the mentor's private notes never go along."""
    every = [s for s in await turn.tx.sessions.counted(learner.id) if s.mentor_id == mentor_id]
    newest = list(reversed(every))
    return handoffs.Context(
        tuple(s.shared_note for s in newest if s.shared_note)[:NOTES],
        next((s.step for s in newest if s.step), ""),
        sum(s.state is SessionState.ATTENDED for s in every),
    )


@routes.action("move.decline", role=Role.COORDINATOR)
async def decline(turn: Turn, move_id: str) -> Effects:
    """Leave it as it is for now; whoever asked hears it, with a person to talk to."""
    move = await _waiting(turn, move_id)
    await turn.tx.moves.save(move.decided(MoveState.DECLINED, turn.now, turn.me.id))
    learner = await the_member(turn, move.learner_id)
    await turn.tx.audit.add(turn.now, turn.me.id, "move.declined", learner.id)
    card = wording.decided(Voice.to(turn.me), learner, None)
    effects: Effects = [Reply(card), Revise(f"move:{move.id}", card)]
    match move.cause:
        case MoveCause.FIT:
            effects.append(Send(ToMember(learner.id), wording.stays(Voice.to(learner))))
        case MoveCause.WORKLOAD | MoveCause.COVER:
            both = (learner, await the_member(turn, move.from_id))
            effects += [Send(ToMember(one.id), wording.unchanged(Voice.to(one))) for one in both]
    return effects


@routes.action("move.others", role=Role.COORDINATOR)
async def others(turn: Turn, move_id: str) -> Effects:
    """Show who else has room."""
    move = await _waiting(turn, move_id)
    proposed = await _proposed(turn, turn.here, move)
    found = await ranked(turn, turn.here, [proposed.learner], move.from_id)
    options = [await option_of(turn, one) for one in found if one.mentor_id != move.to_id]
    return [Reply(wording.others(Voice.to(turn.me), proposed, options))]


async def _open_of(turn: Turn, learner: Member) -> Move:
    every = await turn.tx.moves.in_cohort(turn.here.id)
    return next(move for move in every if move.learner_id == learner.id and move.is_open)


@routes.command("coord repair", role=Role.COORDINATOR)
async def repair(turn: Turn, learner: Annotated[Member, "Who needs another mentor"]) -> Effects:
    """Propose another mentor for a learner, with the reasons; you approve it or not."""
    pairing = await turn.tx.pairings.of_learner(learner.id)
    refusal = wording.not_to_be(Voice.to(turn.me), learner)
    if pairing is None:
        raise Refused(refusal)
    found = await ranked(turn, turn.here, [learner], pairing.mentor_id)
    move = Move(
        turn.new_id("move", pairing.id),
        turn.here.id,
        learner.id,
        pairing.mentor_id,
        found[0].mentor_id if found else "",
        MoveCause.COORDINATOR,
        turn.now,
    )
    if not await turn.tx.moves.add(move):
        move = await _open_of(turn, learner)
    if move.state is not MoveState.WAITING:
        raise Refused(refusal)
    return [Reply(wording.proposal(Voice.to(turn.me), await _proposed(turn, turn.here, move)))]
