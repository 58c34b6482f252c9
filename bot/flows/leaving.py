"""People leave the programme, or the platform; some come back. Nobody is shamed, nobody is left without a person."""

from dataclasses import replace
from datetime import date

from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, MemberState, Role
from bot.domain.schedule import local_date
from bot.effects import Effect, Effects, Refused, Reply, Send, ToMember, Urgency
from bot.events import MemberJoined, MemberLeft
from bot.flows.cases import hand_back
from bot.flows.merging import shrunk
from bot.flows.onboarding import invite_now
from bot.flows.people import mentor_of, on_call, the_cohort, the_member
from bot.flows.session_plans import call_off_between
from bot.router import Router
from bot.turn import Turn
from bot.wording import absences as asking
from bot.wording import leaving as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer leave", always=True)
async def leave(turn: Turn) -> Effects:
    """Leave the programme; asks once whether you are sure."""
    if turn.me.state is MemberState.LEFT:
        raise Refused(asking.gone_already(Voice.to(turn.me)))
    return [Reply(asking.sure(Voice.to(turn.me)))]


@routes.action("member.leave", always=True)
async def really_leave(turn: Turn, _subject: str) -> Effects:
    """Leave: nothing more is sent, places end, and whoever has to know is told, nobody publicly."""
    me = turn.me
    if me.state is MemberState.LEFT:
        raise Refused(asking.gone_already(Voice.to(me)))
    if me.role is Role.COORDINATOR and not await other_coordinators(turn, me):
        raise Refused(wording.last_coordinator(Voice.to(me)))
    return [Reply(asking.goodbye(Voice.to(me))), *await leave_everything(turn, me)]


async def leave_everything(turn: Turn, me: Member, tag: str = "") -> Effects:
    """End somebody's places and sessions and tell whom it concerns; `tag` marks what they are told."""
    told = await _told(turn, turn.here, me, for_good=True)
    group = await turn.tx.groups.of_member(me.id)
    await _end_places(turn, me)
    await turn.tx.members.save(replace(me, state=MemberState.LEFT))
    told += await shrunk(turn, turn.here, group)
    await turn.tx.audit.add(turn.now, me.id, "member.left", me.id)
    told += await call_off_between(turn, me, local_date(turn.now, me.timezone), date.max)
    return [_marked(each, tag) for each in told] if tag else told


def _marked(effect: Effect, tag: str) -> Effect:
    """Mark what somebody is told; what is told of a case keeps the case's mark."""
    if isinstance(effect, Send) and not effect.tag.startswith("case:"):
        return replace(effect, tag=tag)
    return effect


async def _end_places(turn: Turn, member: Member) -> None:
    today = local_date(turn.now, member.timezone)
    await turn.tx.groups.leave(member.id, today)
    await turn.tx.spaces.leave_all(member.id)
    pairing = await turn.tx.pairings.of_learner(member.id)
    for ending in [pairing] if pairing else await turn.tx.pairings.of_mentor(member.id):
        await turn.tx.pairings.end(ending.id, today)


@routes.on(MemberLeft)
async def left_the_platform(turn: Turn, event: MemberLeft) -> Effects:
    """Somebody left the workspace: nothing is sent to them any more, and their place is kept for a return."""
    effects: Effects = []
    for member in await turn.tx.members.of_account(event.by):
        cohort = await the_cohort(turn, member.cohort_id)
        takes_part = member.state in (MemberState.ACTIVE, MemberState.PAUSED)
        if not takes_part or cohort.state is CohortState.CLOSED or len(await turn.tx.members.accounts(member.id)) > 1:
            continue
        effects += await _told(turn, cohort, member, for_good=False)
        await turn.tx.members.save(replace(member, state=MemberState.GONE))
        effects += await shrunk(turn, cohort, await turn.tx.groups.of_member(member.id))
        await turn.tx.audit.add(turn.now, member.id, "member.left_platform", member.id)
    return effects


