"""Days off, pauses, goodbyes: no reasons asked, no guilt."""

from datetime import date

from bot.cards import Action, Button, Card, Look
from bot.wording.common import run_button
from bot.wording.voice import Voice


def away(voice: Voice, first: date, last: date) -> Card:
    """Days off are noted."""
    if first == last:
        days = voice.say("on {day}", day=voice.day(first))
    else:
        days = voice.say("from {first} to {last}", first=voice.day(first), last=voice.day(last))
    return Card(
        voice.say(
            "Noted: you're off {days}. A check-in that opens in that time isn't expected of you. `/peer back` ends it "
            "early.",
            days=days,
        ),
        kind="member.away",
        why=voice.say("You asked for it."),
    )


def back(voice: Voice) -> Card:
    """Welcome back."""
    return Card(
        voice.say("Welcome back. Nothing to catch up on; `/peer me` shows what comes next."),
        kind="member.back",
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Show my page"), "peer me"),),
    )


def paused(voice: Voice) -> Card:
    """A pause without an end."""
    return Card(
        voice.say(
            "Paused. I won't write to you on a schedule, and nothing counts as missed. `/peer back` when you "
            "are ready; your place is kept."
        ),
        kind="member.paused",
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("I'm back"), "peer back"),),
    )


def not_active(voice: Voice) -> Card:
    """Nothing to pause."""
    return Card(
        voice.say("You aren't taking part at the moment, so there is nothing to pause. `/peer back` starts again."),
        kind="member.not_active",
        buttons=(run_button(voice.say("I'm back"), "peer back"),),
    )


def sure(voice: Voice) -> Card:
    """One question before leaving."""
    return Card(
        voice.say(
            "Leaving is fine, and nobody is told in public. I'd stop writing to you, and your place in your group and "
            "with your mentor would end. A pause keeps both. What would you like?"
        ),
        kind="member.leave",
        why=voice.say("You asked to leave."),
        buttons=(
            Button(voice.say("Leave"), Action("member.leave"), Look.DANGER),
            run_button(voice.say("Pause instead"), "peer pause"),
        ),
    )


def goodbye(voice: Voice) -> Card:
    """After leaving."""
    return Card(
        voice.say(
            "You've left. Thank you for having been part of it. `/peer start` brings you back, any time, and "
            "`/peer mydata delete` erases what is stored about you."
        ),
        kind="member.left",
        why=voice.say("You chose to leave."),
    )


def gone_already(voice: Voice) -> Card:
    """To somebody who leaves twice."""
    return Card(
        voice.say("You have left already, so there is nothing to do. `/peer start` brings you back, any time."),
        kind="member.gone_already",
    )


def nudges(voice: Voice, *, is_on: bool) -> Card:
    """Reminders on or off."""
    if is_on:
        text = voice.say("Reminders are on: at most one for each check-in, and none in your quiet hours.")
    else:
        text = voice.say(
            "Reminders are off: I won't remind you and won't ask how things are. Check-ins still open, and your mentor "
            "can still write to you. `/peer nudges on` brings the reminders back."
        )
    return Card(text, kind="member.nudges", why=voice.say("You asked for it."))


def backwards(voice: Voice, first: date, last: date) -> Card:
    """The end before the start."""
    return Card(
        voice.say(
            "{last} is before {first}. Please give the first day off, then the last.",
            first=voice.day(first),
            last=voice.day(last),
        ),
        kind="member.backwards",
        buttons=(run_button(voice.say("Try again"), "peer away"),),
    )


def in_the_past(voice: Voice, last: date) -> Card:
    """Days that are over."""
    return Card(
        voice.say(
            "{last} has passed. Days off can only lie ahead; nothing you missed is held against you.",
            last=voice.day(last),
        ),
        kind="member.past",
        buttons=(run_button(voice.say("Try again"), "peer away"),),
    )


def too_long(voice: Voice, days: int) -> Card:
    """Longer than days off."""
    return Card(
        voice.say(
            "That is more than the {n} days I can note as days off. A pause has no end date and keeps your place.",
            n=days,
        ),
        kind="member.too_long",
        buttons=(run_button(voice.say("Pause instead"), "peer pause"),),
    )


def only_coordinator(voice: Voice) -> Card:
    """Whoever is alone cannot pause: cases would wait for nobody."""
    return Card(
        voice.say(
            "You are the only coordinator here, and nobody would hear of an emergency. Ask whoever runs the bot to add "
            "another one first; then a pause is one tap."
        ),
        kind="absence.only_coordinator",
    )
