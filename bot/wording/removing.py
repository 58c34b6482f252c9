"""After “Remove my message”: it is gone, or how to do it oneself; either way it was fine to write it."""

from bot.cards import Card
from bot.wording.common import run_button
from bot.wording.voice import Voice


def removed(voice: Voice) -> Card:
    """The message is gone from the channel; help is still there."""
    return Card(
        voice.say(
            "Done: your message is gone from the channel. It was fine to write it. If you'd like to talk, “Talk to "
            "someone now” above or `/peer help` reaches a person at any hour."
        ),
        kind="crisis.removed",
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def how_to_remove(voice: Voice) -> Card:
    """Where the bot may not do it: how people do it themselves."""
    return Card(
        voice.say(
            "I can't take it away from here, but you can: open the menu of your message (⋯ beside it, or press and "
            "hold it on a phone) and choose Delete. You don't have to; it was fine to write it, and nobody holds it "
            "against you."
        ),
        kind="crisis.how_to_remove",
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )
