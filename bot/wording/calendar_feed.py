"""The secret address of somebody's own calendar, in words."""

from bot.cards import Action, Button, Card
from bot.wording.common import run_button
from bot.wording.voice import Voice


def address(voice: Voice, where: str) -> Card:
    """An address for one person's calendar."""
    return Card(
        voice.say(
            'Your sessions, for the calendar you use anyway: subscribe to this address there (in most calendars: "Add '
            'calendar", "From URL").\n\n`{where}`\n\nWhoever has the address sees when you meet and with whom, and '
            "nothing else; please keep it to yourself. If it got about, make a new one: the old one ends at once.",
            where=where,
        ),
        kind="calendar.address",
        title=voice.say("Your calendar"),
        why=voice.say("You asked for it."),
        buttons=(
            Button(voice.say("Make a new address"), Action("calendar.renew")),
            Button(voice.say("Turn it off"), Action("calendar.end")),
        ),
    )


def ended(voice: Voice) -> Card:
    """After an address was ended."""
    return Card(
        voice.say("The address is off, and calendars that subscribed to it get nothing more. You can have a new one."),
        kind="calendar.ended",
        why=voice.say("You turned it off."),
        buttons=(run_button(voice.say("Have a new one"), "peer my calendar"),),
    )


def not_served(voice: Voice) -> Card:
    """Where nobody has turned the exchange on."""
    return Card(
        voice.say(
            "Calendars can't subscribe here yet: whoever runs me turns that on under `[exchange]` in the "
            "configuration. Every message about a session brings its entry along, and `/peer session` shows "
            "the next one."
        ),
        kind="calendar.none",
    )
