"""Whoever comes late gets a place in a group that runs: a coordinator presses once, everybody concerned hears of it."""

from typing import Annotated

from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.merging import Circle, with_room
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows import introductions
from bot.flows.merging import circles
from bot.flows.norms import agreed
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import placing as wording
from bot.wording.voice import Voice

routes = Router()


async def ask_for_place(turn: Turn, cohort: Cohort, learner: Member) -> Effects:
    """Ask the coordinator on duty where a late learner belongs; nothing where the cohort has no groups."""
    every = await circles(turn, cohort)
    if not every:
        return []
    rooms = with_room(every, cohort.plan.group_size)
    first = (await on_call(turn, cohort))[:1]
    return [Send(ToMember(one.id), wording.asked(Voice.to(one), learner, rooms)) for one in first]


@routes.command("coord group place", role=Role.COORDINATOR)
async def place(turn: Turn, learner: Annotated[Member, "Who is in no group yet"]) -> Effects:
    """Give a learner a place in a group that runs already; you see which ones have room."""
    await _is_free(turn, learner)
    return [Reply(wording.asked(Voice.to(turn.me), learner, await _rooms(turn)))]


async def _rooms(turn: Turn) -> list[Circle]:
    return with_room(await circles(turn, turn.here), turn.here.plan.group_size)


async def _is_free(turn: Turn, learner: Member) -> None:
    """Refuse what no group can take: who is no learner of ours, who is gone, who has a group."""
    voice = Voice.to(turn.me)
    if learner.role is not Role.LEARNER or not learner.is_reachable:
        raise Refused(wording.nobody_to_place(voice, learner))
    group = await turn.tx.groups.of_member(learner.id)
    if group is not None:
        raise Refused(wording.has_one(voice, learner, group))


@routes.action("group.place", role=Role.COORDINATOR)
async def placed(turn: Turn, subject: str) -> Effects:
    """Put a learner into a group, if there is still room; they, whoever looks after it and the group hear of it."""
    learner_id, _, group_id = subject.partition(":")
    learner = await turn.tx.members.get(learner_id)
    if learner is None or learner.cohort_id != turn.here.id:
        raise Refused(common.not_yours())
    await _is_free(turn, learner)
    chosen = next((circle.group for circle in await _rooms(turn) if circle.group.id == group_id), None)
    if chosen is None:
        raise Refused(wording.full(Voice.to(turn.me), learner))
    others = await turn.tx.groups.members(chosen.id)
    await turn.tx.groups.join(chosen.id, learner.id, local_date(turn.now, learner.timezone))
    await turn.tx.audit.add(turn.now, turn.me.id, f"member.placed:{chosen.id}", learner.id)
    done = wording.placed(Voice.to(turn.me), learner, chosen)
    return [
        Reply(done),
        *await _told(turn, chosen, learner, others),
        *await introductions.of_one(turn, chosen, learner),
    ]


async def _told(turn: Turn, group: Group, learner: Member, others: list[Member]) -> Effects:
    mentor = await turn.tx.members.find(group.facilitator_id) if group.facilitator_id else None
    told: Effects = []
    if learner.state is not MemberState.INVITED:  # whoever has not begun reads it all when they do
        week = turn.here.week_at(turn.now, learner.timezone)
        prompt = turn.here.plan.prompt(week - group.weeks_behind)
        card = wording.yours(Voice.to(learner), group, others, await agreed(turn, group), prompt)
        told.append(Send(ToMember(learner.id), card))
    if mentor is not None and mentor.is_reachable:
        told.append(Send(ToMember(mentor.id), wording.to_facilitator(Voice.to(mentor), group, learner)))
    return told
