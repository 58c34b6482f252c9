"""What the Discord adapter asks of the core."""

from collections.abc import Mapping
from typing import Protocol

from bot.cards import Option
from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.events import Account, Event, Place
from bot.wording.voice import Voice


class Core(Protocol):
    """The application, as seen from Discord."""

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

    async def suggest(self, by: Account, place: Place, command: str, option: str, typed: str) -> list[Option]:
        """Return what could be meant by what somebody has typed so far into an option of a command."""
