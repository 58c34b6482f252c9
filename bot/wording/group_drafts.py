"""What coordinators read of proposed groups, and what everybody reads once they are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import Action, Button, Card, Field, Look
from bot.domain import grouping
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.members import Group, Member
from bot.limits import FIELD_VALUE
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.grouping import meets
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_SHOWN = 9
"""Groups on one card; the others are counted."""
NAMES = (
    *("Acacia", "Baobab", "Cedar", "Dogwood", "Elm", "Fig", "Ginkgo", "Hazel", "Ironwood", "Juniper", "Kapok", "Larch"),
    *("Maple", "Neem", "Olive", "Pine", "Quince", "Rowan", "Spruce", "Teak", "Umbrella", "Viburnum", "Willow", "Yew"),
)
"""Names for new groups: trees, which nobody can rank."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A draft with what its groups have in common; `why` says, by member id, why somebody has no place."""

    draft: GroupDraft
    groups: Sequence[grouping.Group]
    members: Mapping[str, Member]
    faults: int = 0
    why: Mapping[str, grouping.Unplaced] = field(default_factory=dict)

    def names(self, ids: Sequence[str]) -> list[str]:
        """Return who people are, with their handles."""
        return [f"{named(self.members[id].name)} ({self.members[id].handle})" for id in ids]


def proposal(voice: Voice, proposed: Proposed) -> Card:
    """To coordinators: the groups, what speaks for each, and how good any could be."""
    draft, points = proposed.draft, [group.points for group in proposed.groups]
    is_approved = draft.state is DraftState.APPROVED
    head = (
        voice.say("Approved, and still seen by coordinators alone. Publishing tells everybody.")
        if is_approved
        else voice.say("Only coordinators see this. `/coord group edit A B` lets two people change places.")
    )
    fit = voice.say(
        "The one that fits least has {worst} points of 100 (no proposal for these people has more than {most}), the "
        "mean is {mean} ({limit}).",
        worst=f"{min(points, default=0):g}",
        most=f"{draft.bound_worst / 100:g}",
        mean=f"{round(sum(points) / max(len(points), 1), 2):g}",
        limit=f"{draft.bound_mean / 100:g}",
    )
    broken = (
        voice.say(" **Somebody is beside a person they asked not to be with, or a group has no common hour.**")
        if proposed.faults
        else ""
    )
    return Card(
        f"{head} {fit}{broken}",
        kind="group.proposal",
        title=voice.count("One group", "{n} groups", len(points)),
        why=voice.say("You asked for groups."),
        fields=(*_groups(voice, proposed), *_unplaced(voice, proposed)),
        buttons=_choices(voice, draft, is_approved=is_approved),
    )


def _groups(voice: Voice, proposed: Proposed) -> list[Field]:
    fields = []
    for number, (ids, group) in enumerate(zip(proposed.draft.groups, proposed.groups, strict=True), 1):
        criteria = ", ".join(f"{criterion} {points:g}" for criterion, points in group.criteria.items())
        head = voice.say(
            "{n}. {points} points, {meets}", n=number, points=f"{group.points:g}", meets=meets(group.meets)
        )
        people = fitting(voice, proposed.names(ids), FIELD_VALUE - len(criteria) - 5, ", ")
        fields.append(Field(head, f"{people}\n{criteria}"))
    more = len(fields) - _SHOWN
    return fields if more <= 0 else [*fields[: _SHOWN - 1], _more(voice, more + 1)]


def _more(voice: Voice, count: int) -> Field:
    return Field(voice.say("And"), voice.count("one more group", "{n} more groups", count))


def _unplaced(voice: Voice, proposed: Proposed) -> list[Field]:
    ids = proposed.draft.unplaced
    lines = [
        voice.say("{name}: {why}", name=name, why=_why(voice, proposed, proposed.why[id]))
        if id in proposed.why
        else name
        for id, name in zip(ids, proposed.names(ids), strict=True)
    ]
    return [Field(voice.say("No place yet"), fitting(voice, lines, FIELD_VALUE))] if ids else []


def _why(voice: Voice, proposed: Proposed, one: grouping.Unplaced) -> str:
    """Why somebody has no place, and the least that would help; wishes are named as pairs, not by whose they are."""
    text = voice.say(_WHY[one.why], pairs=_pairs(voice, proposed, one))
    if one.sizes is None:
        return text
    return text + voice.say(" With groups of {sizes} in `[group_size]` they would have one.", sizes=one.sizes)


def _pairs(voice: Voice, proposed: Proposed, one: grouping.Unplaced) -> str:
    names = {id: named(member.name) for id, member in proposed.members.items()}
    every = [voice.say("{a} with {b}", a=names[a], b=names[b]) for a, b in one.wishes if a in names and b in names]
    return fitting(voice, every, 300, ", ")


