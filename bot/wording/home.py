"""What stands on somebody's own page beside their cards: headings, and what the buttons are called."""

from collections.abc import Mapping

from bot.cards import Button
from bot.commands import Command, short
from bot.wording.common import run_button
from bot.wording.voice import Voice

HEADINGS: Mapping[str, str] = {
    "peer": "What you can do",
    "mentor": "For mentors",
    "coord": "For coordinators",
}
"""By the root of the commands below it."""


def button(voice: Voice, command: Command) -> Button:
    """A button that says in a few words what a command does: its summary up to the first stop."""
    return run_button(short(voice.word(command.summary)), command.name)
