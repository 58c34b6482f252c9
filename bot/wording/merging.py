"""Groups that shrank or went quiet: what a coordinator reads, and the neutral words everybody else does."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.members import Group, Member
from bot.domain.merging import Advice, Circle, Merge
from bot.limits import FIELD_VALUE
from bot.markup import bare, named
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_OFFERED = 5
"""Merges with a button on one card; after these, the next."""


def advice(voice: Voice, found: Advice) -> Card:
    """To a coordinator: what could be done, counted, and nobody named."""
    if not found.merges and not found.alone:
        return Card(
            voice.say("Every group is large enough, and in none of them has it gone quiet."),
            kind="group.all_well",
            why=voice.say("You looked at the groups."),
        )
    return _card(voice, voice.say("Groups stay together unless you press. What would help:"), found)


def shrunk(voice: Voice, group: Group, found: Advice) -> Card:
    """To the coordinator on duty: a group has become too small."""
    head = voice.say(
        "{name} has become small. A merge is one way; it happens only if you press.", name=named(group.name)
    )
    return _card(voice, head, found)


def silent(voice: Voice, group: Group, found: Advice) -> Card:
    """To the coordinator on duty: nobody wrote in a group for a while; what may bring it to life."""
    head = voice.say(
        "In {name} nobody has written for two weeks, while other groups did. A second facilitator for a while may "
        "bring it to life; a merge is another way, and happens only if you press.",
        name=named(group.name),
    )
    return _card(voice, head, found)


def _card(voice: Voice, head: str, found: Advice) -> Card:
    merges = found.merges[:_OFFERED]
    fields = [Field(voice.say("Merges"), fitting(voice, [_line(voice, one) for one in found.merges], FIELD_VALUE))]
    alone = [_alone(voice, circle) for circle in found.alone]
    return Card(
        head,
        kind="group.merge_proposal",
        why=voice.say("A group is small, or nobody wrote in it for two weeks while others did."),
        fields=(
            *(fields if merges else ()),
            *([Field(voice.say("No other group has room"), fitting(voice, alone, FIELD_VALUE))] if alone else ()),
        ),
        buttons=tuple(_button(voice, one) for one in merges),
    )


def _line(voice: Voice, merge: Merge) -> str:
    return voice.count(
        "- One person moves from {old} to {new}, which then has {size}.",
        "- {n} people move from {old} to {new}, which then has {size}.",
        merge.moves,
        old=named(merge.leaving.group.name),
        new=named(merge.staying.group.name),
        size=merge.moves + len(merge.staying.members),
    )


def _alone(voice: Voice, circle: Circle) -> str:
    return voice.say(
        "- {name}, {n} people: a second facilitator, or somebody from another group as a guest, may bring it to life.",
        name=named(circle.group.name),
        n=len(circle.members),
    )


def _button(voice: Voice, merge: Merge) -> Button:
    old, new = bare(merge.leaving.group.name, 24), bare(merge.staying.group.name, 24)
    subject = f"{merge.leaving.group.id}:{merge.staying.group.id}"
    return Button(voice.say("{old} into {new}", old=old, new=new), Action("group.merge", subject), Look.DANGER)


def no_longer(voice: Voice) -> Card:
    """The groups have changed since."""
    return Card(
        voice.say("The groups have changed since; nothing was moved. Look once more."),
        kind="group.no_merge",
        buttons=(run_button(voice.say("Look at merges"), "coord group merge"),),
    )


def merged(voice: Voice, merge: Merge) -> Card:
    """To the coordinator who pressed."""
    return Card(
        voice.say(
            "Done: {old} is part of {new} now, and everybody in both has heard. The old room stays readable.",
            old=named(merge.leaving.group.name),
            new=named(merge.staying.group.name),
        ),
        kind="group.merged",
        why=voice.say("You pressed it."),
    )


def yours(voice: Voice, group: Group, others: Sequence[Member]) -> Card:
    """To somebody who moves: where, and with whom; no reason that could hurt."""
    people = fitting(voice, [named(member.name) for member in others], 900, ", ")
    return Card(
        voice.say(
            "From today your group is **{name}**, with {people}: two groups became one. What was said in the old one "
            "stays there.",
            name=named(group.name),
            people=people,
        ),
        kind="group.yours",
        why=voice.say("A coordinator brought two groups together."),
        buttons=(run_button(voice.say("My group"), "peer my group"),),
    )


def to_facilitator(voice: Voice, group: Group, members: Sequence[Member]) -> Card:
    """To the mentor who looks after the group that grows."""
    return Card(
        voice.say(
            "{people} come into **{name}**. A warm hello from you helps them arrive.",
            people=fitting(voice, [named(member.name) for member in members], 900, ", "),
            name=named(group.name),
        ),
        kind="group.facilitator",
        why=voice.say("A coordinator brought two groups together."),
    )


def new_faces(voice: Voice, count: int) -> Card:
    """In the group that grows; names nobody, so that everybody can say hello themselves."""
    return Card(
        voice.count(
            "One person joins you here today. Say hello, and what you would have liked to know at the start.",
            "{n} people join you here today. Say hello, and what you would have liked to know at the start.",
            count,
        ),
        kind="group.new_faces",
        why=voice.say("Two groups became one."),
        buttons=(run_button(voice.say("Our group"), "peer my group"),),
    )
