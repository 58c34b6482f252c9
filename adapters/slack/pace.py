"""One message a second in a conversation, by the bot's own clock, and no sooner than Slack said."""

from datetime import datetime, timedelta
from typing import Final

from bot.errors import TryLater
from bot.ports import Clock

APART: Final = timedelta(seconds=1)
_MOST: Final = 5_000


class Pace:
    """Knows when each conversation takes its next message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[tuple[str, str], datetime] = {}

    def take(self, workspace: str, channel: str) -> None:
        """Take the turn of a conversation; TryLater with the wait where another message had it."""
        now, spot = self._clock.now(), (workspace, channel)
        free_at = self._free_at.get(spot, now)
        if free_at > now:
            raise TryLater("one message a second in a conversation", free_at - now)
        self._put(spot, now + APART)

    def book(self, workspace: str, channel: str) -> timedelta:
        """Take the next turn of a conversation that is free; return how long it is until then."""
        now, spot = self._clock.now(), (workspace, channel)
        turn = max(self._free_at.get(spot, now), now)
        self._put(spot, turn + APART)
        return turn - now

    def hold(self, workspace: str, channel: str, wait: timedelta) -> None:
        """Say nothing in a conversation for as long as Slack asked."""
        self._put((workspace, channel), self._clock.now() + wait)

    def _put(self, spot: tuple[str, str], free_at: datetime) -> None:
        if len(self._free_at) >= _MOST:
            now = self._clock.now()
            self._free_at = {known: at for known, at in self._free_at.items() if at > now}
        self._free_at[spot] = free_at
