"""Discord takes 50 requests a second from a bot. We ask for 45, and keep five for what cannot wait.

What is refused for being too fast counts: after 10,000 refusals in ten minutes Discord shuts the whole bot out, and
until a refusal's wait is over nothing goes out, an escalation neither. Measured without a pace of our own: 2,000
prompts met 10,850 refusals and took 3.7 times as long as they had to.
"""

import asyncio
from collections import deque
from datetime import datetime, timedelta
from typing import Final

from bot.errors import TryLater
from bot.ports import Clock

A_SECOND: Final = 45
RESERVED: Final = 5
"""Of a second's requests, those that only what is urgent may use."""
LONGEST: Final = 2.5
"""Seconds that a message waits here for its turn; a longer line waits in the outbox, where it can be overtaken."""


class Pace:
    """Lets requests through one by one, evenly, by the event loop's time, in the order in which they ask.

    Even, since a burst at a second's end and one at the next one's beginning are one burst to Discord.
    """

    def __init__(self, a_second: float = A_SECOND) -> None:
        self._apart = 1 / a_second
        self._free_at = self._told_until = 0.0
        self._urgent = deque[float](maxlen=RESERVED)

    async def turn(self, *, is_urgent: bool) -> None:
        """Wait for a turn. TryLater says when there is likely one, where the line is long already.

        What is urgent never waits in that line; it is only slowed down by others that are urgent.
        """
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at)
        reserved_at = self._reserved_at(now)
        if is_urgent and reserved_at < at:
            self._urgent.append(reserved_at)
            await _until(reserved_at)
            return
        if at - now > LONGEST and not is_urgent:
            raise TryLater("Discord takes 50 requests a second", timedelta(seconds=self._place_outside(now)))
        self._free_at = at + self._apart
        await _until(at)

    def _reserved_at(self, now: float) -> float:
        is_used_up = len(self._urgent) == RESERVED
        return max(now, self._urgent[0] + 1) if is_used_up else now

    def _place_outside(self, now: float) -> float:
        """Return in how many seconds to come back: each a little later than the one before."""
        self._told_until = max(self._told_until + self._apart, now + LONGEST)
        return self._told_until - now


class Waits:
    """Channels that asked for time: until it is over no message asks there again, whichever was refused."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, datetime] = {}

    def hold(self, channel_id: str, seconds: float) -> None:
        """Leave a channel alone for so long."""
        now = self._clock.now()
        self._until = {known: until for known, until in self._until.items() if until > now}
        self._until[channel_id] = now + timedelta(seconds=seconds)

    def check(self, channel_id: str) -> None:
        """Raise TryLater with what is left of the wait."""
        left = self._until.get(channel_id, self._clock.now()) - self._clock.now()
        if left > timedelta():
            raise TryLater("Discord asks to slow down", left)


async def _until(at: float) -> None:
    wait = at - asyncio.get_running_loop().time()
    if wait > 0:
        await asyncio.sleep(wait)
