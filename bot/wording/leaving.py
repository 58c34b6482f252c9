"""When somebody leaves, or comes back: neutral words, no guilt, and the next step for those who stay."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def to_mentor(voice: Voice, learner: Member, *, for_good: bool) -> Card:
    """To a learner's mentor."""
    text = (
        voice.say(
            "{name} has left the programme. That was their choice, and says nothing about you: thank you for the time "
            "you gave them. Nothing for you to do.",
            name=named(learner.name),
        )
        if for_good
        else voice.say(
            "{name} is no longer in the workspace. Their place with you is kept in case they come back; nothing for "
            "you to do until then.",
            name=named(learner.name),
        )
    )
    return Card(text, kind="leaving.mentor", why=voice.say("{name} was your learner.", name=named(learner.name)))


def to_coordinator(voice: Voice, learner: Member, *, for_good: bool) -> Card:
    """To the coordinator on call."""
    text = (
        voice.say(
            "{name} ({handle}) has left the programme, of their own choice; no reason was asked. If you write to "
            "them, a thank you and an open door are enough: `/peer start` brings them back.",
            name=named(learner.name),
            handle=learner.handle,
        )
        if for_good
        else voice.say(
            "{name} ({handle}) is no longer in the workspace, so nothing from me reaches them. It may be an accident: "
            "if you can reach them another way, they are welcome back, and their group and mentor are kept.",
            name=named(learner.name),
            handle=learner.handle,
        )
    )
    return Card(text, kind="leaving.learner", why=voice.say("You are on call, and a learner left."))


def mentor_left(voice: Voice, mentor: Member, learners: Sequence[Member], *, for_good: bool) -> Card:
    """To the coordinator on call: learners need a person."""
    names = fitting(voice, [f"{named(one.name)} ({one.handle})" for one in learners], 1500, ", ") or voice.say("nobody")
    what = (
        voice.say(
            "{name} ({handle}) has left the programme as a mentor.", name=named(mentor.name), handle=mentor.handle
        )
        if for_good
        else voice.say(
            "{name} ({handle}), a mentor, is no longer in the workspace.",
            name=named(mentor.name),
            handle=mentor.handle,
        )
    )
    return Card(
        voice.say(
            "{what} They looked after: {names}. `/coord handoff` finds each of them another mentor; until then what "
            "would go to their mentor comes to you.",
            what=what,
            names=names,
        ),
        kind="leaving.mentor_gone",
        why=voice.say("You are on call, and learners are without a mentor."),
        buttons=(run_button(voice.say("Hand over a learner"), "coord handoff"),),
    )


def between_mentors(voice: Voice, mentor: Member) -> Card:
    """To a learner whose mentor has left."""
    return Card(
        voice.say(
            "{name} can't be your mentor any more. It has nothing to do with you. A coordinator is looking for "
            "somebody else and will tell you; until then `/peer help` reaches a person.",
            name=named(mentor.name),
        ),
        kind="leaving.between_mentors",
        why=voice.say("Your mentor has left the programme."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def coordinator_left(voice: Voice, coordinator: Member) -> Card:
    """To the other coordinators."""
    return Card(
        voice.say(
            "{name} is no longer a coordinator here, so they are left out when somebody is on call. Their open cases "
            "come to whoever is next. `/coord rota show` shows who that is.",
            name=named(coordinator.name),
        ),
        kind="leaving.coordinator",
        why=voice.say("One of you left."),
        buttons=(run_button(voice.say("Who is on duty"), "coord rota show"),),
    )


def last_coordinator(voice: Voice) -> Card:
    """The last one cannot leave people alone."""
    return Card(
        voice.say(
            "You are the only coordinator here, and nobody would hear of an emergency. Ask whoever runs the bot to add "
            "another one first; then leaving is one tap."
        ),
        kind="leaving.last",
    )


def welcome_back(voice: Voice, member: Member, cohort: Cohort) -> Card:
    """To somebody who left the workspace and is back: nothing is asked until they say so."""
    return Card(
        voice.say(
            "Welcome back, {name}. Your place in {cohort} is kept, and nothing counted as missed. I stay quiet until "
            "you tell me you're back.",
            name=named(member.name),
            cohort=named(cohort.name),
        ),
        kind="leaving.welcome_back",
        why=voice.say("You left the workspace and entered it again."),
        buttons=(
            run_button(voice.say("I'm back"), "peer back"),
            Button(voice.say("Leave"), Action("member.leave")),
        ),
    )
