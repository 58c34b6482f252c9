"""Groups are proposed to coordinators alone, edited, approved and published; only then does anybody hear (G3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated

from bot.cards import Action, Card
from bot.domain import grouping
from bot.domain.availability import parse_availability
from bot.domain.cohorts import Cohort
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.members import Member, Role
from bot.domain.pairing import hours
from bot.domain.room import Traits, known
from bot.domain.schedule import local_date
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember
from bot.flows.group_births import born
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import group_drafts as wording
from bot.wording.voice import Voice

routes = Router()


def rules_of(cohort: Cohort) -> grouping.Rules:
    """Return what a cohort wants of its groups."""
    size = cohort.plan.group_size
    return grouping.Rules(grouping.Sizes(max(size.min, 2), max(size.max, 2)))


async def ungrouped(turn: Turn, cohort: Cohort) -> list[Member]:
    """Return the learners who are in no group, by handle."""
    inside = {id for ids in (await turn.tx.groups.member_ids(cohort.id)).values() for id in ids}
    learners = await turn.tx.members.in_cohort(cohort.id, Role.LEARNER)
    return [one for one in learners if one.is_reachable and one.id not in inside]


async def people(turn: Turn, cohort: Cohort, members: Sequence[Member]) -> list[grouping.Member]:
    """Return what forming groups knows of people: what they and their coordinators said, never more."""
    traits = await turn.tx.traits.in_cohort(cohort.id)
    ids = {one.handle.casefold(): one.id for one in members}
    today, length = local_date(turn.now, cohort.timezone), timedelta(minutes=cohort.plan.sessions.minutes)
    found = []
    for one in members:
        said = traits.get(one.id, Traits(one.id))
        starts = hours(parse_availability(one.availability), one.timezone, today, length)
        avoid = known(said.avoid, ids)
        stage = said.stage or (said.module or 0)
        found.append(grouping.Member(one.id, stage, said.goals, one.language, said.affinity, starts, avoid))
    return found


@routes.command("coord group propose", role=Role.COORDINATOR)
async def propose(turn: Turn) -> Effects:
    """Propose groups for whoever is in none, with reasons; only coordinators see it."""
    voice, cohort = Voice.to(turn.me), turn.here
    waiting = await turn.tx.group_drafts.of_cohort(cohort.id)
    if waiting is not None:
        return [Reply(await _card(turn, cohort, waiting, voice))]
    learners, sizes = await ungrouped(turn, cohort), rules_of(cohort).sizes
    if not learners:
        raise Refused(wording.all_grouped(voice))
    if not sizes.most_placed(len(learners)):
        raise Refused(wording.too_few(voice, learners, sizes.least))
    return [Reply(wording.looking(voice, len(learners))), Later(turn.now, Action("group.search", turn.me.id))]


@routes.timer("group.search")
async def search(turn: Turn, coordinator_id: str) -> Effects:
    """Look for groups, and send them to whoever asked."""
    coordinator = await turn.tx.members.find(coordinator_id)
    if coordinator is None or await turn.tx.group_drafts.of_cohort(coordinator.cohort_id) is not None:
        return []
    cohort = await the_cohort(turn, coordinator.cohort_id)
    found = grouping.propose(await people(turn, cohort, await ungrouped(turn, cohort)), rules_of(cohort))
    draft = GroupDraft(
        turn.new_id("group_draft", cohort.id),
        cohort.id,
        turn.now,
        coordinator.id,
        tuple(group.members for group in found.groups),
        tuple(one.member for one in found.unplaced),
        round(found.bound_worst * 100),
        round(found.bound_mean * 100),
    )
    await turn.tx.group_drafts.add(draft)
    why = {one.member: one for one in found.unplaced}
    return [Send(ToMember(coordinator.id), await _card(turn, cohort, draft, Voice.to(coordinator), why))]


async def _card(
    turn: Turn, cohort: Cohort, draft: GroupDraft, voice: Voice, why: Mapping[str, grouping.Unplaced] | None = None
) -> Card:
    members = {one.id: one for one in await turn.tx.members.in_cohort(cohort.id, Role.LEARNER)}
    ids = [id for group in draft.groups for id in group]
    known = await people(turn, cohort, [members[id] for id in ids])
    rules = rules_of(cohort)
    judged = grouping.judged(known, rules, draft.groups)
    faults = len(grouping.broken(known, rules, draft.groups))
    return wording.proposal(voice, wording.Proposed(draft, judged, members, faults, why or {}))


async def _open(turn: Turn) -> GroupDraft:
    draft = await turn.tx.group_drafts.of_cohort(turn.here.id)
    if draft is None:
        raise Refused(wording.none_waits(Voice.to(turn.me)))
    return draft


@routes.command("coord group edit", role=Role.COORDINATOR)
async def edit(
    turn: Turn,
    learner: Annotated[Member, "Who moves"],
    other: Annotated[Member, "With whom they change places"],
) -> Effects:
    """Let two people of the proposed groups change places; the reasons are worked out anew."""
    draft, voice = await _open(turn), Voice.to(turn.me)
    if not (draft.knows(learner.id) and draft.knows(other.id)) or draft.group_of(learner.id) == draft.group_of(
        other.id
    ):
        raise Refused(wording.no_swap(voice, learner, other))
    changed = draft.swapped(learner.id, other.id)
    await turn.tx.group_drafts.save(changed)
    return [Reply(await _card(turn, turn.here, changed, voice))]


@routes.command("coord group approve", role=Role.COORDINATOR)
async def approve(turn: Turn) -> Effects:
    """Approve the proposed groups; they are published when you say so, and nobody hears of them before."""
    return await _approved(turn, await _open(turn))


@routes.action("group.approve", role=Role.COORDINATOR)
async def approve_these(turn: Turn, draft_id: str) -> Effects:
    """The same, below a proposal; one that was edited since is shown as it is now."""
    return await _approved(turn, await _these(turn, draft_id))


async def _these(turn: Turn, draft_id: str) -> GroupDraft:
    draft = await _open(turn)
    if draft.id != draft_id:
        raise Refused(wording.none_waits(Voice.to(turn.me)))
    return draft


async def _approved(turn: Turn, draft: GroupDraft) -> Effects:
    approved = draft.decided(DraftState.APPROVED, turn.me.id)
    await turn.tx.group_drafts.save(approved)
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.approved", draft.id)
    return [Reply(await _card(turn, turn.here, approved, Voice.to(turn.me)))]


@routes.action("group.drop", role=Role.COORDINATOR)
async def drop(turn: Turn, draft_id: str) -> Effects:
    """Drop the proposal; nobody heard of it."""
    draft = await _these(turn, draft_id)
    await turn.tx.group_drafts.save(draft.decided(DraftState.DROPPED, turn.me.id))
    return [Reply(wording.dropped(Voice.to(turn.me)))]


@routes.action("group.publish", role=Role.COORDINATOR)
async def publish(turn: Turn, draft_id: str) -> Effects:
    """Make approved groups real: rooms, weekly questions, and a word to everybody in them."""
    draft, voice = await _these(turn, draft_id), Voice.to(turn.me)
    if draft.state is not DraftState.APPROVED:
        raise Refused(wording.not_approved(voice))
    free = {one.id: one for one in await ungrouped(turn, turn.here)}
    groups = [[free[id] for id in group if id in free] for group in draft.groups]
    effects: Effects = []
    names: list[str] = []
    load = Counter(one.facilitator_id for one in await turn.tx.groups.in_cohort(turn.here.id))
    for members in groups:
        if members:
            group, told = await born(turn, turn.here, members, load)
            load[group.facilitator_id] += 1
            names.append(group.name)
            effects += told
    await turn.tx.group_drafts.save(draft.decided(DraftState.PUBLISHED, turn.me.id))
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.published", draft.id)
    return [Reply(wording.published(voice, names)), *effects]
