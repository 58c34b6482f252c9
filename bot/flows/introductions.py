"""Introductions that connect people: once when a group begins, and once for whoever shares their words later (O12)."""

from bot.domain.introductions import in_common
from bot.domain.members import Group, Member
from bot.effects import Effects, Send, ToGroup, Urgency
from bot.turn import Turn
from bot.wording import introductions as wording
from bot.wording.voice import Voice


def greeting(group: Group) -> str:
    """Return the tag of a group's first post."""
    return f"welcome:{group.id}"


async def has_begun(turn: Turn, group: Group) -> bool:
    """Whether a group has been greeted, with its first question."""
    return bool(await turn.tx.outbox.tagged(greeting(group)))


async def of_group(turn: Turn, group: Group) -> Effects:
    """Introduce those who agreed to it to each other; nothing where fewer than two did."""
    words, people = await _shared(turn, group)
    if len(words) < 2:
        return []
    card = wording.of_group(Voice.to(group), words, people)
    return [Send(ToGroup(group.id), card, Urgency.PROMPT, key=f"introduced:{group.id}")]


async def of_one(turn: Turn, group: Group | None, member: Member) -> Effects:
    """Introduce somebody who agreed to it to a group that has begun, once."""
    if group is None or not await has_begun(turn, group):
        return []
    words, people = await _shared(turn, group)
    if member.id not in words:
        return []
    mine = [one for one in in_common(words) if member.id in one.member_ids]
    alike = [(one.word, [people[other] for other in one.member_ids if other != member.id]) for one in mine]
    card = wording.of_one(Voice.to(group), member, words[member.id], alike)
    return [Send(ToGroup(group.id), card, Urgency.PROMPT, key=f"introduced:{group.id}:{member.id}")]


async def _shared(turn: Turn, group: Group) -> tuple[dict[str, frozenset[str]], dict[str, Member]]:
    """Return the words of everybody in a group who takes part and lets it read them, and who they are, by id."""
    people = {one.id: one for one in await turn.tx.groups.members(group.id) if one.is_active}
    traits = await turn.tx.traits.in_cohort(group.cohort_id)
    said = {one: traits[one] for one in people if one in traits}
    return {one: its.goals for one, its in said.items() if its.shares_goals and its.goals}, people
