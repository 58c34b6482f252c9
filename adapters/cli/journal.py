"""One log line for every event and every delivery: ids, kinds and durations, never a word anybody wrote."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping

from bot.app import Application
from bot.cards import Option, Page
from bot.commands import Command, NotUnderstood, Parsed
from bot.effects import Reply
from bot.errors import TryLater, Undeliverable, Unknown
from bot.events import Account, Event, PersonEvent, Place
from bot.ingest import Ingest
from bot.ports import Delivery, Messenger
from bot.storing import can_store
from bot.wording.voice import Voice

log = logging.getLogger("kith")


class NotedApplication:
    """The application as adapters see it, with a line for every event that people cause."""

    def __init__(self, app: Application, ingest: Ingest) -> None:
        self._app, self._ingest = app, ingest

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name."""
        return self._app.commands

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""
        return self._app.parse_command(text)

    async def suggest(self, by: Account, place: Place, command: str, option: str, typed: str) -> list[Option]:
        """Return what could be meant by what somebody has typed so far."""
        return await self._app.suggest(by, place, command, option, typed)

    async def voice(self, by: Account) -> Voice:
        """Return the voice for somebody."""
        return await self._app.voice(by)

    async def stores(self) -> bool:
        """Whether anything can be stored just now."""
        return await can_store(self._app.storage, self._app.clock.now())

    async def page(self, by: Account) -> Page:
        """Return somebody's own page."""
        return await self._app.page(by)

    async def handle(self, event: Event) -> list[Reply]:
        """Handle one event."""
        began = time.monotonic()
        replies = await self._ingest.handle(event)
        by = event.by.id if isinstance(event, PersonEvent) else "-"
        kind, ms = type(event).__name__, _since(began)
        about = {"event": event.id, "kind": kind, "by": by, "replies": len(replies), "ms": ms}
        log.info("event %s %s by %s: %s replies, %s ms", event.id, kind, by, len(replies), ms, extra={"about": about})
        return replies


def noting(app: Application, ingest: Ingest, handled: Callable[[], None]) -> Callable[[Event], Awaitable[list[Reply]]]:
    """Return the way in for what is served beside the bot: each event is noted, and `handled` called after it."""
    noted = NotedApplication(app, ingest)

    async def handle(event: Event) -> list[Reply]:
        replies = await noted.handle(event)
        handled()
        return replies

    return handle


class NotedMessenger:
    """A messenger with a line for every attempt."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self.settle = messenger.settle

    async def send(self, delivery: Delivery) -> str:
        """Send, and note what came of it."""
        began = time.monotonic()
        outcome = "ended"
        try:
            remote_id = await self._messenger.send(delivery)
            outcome = "sent"
        except (TryLater, Undeliverable, Unknown) as problem:
            outcome = type(problem).__name__
            raise
        finally:
            about = {
                "delivery": delivery.id,
                "kind": delivery.card.kind,
                "to": delivery.recipient_id,
                "platform": delivery.target.platform,
                "attempt": delivery.attempt,
                "outcome": outcome,
                "ms": _since(began),
            }
            log.info("delivery %s %s to %s over %s, attempt %s: %s, %s ms", *about.values(), extra={"about": about})
        return remote_id

    async def find(self, delivery: Delivery) -> str | None:
        """Look for an earlier attempt."""
        return await self._messenger.find(delivery)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
