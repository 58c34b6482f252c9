"""Pairs are proposed, looked at, approved and published; nobody sees one before (G3, S6, F1)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated

from bot.cards import Card
from bot.cohort_file import PairingRow
from bot.domain.cohorts import Cohort
from bot.domain.members import Called, Member, MemberState, Pairing, Role
from bot.domain.pairing import Proposal, score
from bot.domain.proposals import PairProposal, best_pairs, mark_of, not_ready
from bot.domain.room import Candidate, Room, good_reasons, sides
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.events import ActionChosen
from bot.flows.people import the_member
from bot.flows.training import trained
from bot.router import Router
from bot.turn import Turn
from bot.wording import moves as moves_wording
from bot.wording import pairing as wording
from bot.wording.voice import Voice

routes = Router()

MAY_COME = (MemberState.ACTIVE, MemberState.INVITED, MemberState.PAUSED)
MAY_MENTOR = (MemberState.ACTIVE, MemberState.INVITED)
"""Before the start also those who have not begun."""


async def of_file(turn: Turn, cohort: Cohort, rows: Iterable[PairingRow], people: dict[str, Member]) -> None:
    """Store the pairs of a cohort file: published, or to be published when mentors are trained first."""
    for row in rows:
        for learner in row.learners:
            ids = (turn.new_id("pairing", cohort.id, learner), cohort.id, people[learner].id, people[row.mentor].id)
            if cohort.plan.training is None:
                await turn.tx.pairings.add(Pairing(*ids, cohort.starts_on, link=row.link))
            else:
                await turn.tx.pair_proposals.add(PairProposal(*ids, turn.now, row.link, is_by_hand=True))


async def _room(turn: Turn) -> Room:
    """Return who mentors how many; before the start also those who have not begun."""
    mentors = await turn.tx.members.in_cohort(turn.here.id, Role.MENTOR)
    return Room(
        tuple(one for one in mentors if one.state in MAY_MENTOR),
        await turn.tx.traits.in_cohort(turn.here.id),
        tuple(await turn.tx.pairings.in_cohort(turn.here.id)),
    )


async def unpaired(turn: Turn, room: Room) -> list[Member]:
    """Return the learners of a cohort who have no mentor."""
    paired = {pairing.learner_id for pairing in room.pairings}
    learners = await turn.tx.members.in_cohort(turn.here.id, Role.LEARNER)
    return [one for one in learners if one.id not in paired and one.state in MAY_COME]


async def possible(turn: Turn) -> list[PairProposal]:
    """Return the proposals that can still come true, by the handles of mentor and learner. Changes nothing."""
    called = {one.id: one for one in await turn.tx.members.called(turn.here.id)}
    paired = {learner for learner, _ in await turn.tx.tallies.paired(turn.here.id)}
    return still_possible(await turn.tx.pair_proposals.in_cohort(turn.here.id), called, paired)


def still_possible(
    pairs: Iterable[PairProposal], called: Mapping[str, Called], paired: Collection[str]
) -> list[PairProposal]:
    """Return the proposals of people who may come and have nobody, by the handles of mentor and learner."""
    people = {one.id: one.handle for one in called.values() if one.state in MAY_COME}
    kept = [
        pair
        for pair in pairs
        if pair.learner_id in people and pair.mentor_id in people and pair.learner_id not in paired
    ]
    return sorted(kept, key=lambda pair: (people[pair.mentor_id], people[pair.learner_id]))


async def _current(turn: Turn) -> list[PairProposal]:
    """Return the proposals that can still come true; others are forgotten."""
    kept = await possible(turn)
    ids = {pair.id for pair in kept}
    for pair in await turn.tx.pair_proposals.in_cohort(turn.here.id):
        if pair.id not in ids:
            await turn.tx.pair_proposals.remove(pair.id)
    return kept


async def _planned(turn: Turn, pairs: Collection[PairProposal], proposal: Proposal | None = None) -> wording.Planned:
    unpaired = proposal.unpaired if proposal is not None else ()
    ids = {one for pair in pairs for one in (pair.learner_id, pair.mentor_id)} | {one.learner for one in unpaired}
    return wording.Planned(tuple(pairs), {one: await the_member(turn, one) for one in sorted(ids)}, unpaired)


@routes.command("coord pair propose", role=Role.COORDINATOR)
async def propose(turn: Turn) -> Effects:
    """Propose a mentor for every learner without one; what you changed or approved stays."""
    room = await _room(turn)
    learners, before = await unpaired(turn, room), await _current(turn)
    if not learners:
        raise Refused(wording.nothing_planned(Voice.to(turn.me)))
    proposal, _ = best_pairs(learners, room, before, *_clock(turn))
    pairs = await _stored(turn, proposal, before)
    await turn.tx.audit.add(turn.now, turn.me.id, "pairs.proposed", turn.here.id)
    return [Reply(wording.planned(Voice.to(turn.me), await _planned(turn, pairs, proposal)))]


def _clock(turn: Turn) -> tuple[date, timedelta]:
    length = timedelta(minutes=turn.here.plan.sessions.minutes)
    return max(turn.here.starts_on, local_date(turn.now, turn.here.timezone)), length


async def _stored(turn: Turn, proposal: Proposal, before: Collection[PairProposal]) -> list[PairProposal]:
    """Store what was proposed in the place of what was; return all of it, by mentor."""
    known = {pair.learner_id: pair for pair in before}
    chosen = {pair.learner: pair.mentor for pair in proposal.pairs}
    for learner_id, pair in known.items():
        if chosen.get(learner_id) != pair.mentor_id:
            await turn.tx.pair_proposals.remove(pair.id)
    for learner_id, mentor_id in chosen.items():
        if learner_id not in known or known[learner_id].mentor_id != mentor_id:
            ids = (turn.new_id("pair", learner_id, mentor_id), turn.here.id, learner_id, mentor_id)
            await turn.tx.pair_proposals.add(PairProposal(*ids, turn.now))
    return await _current(turn)


@routes.command("coord pair explain", role=Role.COORDINATOR)
async def explain(turn: Turn, learner: Annotated[Member, "Whose pair"]) -> Effects:
    """Say why a learner would get this mentor, and who else has room; nobody is told."""
    voice = Voice.to(turn.me)
    pair = next((one for one in await _current(turn) if one.learner_id == learner.id), None)
    if pair is None:
        raise Refused(wording.nothing_planned(voice))
    others = (await places(turn)).free(pair.mentor_id)
    reasons = moves_wording.reasons(voice, await _option(turn, learner, pair))
    return [Reply(wording.explained(voice, pair, await _planned(turn, [pair]), reasons, others))]


async def places(turn: Turn) -> Room:
    """Return the room there is when every proposal counts as a pair."""
    room = await _room(turn)
    proposed = [
        Pairing(one.id, one.cohort_id, one.learner_id, one.mentor_id, turn.here.starts_on)
        for one in await turn.tx.pair_proposals.in_cohort(turn.here.id)
    ]
    return Room(room.mentors, room.traits, (*room.pairings, *proposed))


async def _option(turn: Turn, learner: Member, pair: PairProposal) -> moves_wording.Option:
    room, mentor = await places(turn), await the_member(turn, pair.mentor_id)
    good = good_reasons(score(*sides([learner], [mentor], room, *_clock(turn))), 0, 0)
    load, capacity = room.load(mentor.id), room.of(mentor.id).capacity
    return moves_wording.Option(Candidate(learner.id, mentor.id, 0, load, capacity, good), mentor)


@routes.action("pairing.give", role=Role.COORDINATOR)
async def give(turn: Turn, subject: str) -> Effects:
    """Give a learner another mentor, before anybody knows; it wants a yes again.

    `pair.mentor` names the mentor it was shown with: somebody else may have given them another one since.
    """
    pair_id, _, seen = subject.partition(".")
    chosen = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    pair = next((one for one in await _current(turn) if one.id == pair_id), None)
    mentor = next((one for one in (await places(turn)).free() if one.id == chosen), None)
    if pair is None or mentor is None:
        raise Refused(wording.nothing_planned(Voice.to(turn.me)))
    if seen and seen != pair.mentor_id:
        raise Refused(await _given_meanwhile(turn, pair, mentor))
    await turn.tx.pair_proposals.save(pair.given_to(mentor.id))
    await turn.tx.audit.add(turn.now, turn.me.id, "pair.changed", pair.learner_id)
    return [Reply(wording.given(Voice.to(turn.me), await the_member(turn, pair.learner_id), mentor))]


async def _given_meanwhile(turn: Turn, pair: PairProposal, wanted: Member) -> Card:
    people = [await the_member(turn, one) for one in (pair.learner_id, pair.mentor_id)]
    return wording.given_meanwhile(Voice.to(turn.me), pair, people[0], people[1], wanted)


@routes.command("coord pair approve", role=Role.COORDINATOR)
async def approve(turn: Turn) -> Effects:
    """Approve every proposed pair; nobody is told before you publish."""
    return await _approve(turn, await _current(turn))


@routes.action("pairing.approve", role=Role.COORDINATOR)
async def approve_these(turn: Turn, mark: str) -> Effects:
    """The same, for the pairs somebody looks at: none that was changed since."""
    pairs = await _current(turn)
    if mark != mark_of(pairs):
        raise Refused(wording.changed_since(Voice.to(turn.me)))
    return await _approve(turn, pairs)


async def _approve(turn: Turn, pairs: Collection[PairProposal]) -> Effects:
    if not pairs:
        raise Refused(wording.nothing_planned(Voice.to(turn.me)))
    for pair in pairs:
        await turn.tx.pair_proposals.save(pair.approved(turn.now, turn.me.id))
    await turn.tx.audit.add(turn.now, turn.me.id, "pairs.approved", turn.here.id)
    return [Reply(wording.approved(Voice.to(turn.me), len(pairs)))]


@routes.command("coord pair publish", role=Role.COORDINATOR)
async def publish(turn: Turn) -> Effects:
    """Tell everybody who their mentor and learners are, once mentors are trained and the pairs approved."""
    voice, pairs = Voice.to(turn.me), await _approved(turn)
    waiting = not_ready(pairs, await _trained(turn, pairs))
    if waiting:
        raise Refused(wording.not_trained(voice, await _planned(turn, pairs), waiting))
    return await _published(turn, pairs)


@routes.action("pairing.publish_ready", role=Role.COORDINATOR)
async def publish_ready(turn: Turn, _subject: str) -> Effects:
    """Publish the pairs whose mentor is trained; the others wait."""
    pairs = await _approved(turn)
    trained = await _trained(turn, pairs)
    return await _published(turn, [pair for pair in pairs if pair.mentor_id in trained])


async def _approved(turn: Turn) -> list[PairProposal]:
    pairs, voice = await _current(turn), Voice.to(turn.me)
    if not pairs:
        raise Refused(wording.nothing_planned(voice))
    open_ones = sum(not pair.is_approved for pair in pairs)
    if open_ones:
        raise Refused(wording.not_approved(voice, open_ones))
    return pairs


async def _trained(turn: Turn, pairs: Collection[PairProposal]) -> set[str]:
    mentors = [await the_member(turn, one) for one in sorted({pair.mentor_id for pair in pairs})]
    return {mentor.id for mentor in await trained(turn, turn.here, mentors)}


async def _published(turn: Turn, pairs: Collection[PairProposal]) -> Effects:
    if not pairs:
        raise Refused(wording.nothing_planned(Voice.to(turn.me)))
    day = _clock(turn)[0]
    effects: Effects = [Reply(wording.published(Voice.to(turn.me), len(pairs)))]
    learners: dict[str, list[Member]] = {}
    for pair in pairs:
        ids = (turn.new_id("pairing", pair.id), pair.cohort_id, pair.learner_id, pair.mentor_id)
        await turn.tx.pairings.add(Pairing(*ids, day, link=pair.link))
        await turn.tx.pair_proposals.remove(pair.id)
        learner, mentor = await the_member(turn, pair.learner_id), await the_member(turn, pair.mentor_id)
        learners.setdefault(mentor.id, []).append(learner)
        if learner.is_active:
            effects.append(Send(ToMember(learner.id), wording.your_mentor(Voice.to(learner), mentor)))
    for mentor_id, theirs in learners.items():
        mentor = await the_member(turn, mentor_id)
        if mentor.is_active:
            card = wording.your_learners(Voice.to(mentor), sorted(theirs, key=lambda one: one.handle))
            effects.append(Send(ToMember(mentor.id), card))
    await turn.tx.audit.add(turn.now, turn.me.id, "pairs.published", turn.here.id)
    return effects
