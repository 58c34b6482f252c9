"""What the surfaces on doubles share: the core of now, and a platform that can be down."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.app import Application
from bot.cards import Card, Option, Page
from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.errors import PlatformDown
from bot.events import Account, Event, Place
from bot.ports import Delivery, Messenger, Settle, Tx
from bot.wording.voice import Voice


@dataclass(slots=True)
class Current:
    """The core and the storage of now, others after a restart.

    `reads` says how people read a card on this platform; by that `kinds` knows every card. `handled` are ids of events.
    """

    reads: Callable[[Card], Iterable[str]]
    application: Callable[[], Application] | None = None
    handled: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def app(self) -> Application:
        """The application of now."""
        assert self.application is not None
        return self.application()

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name."""
        return self.app.commands

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""
        return self.app.parse_command(text)

    async def suggest(self, by: Account, place: Place, command: str, option: str, typed: str) -> list[Option]:
        """Return what could be meant."""
        return await self.app.suggest(by, place, command, option, typed)

    async def voice(self, by: Account) -> Voice:
        """Return the voice for somebody."""
        return await self.app.voice(by)

    async def page(self, by: Account) -> Page:
        """Return somebody's page."""
        return await self.app.page(by)

    async def handle(self, event: Event) -> list[Reply]:
        """Handle an event, note that it was, and remember what its answers look like."""
        replies = await self.app.handle(event)
        for reply in replies:
            if isinstance(reply.answer, Card):
                self.note(reply.answer)
        self.handled.add(event.id)
        return replies

    def note(self, card: Card) -> None:
        """Remember the kind of a card by what people will read."""
        self.kinds.update(dict.fromkeys(self.reads(card), card.kind))

    @property
    def version(self) -> None:
        """Nobody may rely on what was asked before: after a restart another storage counts anew."""

    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        """Write to the storage of now."""
        return self.app.storage.transaction()

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """Read from the storage of now."""
        return self.app.storage.snapshot()


@dataclass(slots=True)
class Breakable:
    """The bot's messenger, with a platform that can be down."""

    inner: Messenger
    current: Current
    is_down: bool = False
    settle: Settle = field(default=Settle())

    async def send(self, delivery: Delivery) -> str:
        """Send, unless the platform is down."""
        self._check()
        self.current.note(delivery.card)
        return await self.inner.send(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        """Look, unless the platform is down."""
        self._check()
        return await self.inner.find(delivery)

    def _check(self) -> None:
        if self.is_down:
            raise PlatformDown("the platform is down", timedelta(seconds=30))
