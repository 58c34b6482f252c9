"""A group begins: a name, a room, a facilitator, its weekly question, and a private word to everybody in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Send, ToMember
from bot.events import Place
from bot.flows.milestones import next_deadline_post
from bot.flows.prompts import next_post
from bot.ports import Spot
from bot.turn import Turn
from bot.wording import group_drafts as wording
from bot.wording.voice import Voice


async def born(turn: Turn, cohort: Cohort, members: Sequence[Member], load: Counter[str]) -> tuple[Group, Effects]:
    """Store a new group; return it with what begins now. `load`: how many groups each mentor looks after, by id."""
    handles = {group.handle for group in await turn.tx.groups.in_cohort(cohort.id)}
    name = next(one for one in _names() if one.casefold() not in handles)
    facilitator = await _facilitator(turn, cohort, members, load)
    zones = Counter(member.timezone for member in members)
    zone = max(sorted(zones), key=zones.__getitem__)
    group_id, handle = turn.new_id("group", cohort.id, name), name.casefold()
    group = Group(group_id, cohort.id, handle, name, zone, facilitator.id if facilitator else "")
    today = max(local_date(turn.now, cohort.timezone), cohort.starts_on)
    await turn.tx.groups.add(group, [member.id for member in members], today)
    await turn.tx.places.add(Spot(await _place(turn, members, handle), cohort.id, handle, group.id))
    return group, [
        *_told(group, members, facilitator),
        next_post(turn, cohort, group),
        *next_deadline_post(cohort, group, turn.now),
    ]


def _names() -> Iterator[str]:
    yield from wording.NAMES
    yield from (f"{tree}-{number}" for number in count(2) for tree in wording.NAMES)


def _told(group: Group, members: Sequence[Member], facilitator: Member | None) -> Effects:
    here = [one for one in members if one.state is not MemberState.INVITED]
    told: Effects = [
        Send(ToMember(one.id), wording.yours(Voice.to(one), group, [m for m in members if m != one], facilitator))
        for one in here
    ]
    if facilitator is not None:
        told.append(Send(ToMember(facilitator.id), wording.to_facilitator(Voice.to(facilitator), group, members)))
    return told


async def _facilitator(turn: Turn, cohort: Cohort, members: Sequence[Member], load: Counter[str]) -> Member | None:
    """Return the mentor who looks after most of the people already; of those alike, the one with the fewest groups."""
    mentors = [one for one in await turn.tx.members.in_cohort(cohort.id, Role.MENTOR) if one.is_active]
    ids = {member.id for member in members}
    pairs = Counter(one.mentor_id for one in await turn.tx.pairings.in_cohort(cohort.id) if one.learner_id in ids)
    return min(mentors, key=lambda one: (load[one.id], -pairs[one.id], one.handle), default=None)


async def _place(turn: Turn, members: Sequence[Member], handle: str) -> Place:
    """Return where the group's room will be: where most of its people are."""
    where = Counter[tuple[str, str]]()
    for member in members:
        accounts = await turn.tx.members.accounts(member.id)
        where.update((account.platform, account.workspace) for account in accounts[:1])
    platform, workspace = max(sorted(where), key=where.__getitem__, default=("local", "demo"))
    return Place(platform, workspace, f"#{handle}")