@routes.on(MemberJoined)
async def joined(turn: Turn, event: MemberJoined) -> Effects:
    """Somebody entered the workspace: whom we know is welcome, whom we don't know is left in peace."""
    effects: Effects = []
    for member in await turn.tx.members.of_account(event.by):
        cohort = await the_cohort(turn, member.cohort_id)
        if cohort.state is CohortState.CLOSED or cohort.week_at(turn.now, member.timezone) > cohort.weeks:
            continue
        match member.state:
            case MemberState.INVITED:
                effects += await _invite(turn, cohort, member)
            case MemberState.GONE:
                effects += await _welcome_back(turn, cohort, member)
    return effects


async def _invite(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Invite, unless the invitations are still to come or this one has arrived before."""
    opens_on = cohort.plan.onboarding_on
    is_early = opens_on is not None and local_date(turn.now, member.timezone) < opens_on
    if is_early or await turn.tx.outbox.tagged(f"invitation:{member.id}"):
        return []
    return await invite_now(turn, member)


async def _welcome_back(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Somebody is back on the platform: paused until they say so themselves."""
    back = replace(member, state=MemberState.PAUSED)
    await turn.tx.members.save(back)
    return [Send(ToMember(member.id), wording.welcome_back(Voice.to(back), back, cohort), Urgency.ANSWER)]


async def _told(turn: Turn, cohort: Cohort, member: Member, *, for_good: bool) -> Effects:
    """Tell those to whom it matters: a learner's mentor, a mentor's learners, the coordinators."""
    match member.role:
        case Role.LEARNER:
            return await _learner_left(turn, cohort, member, for_good=for_good)
        case Role.MENTOR:
            return await _mentor_left(turn, cohort, member, for_good=for_good)
        case Role.COORDINATOR:
            return await _coordinator_left(turn, cohort, member)


async def _learner_left(turn: Turn, cohort: Cohort, learner: Member, *, for_good: bool) -> Effects:
    mentor = await mentor_of(turn, learner)
    effects: Effects = []
    if mentor is not None:
        card = wording.to_mentor(Voice.to(mentor), learner, for_good=for_good)
        effects.append(Send(ToMember(mentor.id), card))
    for coordinator in (await on_call(turn, cohort))[:1]:
        card = wording.to_coordinator(Voice.to(coordinator), learner, for_good=for_good)
        effects.append(Send(ToMember(coordinator.id), card))
    return effects


async def _mentor_left(turn: Turn, cohort: Cohort, mentor: Member, *, for_good: bool) -> Effects:
    learners = [await the_member(turn, p.learner_id) for p in await turn.tx.pairings.of_mentor(mentor.id)]
    effects: Effects = []
    for coordinator in (await on_call(turn, cohort))[:1]:
        card = wording.mentor_left(Voice.to(coordinator), mentor, learners, for_good=for_good)
        effects.append(Send(ToMember(coordinator.id), card))
    if for_good:
        effects += [Send(ToMember(one.id), wording.between_mentors(Voice.to(one), mentor)) for one in learners]
    return effects


async def _coordinator_left(turn: Turn, cohort: Cohort, coordinator: Member) -> Effects:
    """Their cases go back to the line, and the others know that they are fewer."""
    others = await other_coordinators(turn, coordinator)
    effects: Effects = [
        Send(ToMember(other.id), wording.coordinator_left(Voice.to(other), coordinator)) for other in others
    ]
    return [*effects, *await cases_back(turn, cohort, coordinator)]


async def cases_back(turn: Turn, cohort: Cohort, coordinator: Member) -> Effects:
    """Give the cases of a coordinator who is not there any more, or for a while, back to the line."""
    effects: Effects = []
    for case in await turn.tx.cases.open_in(cohort.id):
        if case.owner_id == coordinator.id:
            effects += await hand_back(turn, cohort, case, without=coordinator.id)
    return effects


async def other_coordinators(turn: Turn, coordinator: Member) -> list[Member]:
    """Return who is left to hear of an emergency when a coordinator goes."""
    everybody = await turn.tx.members.in_cohort(coordinator.cohort_id, Role.COORDINATOR)
    return [member for member in everybody if member.id != coordinator.id and member.is_active]
