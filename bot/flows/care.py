"""What coordinators arrange for one person: another pace, a care pause, another mentor; and who is on call."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.check_ins import next_opening
from bot.domain.members import Absence, AbsenceKind, Member, MemberState, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows.moves import done_by_hand
from bot.flows.people import on_call
from bot.flows.session_plans import call_off_between
from bot.flows.training import trained
from bot.router import Router
from bot.turn import Turn
from bot.wording import care as wording
from bot.wording.voice import Voice

routes = Router()

SLOWEST = 4
"""Weeks between two check-ins at most."""


@routes.command("coord pace", role=Role.COORDINATOR)
async def pace(
    turn: Turn,
    learner: Annotated[Member, "Whose pace"],
    every: Annotated[int, "Weeks from one check-in to the next: 1 to 4"],
) -> Effects:
    """Give a learner more time between check-ins, counted from their last one."""
    voice = Voice.to(turn.me)
    if learner.role is not Role.LEARNER:
        raise Refused(wording.not_a_learner(voice, learner))
    _has_not_left(turn, learner)
    if not 1 <= every <= SLOWEST:
        raise Refused(wording.impossible_pace(voice, SLOWEST))
    history = await turn.tx.check_ins.history(learner.id)
    last = history[-1].week if history else 1
    paced = replace(learner, check_in_every=every, check_in_from=last)
    await turn.tx.members.save(paced)
    opening = next_opening(paced, turn.here, await turn.tx.absences.of_member(learner.id), turn.now)
    next_on = opening.on if opening is not None else None
    await turn.tx.audit.add(turn.now, turn.me.id, f"member.pace:{every}", learner.id)
    return [
        Send(
            ToMember(learner.id),
            wording.new_pace(Voice.to(learner), every, next_on),
            key=f"pace:{learner.id}:{turn.now}",
        ),
        Reply(wording.pace_set(voice, learner, every)),
    ]


def _has_not_left(turn: Turn, member: Member) -> None:
    if member.state in (MemberState.LEFT, MemberState.DECLINED):
        raise Refused(wording.has_left(Voice.to(turn.me), member))


@routes.command("coord care", role=Role.COORDINATOR)
async def care(
    turn: Turn,
    learner: Annotated[Member, "Who gets a care pause"],
    until: Annotated[date, "The last day of it"],
) -> Effects:
    """Give somebody a care pause: nothing is expected of them until that day."""
    voice = Voice.to(turn.me)
    today = local_date(turn.now, learner.timezone)
    _has_not_left(turn, learner)
    if until < today:
        raise Refused(wording.past_day(voice, until))
    absence_id = turn.new_id("care", learner.id, until)
    await turn.tx.absences.add(Absence(absence_id, learner.id, AbsenceKind.CARE_PAUSE, today, until))
    await turn.tx.audit.add(turn.now, turn.me.id, "member.care_pause", learner.id)
    return [
        Send(ToMember(learner.id), wording.care_given(Voice.to(learner), until), key=f"care:{learner.id}:{turn.now}"),
        Reply(wording.care_set(voice, learner, until)),
        *await call_off_between(turn, learner, today, until),
    ]


@routes.command("coord handoff", role=Role.COORDINATOR)
async def handoff(
    turn: Turn,
    learner: Annotated[Member, "Which learner"],
    mentor: Annotated[Member, "The new mentor"],
) -> Effects:
    """Move a learner to another mentor; all three are told in neutral words."""
    voice = Voice.to(turn.me)
    if learner.role is not Role.LEARNER or mentor.role is not Role.MENTOR:
        raise Refused(wording.wrong_roles(voice))
    for one in (learner, mentor):
        _has_not_left(turn, one)
    current = await turn.tx.pairings.of_learner(learner.id)
    if current is not None and current.mentor_id == mentor.id:
        raise Refused(wording.already_theirs(voice, learner, mentor))
    if not await trained(turn, turn.here, [mentor]):
        raise Refused(wording.not_trained(voice, mentor))
    effects = await done_by_hand(turn, learner, mentor)
    return [Reply(wording.handed_over(voice, learner, mentor)), *effects]


@routes.command("coord rota show", role=Role.COORDINATOR)
async def rota(turn: Turn) -> Effects:
    """Show who is on call now and who comes next."""
    return [Reply(wording.rota(Voice.to(turn.me), await on_call(turn, turn.here), turn.here))]
