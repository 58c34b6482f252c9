"""What is told before anything is read: the notice in every scanned channel, and the coordinators' own briefing."""

from collections import Counter

from bot import hearing
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.domain.sizes import Size
from bot.effects import Address, Effects, Reply, Send, ToChannel, ToGroup, ToMember, Urgency
from bot.events import ChannelsRead
from bot.router import Router
from bot.turn import Turn
from bot.wording import coordinators as briefing_wording
from bot.wording import notices as wording
from bot.wording.voice import Voice

routes = Router()


async def post_notices(turn: Turn, cohort: Cohort) -> Effects:
    """Post the notice in every channel that is scanned; platforms pin it where they can (V8)."""
    return [effect for name in cohort.plan.safety.scan for effect in await notice(turn, cohort, name)]


async def notice(turn: Turn, cohort: Cohort, name: str, mark: str = "") -> Effects:
    """Post the notice in one channel, if it is scanned; `mark` tells a later time from the first."""
    if name not in cohort.plan.safety.scan:
        return []
    coordinators = await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    group = next((group for group in await turn.tx.groups.in_cohort(cohort.id) if group.handle == name), None)
    to: Address = ToGroup(group.id) if group is not None else ToChannel(cohort.id, name)
    voice = Voice.to(group) if group is not None else Voice(cohort.timezone, cohort.language)
    is_read = not await hearing.unread(turn.tx, cohort.id, (name,))
    card = wording.scanning(voice, cohort, turn.packs, coordinators, is_read=is_read)
    tag = f"notice:{cohort.id}:{name}"
    return [Send(to, card, Urgency.PROMPT, tag=tag, key=f"{tag}{mark}")]


@routes.on(ChannelsRead)
async def channels_read(turn: Turn, event: ChannelsRead) -> Effects:
    """Where what is read has changed, the notices say what is true now."""
    if not await hearing.remember(turn.tx, event.platform, reads=event.reads):
        return []
    effects: Effects = []
    for cohort in await turn.tx.cohorts.all():
        if cohort.state is CohortState.CLOSED:
            continue
        for name in cohort.plan.safety.scan:
            if await _platform(turn, cohort, name) == event.platform:
                effects += await notice(turn, cohort, name, f":{event.id}")
    return effects


async def _platform(turn: Turn, cohort: Cohort, name: str) -> str:
    group = next((group for group in await turn.tx.groups.in_cohort(cohort.id) if group.handle == name), None)
    spot = await (turn.tx.places.of_group(group.id) if group else turn.tx.places.named(cohort.id, name))
    return spot.place.platform if spot is not None else ""


async def not_posted(turn: Turn, subject: str) -> Effects:
    """A notice could not be posted: tell the coordinators. `subject` is the cohort and the channel's name."""
    cohort_id, _, name = subject.partition(":")
    return [
        Send(ToMember(c.id), wording.not_posted(Voice.to(c), f"#{name}"), key=f"not_posted:{subject}:{c.id}")
        for c in await turn.tx.members.in_cohort(cohort_id, Role.COORDINATOR)
    ]


async def brief(turn: Turn, cohort: Cohort) -> Effects:
    """Tell every coordinator what will reach them, and what to do then; it tests their private messages, too."""
    coordinators = await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    roles = Counter(member.role for member in await turn.tx.members.in_cohort(cohort.id))
    size = Size(roles[Role.LEARNER], roles[Role.MENTOR])
    return [
        Send(
            ToMember(c.id),
            briefing_wording.briefing(Voice.to(c), c, cohort, coordinators, size),
            tag=f"briefing:{c.id}",
        )
        for c in coordinators
    ]


@routes.action("cohort.size_meant", role=Role.COORDINATOR)
async def size_meant(turn: Turn, _subject: str) -> Effects:
    """Note that the cohort is meant to be as large or as small as it is."""
    await turn.tx.audit.add(turn.now, turn.me.id, "cohort.size_meant", turn.here.id)
    return [Reply(briefing_wording.size_meant(Voice.to(turn.me)))]


async def cannot_reach(turn: Turn, coordinator: Member, mark: str = "") -> Effects:
    """A coordinator's private messages are closed: tell the others now, before anything depends on it.

    `mark` tells a later test from the first.
    """
    others = await turn.tx.members.in_cohort(coordinator.cohort_id, Role.COORDINATOR)
    return [
        Send(
            ToMember(other.id),
            briefing_wording.cannot_reach(Voice.to(other), coordinator),
            key=f"cannot_reach:{coordinator.id}:{other.id}{mark}",
        )
        for other in others
        if other.id != coordinator.id
    ]
