"""What a platform's adapter itself has to say: where the platform cannot do what the core asked for."""

from collections.abc import Mapping

from bot.cards import Action, Button, Card, Form, Look
from bot.markup import quoted
from bot.wording.voice import Voice

NAME = "Kith"
"""What stands above a window that has no heading of its own."""


def done(voice: Voice) -> Card:
    """Where something was done and there is nothing to show."""
    return Card(voice.say("Done. `/peer me` shows what is open for you."), kind="surface.done")


def form_waits(form: Form, opener: Action | None) -> Card:
    """Where a form cannot open by itself: one press opens it."""
    voice, title = Voice.reading(form), quoted(form.title)
    if opener is None:
        text = voice.say("“{title}” needs a few words from you. Please open it again.", title=title)
        return Card(text, kind="surface.form")
    return Card(
        voice.say("“{title}” needs a few words from you. Press the button to fill it in.", title=title),
        kind="surface.form",
        buttons=(Button(voice.say("Fill it in"), opener, Look.PRIMARY),),
    )


def not_quite(form: Form, errors: Mapping[str, str], opener: Action | None) -> Card:
    """Where a form came back with something to mend: what, and the way back into it with everything still there."""
    voice, labels = Voice.reading(form), {given.name: given.label for given in form.inputs}
    lines = [f"**{quoted(labels.get(name, name))}**: {quoted(error, 300)}" for name, error in errors.items()]
    again = (
        voice.say("Press “Try again”: what you typed is still there.")
        if opener
        else voice.say("Please open the form again.")
    )
    return Card(
        "\n".join([voice.say("Nothing is saved yet. Please look at this once more:"), *lines, again]),
        kind="surface.errors",
        buttons=(Button(voice.say("Try again"), opener, Look.PRIMARY),) if opener else (),
    )


def nothing_to_choose(form: Form) -> Card:
    """Where a form asks to choose and there is nothing to choose from."""
    voice = Voice.reading(form)
    return Card(
        voice.say("There is nobody and nothing to choose here just now. Please try again later."),
        kind="surface.nothing",
    )


def submit(form: Form) -> str:
    """What stands on the button that sends a form."""
    return form.submit or Voice.reading(form).say("Send")


def cancel(form: Form) -> str:
    """What stands on the button that closes a form unsent."""
    return Voice.reading(form).say("Cancel")


def close(card: Card) -> str:
    """What stands on the button that closes a window."""
    return Voice.reading(card).say("Close")


def subject(card: Card) -> str:
    """What stands above a mail to the outside contact: no name, and nothing of what happened."""
    return Voice.reading(card).say("Kith: a case is waiting")


def removed(card: Card) -> str:
    """What stands in the workspace where somebody had their message taken away; `card` is what they read."""
    return Voice.reading(card).say("This message was removed by whoever wrote it.")
