"""What follows a missed check-in, without shame and without a crowd."""

from bot.cards import Action, Button, Card, Look
from bot.domain.check_ins import CheckIn
from bot.domain.deadlines import Milestone
from bot.domain.members import Member
from bot.domain.scripts import Script
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.playbook import script_button
from bot.wording.voice import Voice


def one_tap(
    voice: Voice, learner: Member, check_in: CheckIn, close: Milestone | None = None, *, was_asked: bool = False
) -> Card:
    """Monday after a first miss: one question, four buttons; softer while a main milestone is `close`.

    `was_asked`: they read the usual words once before, and the same words again would sound like a machine.
    """
    usual = (
        "Hi {name}, we didn't hear from you last week, and that's okay. How are things? One tap is enough; nobody "
        "else sees it, unless you ask for help."
    )
    again = (
        "Hi {name}, your last check-in stayed open, as it may. What would make this week a bit lighter? One tap is "
        "enough; nobody else sees it, unless you ask for help."
    )
    soft = (
        "Hi {name}, these are full days, and a quiet week is okay. If you like, one tap says how things are; nobody "
        "else sees it, unless you ask for help."
    )
    return Card(
        voice.say(soft if close else again if was_asked else usual, name=named(learner.name)),
        kind="nudge.check_in",
        why=voice.say("Your check-in for week {week} stayed open.", week=check_in.week),
        buttons=(
            Button(voice.say("I'm fine"), Action("nudge.fine", check_in.id), Look.PRIMARY),
            Button(voice.say("Busy"), Action("nudge.busy", check_in.id)),
            Button(voice.say("I need help"), Action("nudge.help", check_in.id)),
            Button(voice.say("Pause for now"), Action("nudge.pause", check_in.id)),
        ),
    )


def said(voice: Voice, label: str) -> Card:
    """What the question turns into once it was answered."""
    return Card(voice.say("You said: {label}. Thank you.", label=label), kind="nudge.answered")


def glad(voice: Voice) -> Card:
    """After "I'm fine"."""
    return Card(
        voice.say("Good to hear. See you at the next check-in."), kind="nudge.fine", why=voice.say("You just answered.")
    )


def understood(voice: Voice) -> Card:
    """After "Busy"."""
    return Card(
        voice.say(
            "Understood. Nothing to catch up on; the next check-in comes as usual. If a date gets tight, "
            "`/peer away` takes days off."
        ),
        kind="nudge.busy",
        why=voice.say("You just answered."),
    )


def help_is_coming(voice: Voice, told: Member | None) -> Card:
    """After "I need help": who was told."""
    if told is None:
        text = voice.say(
            "Thank you for saying so. A coordinator has been asked to get in touch with you, nothing more."
        )
    else:
        text = voice.say(
            "Thank you for saying so. I've told {name}, your mentor, that you'd like to talk, nothing more. If it is "
            "urgent or not for {name}, a coordinator is one tap away.",
            name=named(told.name),
        )
    return Card(
        text,
        kind="nudge.help",
        why=voice.say("You just asked for help."),
        buttons=(run_button(voice.say("Talk to a coordinator"), "peer help"),),
    )


def asked_for_help(voice: Voice, learner: Member) -> Card:
    """To the mentor."""
    return Card(
        voice.say(
            "{name} would like to talk with you. A short hello today is worth more than a long answer later.",
            name=named(learner.name),
        ),
        kind="nudge.help_wanted",
        why=voice.say("{name} pressed “I need help”.", name=named(learner.name)),
        buttons=(
            Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),
            script_button(voice, Script.REFLECT),
        ),
    )


def paused(voice: Voice) -> Card:
    """After "Pause for now"."""
    return Card(
        voice.say("Paused. I won't write to you on a schedule until you use `/peer back`. Your place is kept."),
        kind="nudge.pause",
        why=voice.say("You just paused."),
        buttons=(run_button(voice.say("I'm back"), "peer back"),),
    )


def no_mentor(voice: Voice, learner: Member) -> Card:
    """To the coordinator on call: two misses, and no mentor who could write."""
    return Card(
        voice.say(
            "{name} missed two check-ins in a row and has no mentor who is there at the moment. A short hello from you "
            "would do it; `/coord handoff {handle}` finds them another mentor.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="draft.no_mentor",
        why=voice.say("Nobody else would reach out to a learner who went quiet."),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )


def not_yours(voice: Voice) -> Card:
    """Somebody else's question, or one that is gone."""
    return Card(
        voice.say("I can't find that question among yours. `/peer me` shows what is open for you."),
        kind="nudge.not_found",
    )


def not_taking_part(voice: Voice) -> str:
    """Why no step was taken."""
    return voice.say("You weren't taking part at the time.")


def answered_late(voice: Voice) -> str:
    """Why no step was taken."""
    return voice.say("You had answered after the check-in closed, so there was nothing to ask.")
