"""The nonces of messages, which Discord remembers for a while."""

from datetime import datetime, timedelta

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.messages import Message


class Nonces:
    """Remembers the message of each nonce for `window`: "the past few minutes", taken strictly."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.window = timedelta(minutes=2)
        self._kept: dict[str, tuple[datetime, Message]] = {}

    def earlier(self, nonce: str) -> Message | None:
        """Return the message sent with this nonce within the window, deleted or not."""
        at, message = self._kept.get(nonce, (None, None))
        return message if at is not None and self._clock.now() - at < self.window else None

    def keep(self, nonce: str, message: Message) -> None:
        """Remember the message of a nonce."""
        self._kept[nonce] = (self._clock.now(), message)