_WHY = {
    grouping.Why.HOURS: "too few people are free when they are. Ask for one more hour in the week.",
    grouping.Why.WISHES: "every group for them goes against a wish; the fewest: {pairs}. Ask whether it can change.",
    grouping.Why.SIZES: "so many people do not fit into groups of these sizes.",
    grouping.Why.NEEDED: "the people they could be with are needed in other groups.",
}


def _choices(voice: Voice, draft: GroupDraft, *, is_approved: bool) -> tuple[Button, ...]:
    decide = (
        Button(voice.say("Publish now"), Action("group.publish", draft.id), Look.PRIMARY)
        if is_approved
        else Button(voice.say("Approve"), Action("group.approve", draft.id), Look.PRIMARY)
    )
    change = run_button(voice.say("Change two people"), "coord group edit")
    return (decide, change, Button(voice.say("Drop it"), Action("group.drop", draft.id), Look.DANGER))


def looking(voice: Voice, people: int) -> Card:
    """To whoever asked: it comes in a moment, to them alone."""
    return Card(
        voice.count("I'm looking for a group for one person;", "I'm looking for groups of {n} people;", people)
        + voice.say(" the proposal comes to you in private."),
        kind="group.looking",
        why=voice.say("You asked for groups."),
    )


def all_grouped(voice: Voice) -> Card:
    """Everybody is in a group."""
    return Card(
        voice.say(
            "Everybody is in a group, and groups stay together. `/coord group merge` looks at those that shrank."
        ),
        kind="group.all_grouped",
        buttons=(run_button(voice.say("Look at merges"), "coord group merge"),),
    )


def too_few(voice: Voice, members: Sequence[Member], least: int) -> Card:
    """So few people make no group."""
    people = fitting(voice, [named(member.name) for member in members], 900, ", ")
    return Card(
        voice.say(
            "{people}: fewer than the {least} a group needs. Bring more people in, or lower `min` in [group_size].",
            people=people,
            least=least,
        ),
        kind="group.too_few",
    )


def none_waits(voice: Voice) -> Card:
    """There is no proposal, or not that one any more."""
    return Card(
        voice.say("No such proposal waits any more. `/coord group propose` makes a new one."),
        kind="group.none_waits",
        buttons=(run_button(voice.say("Propose groups"), "coord group propose"),),
    )


def no_swap(voice: Voice, learner: Member, other: Member) -> Card:
    """These two cannot change places."""
    return Card(
        voice.say(
            "{one} and {other} can't change places: both have to be in the proposal, in different groups.",
            one=named(learner.name),
            other=named(other.name),
        ),
        kind="group.no_swap",
        buttons=(run_button(voice.say("Show the proposal"), "coord group propose"),),
    )


def not_approved(voice: Voice) -> Card:
    """Publishing needs an approval of what stands there now."""
    return Card(
        voice.say("These groups were changed since, or nobody approved them yet. Look once more, then approve."),
        kind="group.not_approved",
        buttons=(run_button(voice.say("Show the proposal"), "coord group propose"),),
    )


def dropped(voice: Voice) -> Card:
    """The proposal is gone."""
    return Card(voice.say("Dropped; nobody heard of it."), kind="group.dropped", why=voice.say("You dropped it."))


def published(voice: Voice, groups: Sequence[str]) -> Card:
    """To the coordinator who published."""
    return Card(
        voice.say(
            "Published: {names}. Everybody in them has heard, and their rooms are being made. What is written there is "
            "not scanned unless `/coord setup` says so.",
            names=fitting(voice, [named(name) for name in groups], 900, ", "),
        ),
        kind="group.published",
        why=voice.say("You published them."),
        buttons=(run_button(voice.say("Set up"), "coord setup"),),
    )


def yours(voice: Voice, group: Group, others: Sequence[Member], facilitator: Member | None) -> Card:
    """To a learner: their group, and who is in it."""
    after = voice.say(" {name} looks after the group.", name=named(facilitator.name)) if facilitator is not None else ""
    people = fitting(voice, [named(member.name) for member in others], 900, ", ")
    return Card(
        voice.say(
            "Your group is **{name}**, with {people}. You stay together to the end.{after}",
            name=named(group.name),
            people=people or voice.say("others to come"),
            after=after,
        ),
        kind="group.yours",
        why=voice.say("The groups of your cohort have been formed."),
        buttons=(run_button(voice.say("My group"), "peer my group"),),
    )


def to_facilitator(voice: Voice, group: Group, members: Sequence[Member]) -> Card:
    """To the mentor who looks after a group from now on."""
    return Card(
        voice.say(
            "You look after **{name}**: {people}. I bring the weekly question; a warm first hello is yours.",
            name=named(group.name),
            people=fitting(voice, [named(member.name) for member in members], 900, ", "),
        ),
        kind="group.facilitator",
        why=voice.say("The groups of your cohort have been formed."),
        buttons=(run_button(voice.say("My week"), "mentor week"),),
    )
