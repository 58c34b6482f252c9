"""What the Slack adapter asks of the core."""

from collections.abc import Mapping
from typing import Protocol

from bot.cards import Page
from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.events import Account, Event
from bot.wording.voice import Voice


class Core(Protocol):
    """The application, as seen from Slack."""

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name."""

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""

    async def handle(self, event: Event) -> list[Reply]:
        """Handle one event in one transaction; the same event twice is handled once. Returns the private answers."""

    async def stores(self) -> bool:
        """Whether anything can be stored just now."""

    async def voice(self, by: Account) -> Voice:
        """Return the voice for somebody, for what the adapter says itself."""

    async def page(self, by: Account) -> Page:
        """Return what somebody's own page shows now; reads only."""
