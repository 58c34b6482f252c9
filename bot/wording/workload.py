"""How full a mentor's week is, in their own word; relief without having to ask twice; cover for a while."""

from collections.abc import Sequence
from datetime import date

from bot.cards import Action, Button, Card, Option, Select
from bot.domain.members import Member
from bot.domain.room import FULL
from bot.limits import BUTTON_LABEL
from bot.markup import named, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.moves import Option as Choice
from bot.wording.voice import Voice

_LEVELS = ("1: lots of room", "2: fine", "3: full enough", "4: heavy", "5: too much")


def load_question(voice: Voice) -> Select:
    """The weekly question, on the digest."""
    options = tuple(Option(voice.say(level), level[:1]) for level in _LEVELS)
    return Select(Action("workload.answer"), voice.say("How full is your week?"), options)


def noted(voice: Voice, load: int) -> Card:
    """A load that needs nobody."""
    return Card(
        voice.say("Noted: {load} of {most}. Thank you for telling me; it keeps the work fair.", load=load, most=FULL),
        kind="workload.noted",
        why=voice.say("You just said so."),
    )


def heavy(voice: Voice, load: int, choices: Sequence[tuple[Member, Choice]]) -> Card:
    """A load that needs relief: a learner somebody else could take, each with the best mentor for them."""
    text = voice.say(
        "Noted: {load} of {most}. That is a lot, and you don't have to carry it alone.", load=load, most=FULL
    )
    if choices:
        lines = [
            voice.say("- {learner} could go to {mentor}.", learner=named(one.name), mentor=named(choice.mentor.name))
            for one, choice in choices[:3]
        ]
        text += "\n\n" + voice.say("Somebody has room. I'd ask the learner first, kindly:") + "\n"
        text += fitting(voice, lines, 1500)
    return Card(
        text,
        kind="workload.heavy",
        why=voice.say("You just said so. Nobody else sees the figure but the coordinators."),
        buttons=(
            *(_ask(voice, one, choice) for one, choice in choices[:3]),
            run_button(voice.say("Ask for cover"), "mentor cover"),
            Button(voice.say("I'd like to talk"), Action("wellbeing.talk")),
        ),
    )


def _ask(voice: Voice, learner: Member, choice: Choice) -> Button:
    label = voice.say("Ask {name}", name=titled(learner.name))
    return Button(label[:BUTTON_LABEL], Action("handoff.ask", f"{learner.id}:{choice.mentor.id}"))


def no_level(voice: Voice) -> Card:
    """To somebody whose figure cannot be."""
    return Card(
        voice.say("Your week is somewhere from 1 (lots of room) to 5 (too much). Which is it?"),
        kind="workload.no_level",
        buttons=(run_button(voice.say("Try again"), "mentor workload"),),
    )


def covered(voice: Voice, until: date, coordinator: Member | None) -> Card:
    """To the mentor who asked for cover."""
    text = voice.say("You're off until {day}. What you had planned in that time is called off.", day=voice.day(until))
    if coordinator is not None:
        text += voice.say(" {name} looks who can be there for your learners.", name=named(coordinator.name))
    return Card(
        text,
        kind="cover.given",
        why=voice.say("You asked for cover."),
        buttons=(run_button(voice.say("I'm back"), "peer back"),),
    )


def cover_wanted(voice: Voice, mentor: Member, until: date, learners: Sequence[Member], free: Sequence[Member]) -> Card:
    """To the coordinator on duty: who needs somebody, and who has room."""
    names = fitting(voice, [named(one.name) for one in learners], 600, ", ") or voice.say("nobody at the moment")
    room = fitting(voice, [named(one.name) for one in free], 600, ", ") or voice.say("nobody just now")
    return Card(
        voice.say(
            "{name} needs cover until {day}. Their learners: {names}. Mentors with room: {room}. A short word from one "
            "of them is often enough; `/coord handoff` moves somebody for good.",
            name=named(mentor.name),
            day=voice.day(until),
            names=names,
            room=room,
        ),
        kind="cover.wanted",
        why=voice.say("You are on duty, and a mentor asked for cover."),
        buttons=(run_button(voice.say("Move a learner"), "coord handoff"),),
    )
