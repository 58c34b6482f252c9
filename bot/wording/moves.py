"""Another mentor: asked for in private, proposed with reasons, agreed by those it is about, told without blame."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.members import Member
from bot.domain.moves import Move, MoveCause
from bot.domain.pairing import Criterion
from bot.domain.room import Candidate
from bot.limits import BUTTON_LABEL, FIELD_VALUE
from bot.markup import named, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Option:
    """A mentor who could take somebody."""

    candidate: Candidate
    mentor: Member


@dataclass(frozen=True, slots=True)
class Proposed:
    """A move as a coordinator reads it; without `option` nobody has room."""

    move: Move
    learner: Member
    before: Member
    option: Option | None = None


_WHY = {
    MoveCause.FIT: "{learner} would like another mentor. Nobody is to blame, and nobody else knows.",
    MoveCause.WORKLOAD: "The weeks of {before} are full, and {learner} agrees to move.",
    MoveCause.COVER: "{before} needs cover, and {learner} agrees to move.",
    MoveCause.COORDINATOR: "You asked who could be the next mentor of {learner}.",
}


def proposal(voice: Voice, proposed: Proposed) -> Card:
    """To the coordinator on duty: who could be the new mentor, and why."""
    move, option = proposed.move, proposed.option
    why = voice.say(_WHY[move.cause], learner=named(proposed.learner.name), before=named(proposed.before.name))
    if option is None:
        return Card(
            why
            + "\n\n"
            + voice.say("Nobody with a free place has hours in common with them. Raise a capacity, or talk to them."),
            kind="move.proposal",
            why=voice.say("You are on duty, and a person decides who mentors whom."),
            buttons=(Button(voice.say("Not now"), Action("move.decline", move.id)),),
        )
    return Card(
        why,
        kind="move.proposal",
        title=voice.say("Proposal: {name}", name=titled(option.mentor.name)),
        why=voice.say("You are on duty, and a person decides who mentors whom."),
        fields=(Field(voice.say("Fits best of those with room"), reasons(voice, option)),),
        buttons=(
            Button(voice.say("Approve"), Action("move.approve", move.id), Look.PRIMARY),
            Button(voice.say("Somebody else"), Action("move.others", move.id)),
            Button(voice.say("Not now"), Action("move.decline", move.id)),
        ),
    )


_GOOD = {
    Criterion.GOALS: "can help with what they want to reach",
    Criterion.STAGE: "knows the module they are at",
    Criterion.STYLE: "works in the same way",
    Criterion.HOURS: "has plenty of hours in common",
    Criterion.FORMAT: "meets in the same way",
    Criterion.LANGUAGE: "reads the same language",
    Criterion.WISH: "is somebody they wished for",
}


def reasons(voice: Voice, option: Option) -> str:
    """What speaks for a mentor with room."""
    one = option.candidate
    good = ", ".join(voice.say(_GOOD[criterion]) for criterion in one.good)
    return voice.count(
        "{name} has {n} learner and room for {room} more.",
        "{name} has {n} learners and room for {room} more.",
        one.load,
        name=named(option.mentor.name),
        room=one.capacity - one.load,
    ) + (voice.say(" {name} {good}.", name=named(option.mentor.name), good=good) if good else "")


def others(voice: Voice, proposed: Proposed, options: Sequence[Option]) -> Card:
    """Who else has room."""
    lines = [f"- {reasons(voice, option)}" for option in options]
    return Card(
        fitting(voice, lines, FIELD_VALUE) or voice.say("Nobody else has a free place and hours in common with them."),
        kind="move.others",
        why=voice.say("You asked for it."),
        buttons=tuple(_to(voice, proposed.move, option) for option in options[:4])
        or (Button(voice.say("Not now"), Action("move.decline", proposed.move.id)),),
    )


def _to(voice: Voice, move: Move, option: Option) -> Button:
    label = voice.say("Move to {name}", name=titled(option.mentor.name))
    return Button(label[:BUTTON_LABEL], Action("move.to", f"{move.id}:{option.mentor.id}"))


def decided(voice: Voice, learner: Member, mentor: Member | None) -> Card:
    """In the place of a proposal: what was decided."""
    text = (
        voice.say("{learner} stays where they are for now.", learner=named(learner.name))
        if mentor is None
        else voice.say("{learner} is now with {mentor}.", learner=named(learner.name), mentor=named(mentor.name))
    )
    return Card(text, kind="move.decided", why=voice.say("A coordinator decided."))


def still_waits(voice: Voice, learner: Member) -> Card:
    """To coordinators, a working day later."""
    return Card(
        voice.say(
            "{name} still waits to hear about another mentor. `/coord repair {handle}` shows the proposal; one tap "
            "decides.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="move.waits",
        why=voice.say("A day has passed without a decision."),
        buttons=(run_button(voice.say("Show it"), "coord repair"),),
    )


def settled(voice: Voice) -> Card:
    """To somebody whose button is about what is decided already."""
    return Card(
        voice.say("That was decided already, so nothing was changed."),
        kind="move.settled",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def full(voice: Voice, mentor: Member) -> Card:
    """To a coordinator, when a place was taken meanwhile."""
    return Card(
        voice.say(
            "{name} has no free place any more. “Somebody else” shows who has, and `/coord handoff` moves a learner "
            "whatever the capacity.",
            name=named(mentor.name),
        ),
        kind="move.full",
        buttons=(run_button(voice.say("Move by hand"), "coord handoff"),),
    )


def not_to_be(voice: Voice, learner: Member) -> Card:
    """To a coordinator, when the learner has no mentor or a proposal is open."""
    return Card(
        voice.say(
            "There is nothing to propose for {name}: either they have no mentor yet, or a proposal is open already. "
            "`/coord handoff` moves somebody by hand.",
            name=named(learner.name),
        ),
        kind="move.not_to_be",
        buttons=(run_button(voice.say("Move by hand"), "coord handoff"),),
    )


def unchanged(voice: Voice) -> Card:
    """To learner and mentor, when a hand-off was asked for and does not happen."""
    return Card(
        voice.say("Nothing changes after all: you two stay together for now. A coordinator looks for other relief."),
        kind="move.unchanged",
        why=voice.say("A hand-off was asked for, and a coordinator decided."),
    )


def stays(voice: Voice) -> Card:
    """To the learner, when nothing changes for now: with a person to talk to."""
    return Card(
        voice.say(
            "For now your mentor stays the same. A coordinator would like to find something that works for you: "
            "`/peer help` reaches them, in private."
        ),
        kind="move.stays",
        why=voice.say("You asked for another mentor, in private."),
        buttons=(run_button(voice.say("Talk to somebody"), "peer help"),),
    )
