"""A group's own page: what it is for, who does what, and what it agreed on, a line from each who likes (G4, G5)."""

from collections.abc import Mapping

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member, Role
from bot.domain.norms import LONGEST, Norm, NormState
from bot.domain.topics import open_in
from bot.effects import Effects, Refused, Reply, Revise, Send, ToGroup, ToMember, Urgency
from bot.flows.hosts import host_of
from bot.flows.passing_on import looked_at
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import norms as wording
from bot.wording.reviews import held_back
from bot.wording.voice import Voice

routes = Router()


async def agreed(turn: Turn, group: Group) -> list[str]:
    """Return what a group agreed on, in the order it was offered; what was erased is left out."""
    every = await turn.tx.norms.of_group(group.id)
    return [norm.text for norm in every if norm.state is NormState.AGREED and norm.text]


@routes.command("peer my group")
async def page(turn: Turn) -> Effects:
    """Show your group: what it is for, who does what, and what you agreed on among yourselves."""
    groups = [one] if (one := await turn.tx.groups.of_member(turn.me.id)) else []
    groups = groups or [g for g in await turn.tx.groups.facilitated_by(turn.me.id) if g.cohort_id == turn.here.id]
    if not groups:
        raise Refused(wording.no_group(Voice.to(turn.me)))
    return [Reply(await _page(turn, group)) for group in groups[:1]]


async def _page(turn: Turn, group: Group) -> Card:
    facilitator = await turn.tx.members.find(group.facilitator_id) if group.facilitator_id else None
    norms = await turn.tx.norms.of_group(group.id)
    may_add = turn.me.role is Role.LEARNER and all(norm.member_id != turn.me.id for norm in norms)
    return wording.page(Voice.to(turn.me), await _seen(turn, group), facilitator, may_add=may_add)


async def _seen(turn: Turn, group: Group) -> wording.Seen:
    """Return a group as its own page shows it."""
    every = await turn.tx.topics.open_in(group.cohort_id)
    topics = (*open_in(every, group.id), *open_in(every, ""))
    host = await host_of(turn, turn.here, group, turn.here.week_at(turn.now, group.timezone))
    return wording.Seen(group, await agreed(turn, group), topics, host)


@routes.action("norms.add", role=Role.LEARNER)
async def add(turn: Turn, _subject: str) -> Effects:
    """Open the form for one line; it goes to whoever looks after the group, without a name."""
    await _mine(turn)
    return [Reply(wording.form(Voice.to(turn.me)))]


@routes.form("norms.submit", role=Role.LEARNER)
async def submit(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep the line and ask whoever looks after the group."""
    group, voice = await _mine(turn), Voice.to(turn.me)
    text = " ".join(values.get("text", "").split())[:LONGEST]
    if not text:
        return [Reply(wording.form(voice))]
    care, may_go_on = await looked_at(turn, text)
    if not may_go_on:
        return [Reply(held_back(voice)), *care]
    norm = Norm(turn.new_id("norm", group.id, turn.me.id), group.id, turn.me.id, turn.now, text=text)
    await turn.tx.norms.add(norm)
    person = await _decides(turn, turn.here, group)
    if person is None:
        return [Reply(wording.offered(voice)), *care]
    card = wording.asked(Voice.to(person), group, norm)
    return [Reply(wording.offered(voice)), Send(ToMember(person.id), card, tag=f"norm:{norm.id}"), *care]


async def _mine(turn: Turn) -> Group:
    """Return the acting learner's group, to which they have not added a line yet."""
    group = await turn.tx.groups.of_member(turn.me.id)
    if group is None:
        raise Refused(wording.no_group(Voice.to(turn.me)))
    if any(norm.member_id == turn.me.id for norm in await turn.tx.norms.of_group(group.id)):
        raise Refused(wording.one_each(Voice.to(turn.me)))
    return group


async def _decides(turn: Turn, cohort: Cohort, group: Group) -> Member | None:
    """Return who confirms a group's norms: whoever looks after it, else the coordinator on duty."""
    facilitator = await turn.tx.members.find(group.facilitator_id) if group.facilitator_id else None
    if facilitator is not None and facilitator.is_active:
        return facilitator
    return next(iter(await on_call(turn, cohort)), None)


@routes.action("norms.agree")
async def agree(turn: Turn, norm_id: str) -> Effects:
    """Confirm a line: it stands in the group's pinned list from now on."""
    norm, group = await _open(turn, norm_id)
    await turn.tx.norms.save(norm.decided(is_agreed=True))
    voice, tag = Voice.to(turn.me), f"norms:{group.id}"
    card = wording.pinned(Voice.to(group), await agreed(turn, group))
    is_there = bool(await turn.tx.outbox.tagged(tag))
    return [
        Reply(wording.decided(voice, group, is_agreed=True)),
        Revise(f"norm:{norm.id}", wording.settled(voice)),
        Revise(tag, card) if is_there else Send(ToGroup(group.id), card, Urgency.PROMPT, tag=tag, key=tag),
    ]


@routes.action("norms.leave_out")
async def leave_out(turn: Turn, norm_id: str) -> Effects:
    """Leave a line out; nobody is told, since nobody knows whose it was."""
    norm, group = await _open(turn, norm_id)
    await turn.tx.norms.save(norm.decided(is_agreed=False))
    voice = Voice.to(turn.me)
    return [Reply(wording.decided(voice, group, is_agreed=False)), Revise(f"norm:{norm.id}", wording.settled(voice))]


async def _open(turn: Turn, norm_id: str) -> tuple[Norm, Group]:
    """Return a norm the acting person may decide on, once; Refused for anybody else."""
    norm = await turn.tx.norms.get(norm_id)
    group = await turn.tx.groups.find(norm.group_id) if norm is not None else None
    if norm is None or group is None or group.cohort_id != turn.here.id:
        raise Refused(common.not_yours())
    if turn.me.role is not Role.COORDINATOR and group.facilitator_id != turn.me.id:
        raise Refused(common.not_yours())
    if norm.state is not NormState.OFFERED:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return norm, group
