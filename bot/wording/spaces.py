"""Spaces for people who share an experience: whom they are for, and to those inside alone, who is there."""

from collections.abc import Collection, Mapping, Sequence

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.affinity import Space
from bot.domain.members import Member
from bot.limits import BUTTONS, FIELD_VALUE
from bot.markup import bare, named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def page(voice: Voice, spaces: Sequence[Space], inside: Collection[str], *, may_join: bool) -> Card:
    """The spaces there are; `inside` holds the ids of the reader's own."""
    if not spaces:
        return none(voice)
    mine = [space for space in spaces if space.id in inside]
    others = [space for space in spaces if space.id not in inside]
    return Card(
        voice.say(
            "For people who share an experience. Joining is your own word, nobody checks it; who is inside is known to "
            "those inside alone, and leaving forgets that you were there."
        ),
        kind="spaces.page",
        why=voice.say("You asked for them."),
        fields=(*_told(voice, voice.say("You are inside"), mine), *_told(voice, voice.say("Open to you"), others)),
        buttons=tuple(_door(space) for space in [*mine, *others][:BUTTONS]) if may_join else (),
    )


def _told(voice: Voice, head: str, spaces: Sequence[Space]) -> tuple[Field, ...]:
    lines = [
        voice.say(
            "- {name}: {about}",
            name=named(space.name),
            about=quoted(space.about, 200) or voice.say("for whomever it fits."),
        )
        for space in spaces
    ]
    return (Field(head, fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def _door(space: Space) -> Button:
    return Button(bare(space.name, 60), Action("spaces.show", space.id))


def none(voice: Voice) -> Card:
    """A cohort without such spaces."""
    return Card(
        voice.say("There is none in this cohort. If you miss one, `/peer help` brings the wish to a coordinator."),
        kind="spaces.none",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def counted(voice: Voice, spaces: Sequence[Space], counts: Mapping[str, int]) -> Card:
    """To coordinators: how many are inside, and never who."""
    if not spaces:
        return none(voice)
    lines = [
        voice.count("- {name}: one person", "- {name}: {n} people", counts.get(space.id, 0), name=named(space.name))
        for space in spaces
    ]
    return Card(
        fitting(voice, lines, FIELD_VALUE),
        kind="spaces.counted",
        why=voice.say("You asked for them. Who is inside, only those inside know."),
    )


def outside(voice: Voice, space: Space) -> Card:
    """To somebody who is not inside."""
    return Card(
        quoted(space.about, FIELD_VALUE) or voice.say("For whomever it fits."),
        kind="spaces.outside",
        title=bare(space.name, 80),
        why=voice.say("You looked at it."),
        buttons=(Button(voice.say("Join"), Action("spaces.join", space.id), Look.PRIMARY),),
    )


def inside(voice: Voice, space: Space, members: Sequence[Member]) -> Card:
    """To somebody inside: who is there."""
    people = fitting(voice, [named(member.name) for member in members], FIELD_VALUE, ", ")
    return Card(
        voice.say(
            "Its channel opens for you, where there is one. What is written there is neither counted nor scanned."
        ),
        kind="spaces.inside",
        title=bare(space.name, 80),
        why=voice.say("You are inside."),
        fields=(Field(voice.say("Inside, and known here alone"), people),),
        buttons=(Button(voice.say("Leave it"), Action("spaces.leave", space.id)),),
    )


def left(voice: Voice, space: Space) -> Card:
    """To somebody who left: nothing of it is kept."""
    return Card(
        voice.say("Done; nothing says that you were in {name}. The door stays open.", name=named(space.name)),
        kind="spaces.left",
        why=voice.say("You pressed it."),
    )


def greeting(voice: Voice, space: Space) -> Card:
    """At the top of a space's channel."""
    return Card(
        voice.say(
            "{about} What is said here stays here; please tell nobody who else is inside. I neither count nor scan "
            "what you write here: `/peer help` reaches a person at any time. `/peer my spaces` has the way out.",
            about=quoted(space.about, 500) or voice.say("This space is for whomever it fits."),
        ),
        kind="spaces.greeting",
        title=bare(space.name, 80),
        why=voice.say("The space has its channel now."),
        is_pinned=True,
    )
