"""A late learner gets a place in a group that runs: what the coordinator, the learner and the mentor read."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.members import Group, Member
from bot.domain.merging import Circle
from bot.domain.plan import Prompt
from bot.limits import BUTTONS, FIELD_VALUE
from bot.markup import bare, named, quoted
from bot.wording import norms
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def asked(voice: Voice, learner: Member, rooms: Sequence[Circle]) -> Card:
    """To a coordinator: which groups have room, the smallest first; nobody moves unless they press."""
    why = voice.say("You look after who is in which group, and somebody is in none.")
    if not rooms:
        return Card(
            voice.say(
                "{name} ({handle}) is in no group, and every group is full. Raise `[group_size]` in the cohort's file, "
                "or see with `/coord group propose` whether there are enough people for a new one.",
                name=named(learner.name),
                handle=learner.handle,
            ),
            kind="group.no_room",
            why=why,
        )
    return Card(
        voice.say(
            "{name} ({handle}) is in no group yet. One press gives them a place; they read what the group agreed on, "
            "and whoever looks after it hears of it.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="group.place",
        why=why,
        fields=(Field(voice.say("Groups with room"), fitting(voice, [_line(voice, r) for r in rooms], FIELD_VALUE)),),
        buttons=tuple(_button(learner, room) for room in rooms[:BUTTONS]),
    )


def _line(voice: Voice, room: Circle) -> str:
    return voice.count("- {name}, one person", "- {name}, {n} people", len(room.members), name=named(room.group.name))


def _button(learner: Member, room: Circle) -> Button:
    return Button(bare(room.group.name, 40), Action("group.place", f"{learner.id}:{room.group.id}"), Look.PRIMARY)


def nobody_to_place(voice: Voice, member: Member) -> Card:
    """To a coordinator who names somebody no group can take."""
    return Card(
        voice.say(
            "{name} is not a learner who takes part, so no group was changed. `/coord group place` takes a learner.",
            name=named(member.name),
        ),
        kind="group.nobody_to_place",
    )


def has_one(voice: Voice, learner: Member, group: Group) -> Card:
    """To a coordinator: they have a group already, and groups stay together."""
    return Card(
        voice.say(
            "{name} is in **{group}** already; groups stay together. `/coord group merge` shows what helps a group "
            "that is too small.",
            name=named(learner.name),
            group=named(group.name),
        ),
        kind="group.has_one",
    )


def full(voice: Voice, learner: Member) -> Card:
    """To a coordinator: the group has filled up meanwhile."""
    return Card(
        voice.say("That group has no room any more; nothing was changed. Look once more."),
        kind="group.no_room",
        buttons=(run_button(voice.say("Look at the groups"), "coord group place"),),
        why=voice.say("You chose a group for {name}.", name=named(learner.name)),
    )


def placed(voice: Voice, learner: Member, group: Group) -> Card:
    """To the coordinator who pressed."""
    return Card(
        voice.say(
            "Done: {name} is part of **{group}** now, and whoever looks after it knows.",
            name=named(learner.name),
            group=named(group.name),
        ),
        kind="group.placed",
        why=voice.say("You pressed it."),
    )


def yours(voice: Voice, group: Group, others: Sequence[Member], agreed: Sequence[str], prompt: Prompt | None) -> Card:
    """To the learner: their group, what it agreed on, and where it is just now."""
    fields = [Field(voice.say("What your group agreed on"), norms.lines(voice, agreed))] if agreed else []
    if prompt is not None:
        focus = f": {quoted(prompt.focus, FIELD_VALUE - 200)}" if prompt.focus else ""
        fields.append(Field(voice.say("This week"), f"{quoted(prompt.theme, 150)}{focus}"))
    return Card(
        voice.say(
            "Your group is **{name}**, with {people}. There is nothing to make up: begin with this week's question, or "
            "by saying hello.",
            name=named(group.name),
            people=fitting(voice, [named(one.name) for one in others], 900, ", "),
        ),
        kind="group.yours",
        why=voice.say("A coordinator gave you a place in a group that runs already."),
        fields=tuple(fields),
        buttons=(run_button(voice.say("My group"), "peer my group"),),
    )


def to_facilitator(voice: Voice, group: Group, learner: Member) -> Card:
    """To the mentor who looks after the group."""
    return Card(
        voice.say(
            "{name} comes into **{group}**, later than the others. A warm hello from you helps them arrive.",
            name=named(learner.name),
            group=named(group.name),
        ),
        kind="group.facilitator",
        why=voice.say("A coordinator gave somebody a place in your group."),
    )
