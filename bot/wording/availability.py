"""When a mentor can meet."""

from collections.abc import Sequence

from bot.cards import Action, Card, Form, TextInput
from bot.domain.availability import Window
from bot.markup import refilled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

LIMIT = 500

_WINDOWS = (
    "- Mondays, {start} to {end}",
    "- Tuesdays, {start} to {end}",
    "- Wednesdays, {start} to {end}",
    "- Thursdays, {start} to {end}",
    "- Fridays, {start} to {end}",
    "- Saturdays, {start} to {end}",
    "- Sundays, {start} to {end}",
)


def form(voice: Voice, hours: str) -> Form:
    """The hours, to change."""
    text = TextInput(
        "hours",
        voice.say("When you can meet, on your clock"),
        refilled(hours, LIMIT),
        voice.say("Mon 18:00-20:00; Thu 12:00-13:30"),
        is_required=False,
        is_long=True,
        limit=LIMIT,
    )
    return Form(Action("availability.save"), voice.say("Your hours"), (text,), voice.say("Keep"))


def not_hours(voice: Voice) -> str:
    """The problem with hours nobody can read."""
    return voice.say("Write a weekday and a span like Mon 18:00-20:00, one after the other with a semicolon")


def kept(voice: Voice, windows: Sequence[Window], outside: int) -> Card:
    """After a change: what is kept, and what stays planned."""
    lines = [voice.say(_WINDOWS[w.weekday], start=f"{w.start:%H:%M}", end=f"{w.end:%H:%M}") for w in windows]
    if lines:
        text = voice.say("Kept. Times are offered from these hours now:\n") + fitting(voice, lines, 1200)
    else:
        text = voice.say("Kept. Without hours I can offer no times; `/mentor session plan` sets one by hand.")
    if outside:
        text += voice.count(
            "\n{n} session that is planned lies outside of them. It stays as it is; “Move it” below its reminder "
            "changes that.",
            "\n{n} sessions that are planned lie outside of them. They stay as they are; “Move it” below a reminder "
            "changes that.",
            outside,
        )
    return Card(
        text,
        kind="availability.kept",
        why=voice.say("You changed your hours."),
        buttons=(run_button(voice.say("My week"), "mentor week"),),
    )
