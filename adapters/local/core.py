"""What the local adapter asks of the core."""

from collections.abc import Mapping
from typing import Protocol

from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.events import Event


class Core(Protocol):
    """The application, as seen from a platform."""

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name."""

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""

    async def handle(self, event: Event) -> list[Reply]:
        """Handle one event in one transaction; the same event twice is handled once. Returns the private answers."""
