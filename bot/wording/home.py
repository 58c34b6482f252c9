"""What stands on somebody's own page beside their cards: headings, and a button for everything they may do."""

import re
from collections.abc import Iterable, Mapping

from bot.cards import Button
from bot.commands import PAGE, Command
from bot.domain.access import may_use
from bot.domain.members import Role
from bot.wording.common import run_button

HEADINGS: Mapping[str, str] = {
    "peer": "What you can do",
    "mentor": "For mentors",
    "coord": "For coordinators",
}
_FIRST = re.compile(r"[:;,.(]")
_HIDDEN = {*PAGE, "peer commands"}
"""Commands that need no button here: the page shows them already."""


def deeds(commands: Iterable[Command], role: Role) -> Mapping[str, tuple[Button, ...]]:
    """Return by heading the buttons of everything somebody with a role may do."""
    usable = [c for c in commands if may_use(role, c.role) and c.name not in _HIDDEN]
    ordered = sorted(usable, key=lambda command: command.name)
    found = {heading: tuple(_button(c) for c in ordered if c.root == root) for root, heading in HEADINGS.items()}
    return {heading: buttons for heading, buttons in found.items() if buttons}


def _button(command: Command) -> Button:
    """A button that says in a few words what the command does: its summary up to the first stop."""
    return run_button(_FIRST.split(command.summary)[0].strip(), command.name)
