"""What Discord remembers of messages for a while: nonces, and how often old ones were changed."""

from collections import defaultdict
from datetime import datetime, timedelta

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.messages import Message

OLD = timedelta(hours=1)
OLD_EDITS = 3  # Discord does not publish the number; what a bot may count on is "few"


class Nonces:
    """Remembers the message of each nonce for `window`: "the past few minutes", taken strictly."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.window = timedelta(minutes=2)
        self._kept: dict[str, tuple[datetime, Message]] = {}
        self._old_edits: dict[str, list[datetime]] = defaultdict(list)

    def earlier(self, nonce: str) -> Message | None:
        """Return the message sent with this nonce within the window, deleted or not."""
        at, message = self._kept.get(nonce, (None, None))
        return message if at is not None and self._clock.now() - at < self.window else None

    def keep(self, nonce: str, message: Message) -> None:
        """Remember the message of a nonce."""
        self._kept[nonce] = (self._clock.now(), message)

    def check_old_edit(self, message: Message) -> None:
        """Refuse to change a message older than an hour again and again."""
        now = self._clock.now()
        if now - message.at < OLD:
            return
        recent = [one for one in self._old_edits[message.channel.id] if now - one < OLD]
        if len(recent) >= OLD_EDITS:
            wait = (recent[0] + OLD - now).total_seconds()
            text = "Maximum number of edits to messages older than 1 hour reached. Try again later"
            raise Refused(429, 30046, text, retry_after=round(wait, 3), **{"global": False})
        self._old_edits[message.channel.id] = [*recent, now]
