"""Groups are proposed to coordinators alone, edited, approved and published; only then does anybody hear (G3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def rules_of(cohort: Cohort, least: int = 0, most: int = 0) -> grouping.Rules:
    """Return what is wanted of groups: the cohort's own sizes, or those that were asked for."""
    size = cohort.plan.group_size
    return grouping.Rules(grouping.Sizes(max(least or size.min, 2), max(most or size.max, 2)))


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
        return [Reply(await proposal_card(turn, cohort, waiting, voice))]
    return await looked_for(turn, Wanted())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a proposal; sizes of 0 are the cohort's own. Another `seed` finds others as good."""

    least: int = 0
    most: int = 0
    seed: int = 0


async def looked_for(turn: Turn, wanted: Wanted) -> Effects:
    """Begin to look for groups of whoever is in none; the proposal comes in a moment."""
    voice, cohort = Voice.to(turn.me), turn.here
    learners, sizes = await ungrouped(turn, cohort), rules_of(cohort, wanted.least, wanted.most).sizes
    if not learners:
        raise Refused(wording.all_grouped(voice))
    if not sizes.most_placed(len(learners)):
        raise Refused(wording.too_few(voice, learners, sizes.least))
    subject = ".".join([turn.me.id, *map(str, (wanted.least, wanted.most, wanted.seed))])
    return [Reply(wording.looking(voice, len(learners))), Later(turn.now, Action("group.search", subject))]


@routes.timer("group.search")
async def search(turn: Turn, subject: str) -> Effects:
    """Look for groups, and send them to whoever asked."""
    coordinator_id, *numbers = subject.split(".")
    wanted = Wanted(*map(int, numbers))
    coordinator = await turn.tx.members.find(coordinator_id)
    if coordinator is None or await turn.tx.group_drafts.of_cohort(coordinator.cohort_id) is not None:
        return []
    cohort = await the_cohort(turn, coordinator.cohort_id)
    rules = rules_of(cohort, wanted.least, wanted.most)
    found = grouping.propose(await people(turn, cohort, await ungrouped(turn, cohort)), rules, wanted.seed)
    draft = GroupDraft(
        turn.new_id("group_draft", cohort.id),
        cohort.id,
        turn.now,
        coordinator.id,
        tuple(group.members for group in found.groups),
        tuple(one.member for one in found.unplaced),
        round(found.bound_worst * 100),
        round(found.bound_mean * 100),
        least=wanted.least,
        most=wanted.most,
        seed=wanted.seed,
    )
    await turn.tx.group_drafts.add(draft)
    why = {one.member: one for one in found.unplaced}
    return [Send(ToMember(coordinator.id), await proposal_card(turn, cohort, draft, Voice.to(coordinator), why))]


async def proposal_card(
    turn: Turn, cohort: Cohort, draft: GroupDraft, voice: Voice, why: Mapping[str, grouping.Unplaced] | None = None
) -> Card:
    """Return the card of a proposal as it stands."""
    return wording.proposal(voice, await looked_at(turn, cohort, draft, why))


async def looked_at(
    turn: Turn, cohort: Cohort, draft: GroupDraft, why: Mapping[str, grouping.Unplaced] | None = None
) -> wording.Proposed:
    """Return a proposal with what its groups have in common; its groups in their order."""
    members = {one.id: one for one in await turn.tx.members.in_cohort(cohort.id, Role.LEARNER)}
    ids = [id for group in draft.groups for id in group]
    known = await people(turn, cohort, [members[id] for id in ids])
    rules = rules_of(cohort, draft.least, draft.most)
    judged = grouping.judged(known, rules, draft.groups)
    faults = len(grouping.broken(known, rules, draft.groups))
    return wording.Proposed(draft, judged, members, faults, why or {})


async def open_draft(turn: Turn) -> GroupDraft:
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
    draft, voice = await open_draft(turn), Voice.to(turn.me)
    if not (draft.knows(learner.id) and draft.knows(other.id)) or draft.group_of(learner.id) == draft.group_of(
        other.id
    ):
        raise Refused(wording.no_swap(voice, learner, other))
    changed = draft.swapped(learner.id, other.id).changed_from(draft, turn.now, turn.me.id)
    await turn.tx.group_drafts.save(changed)
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.changed", draft.id)
    return [Reply(await proposal_card(turn, turn.here, changed, voice))]


@routes.command("coord group approve", role=Role.COORDINATOR)
async def approve(turn: Turn) -> Effects:
    """Approve the proposed groups; they are published when you say so, and nobody hears of them before."""
    return await _approved(turn, await open_draft(turn))


@routes.action("group.approve", role=Role.COORDINATOR)
async def approve_these(turn: Turn, draft_id: str) -> Effects:
    """The same, below a proposal; one that was edited since is shown as it is now."""
    return await _approved(turn, await these(turn, draft_id))


async def these(turn: Turn, subject: str) -> GroupDraft:
    """Return the proposal a button is about; `draft.mark` refuses one that was changed since it was shown."""
    draft_id, _, mark = subject.partition(".")
    draft = await open_draft(turn)
    if draft.id != draft_id:
        raise Refused(wording.none_waits(Voice.to(turn.me)))
    if mark and mark != draft.mark:
        raise Refused(wording.changed_since(Voice.to(turn.me), draft, await changer(turn, draft)))
    return draft


async def changer(turn: Turn, draft: GroupDraft) -> Member | None:
    """Return who changed or decided on a proposal last."""
    by = draft.decided_by if draft.state is DraftState.APPROVED else draft.changed_by
    return await turn.tx.members.find(by) if by else None


async def _approved(turn: Turn, draft: GroupDraft) -> Effects:
    approved = draft.decided(DraftState.APPROVED, turn.me.id)
    await turn.tx.group_drafts.save(approved)
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.approved", draft.id)
    return [Reply(await proposal_card(turn, turn.here, approved, Voice.to(turn.me)))]


@routes.action("group.drop", role=Role.COORDINATOR)
async def drop(turn: Turn, draft_id: str) -> Effects:
    """Drop the proposal; nobody heard of it."""
    draft = await these(turn, draft_id)
    await turn.tx.group_drafts.save(draft.decided(DraftState.DROPPED, turn.me.id))
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.dropped", draft.id)
    return [Reply(wording.dropped(Voice.to(turn.me)))]


@routes.action("group.publish", role=Role.COORDINATOR)
async def publish(turn: Turn, draft_id: str) -> Effects:
    """Make approved groups real: rooms, weekly questions, and a word to everybody in them."""
    draft, voice = await these(turn, draft_id), Voice.to(turn.me)
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
