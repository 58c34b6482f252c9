"""Feedback at any time, with or without a name."""

from bot.cards import Action, Button, Card, ChoiceInput, Form, Option, TextInput
from bot.domain.members import Member
from bot.markup import named, passage, refilled
from bot.wording.common import run_button
from bot.wording.voice import Voice

LIMIT = 1000
"""Characters of what somebody writes."""
NAMED = "yes"


def form(voice: Voice, text: str = "") -> Form:
    """A box, and whether the name goes along."""
    return Form(
        Action("feedback.submit"),
        voice.say("What should we know?"),
        (
            TextInput(
                "text", voice.say("What works, what should change?"), refilled(text, LIMIT), is_long=True, limit=LIMIT
            ),
            ChoiceInput(
                "named",
                voice.say("Whose words are these?"),
                (Option(voice.say("Without my name"), "no"), Option(voice.say("With my name"), NAMED)),
                "no",
            ),
        ),
        voice.say("Send it"),
    )


def passed_on(voice: Voice, *, is_named: bool) -> Card:
    """To whoever wrote."""
    said = (
        voice.say("Thank you. A coordinator reads it, with your name.")
        if is_named
        else voice.say(
            "Thank you. A coordinator reads it without your name, and I keep neither. In a small group your words may "
            "still sound like you."
        )
    )
    return Card(
        said,
        kind="feedback.sent",
        why=voice.say("You wrote feedback."),
        buttons=(run_button(voice.say("It is about a person"), "peer report"),),
    )


def received(voice: Voice, author: Member | None, text: str) -> Card:
    """To the coordinator on call."""
    who = voice.say("Somebody of the cohort, without a name") if author is None else named(author.name)
    return Card(
        voice.say("{who}: {text}", who=who, text=passage(text, 1500)),
        kind="feedback.received",
        title=voice.say("Feedback"),
        why=voice.say("Anybody may send feedback at any time; it goes to the coordinator on call."),
        buttons=(Button(voice.say("Note what changes"), Action("hub.change")),),
    )


def nothing_written(voice: Voice) -> Card:
    """The box was empty, or nobody is there to read it."""
    return Card(
        voice.say("There is nothing I could pass on to anybody now. Write a sentence, and send it again."),
        kind="feedback.nothing",
        buttons=(run_button(voice.say("Write it"), "peer my feedback"),),
    )
