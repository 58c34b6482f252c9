"""Who may start a session: the token, the intents, the shard, and the daily budget of starts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.doubles.discord.sessions import EVERY_INTENT, Session
from tests.doubles.discord.state import State

NOT_AUTHENTICATED, WRONG_TOKEN, INVALID_SHARD, SHARDING_NEEDED = 4003, 4004, 4010, 4011
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014


@dataclass(frozen=True)
class Closed(Exception):
    """The gateway closes the connection with a code."""

    code: int


class Budget:
    """How many sessions may still be started today, and how soon after one another; clients wait that out for real."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.total = 1000
        self.used = 0
        self.every = timedelta(seconds=5)
        self.max_concurrency = 1
        self._resets_at = state.clock.now() + timedelta(days=1)
        self._last: dict[int, datetime] = {}
        self.is_token_reset = False

    @property
    def remaining(self) -> int:
        """How many are left until the budget is renewed."""
        self._renew()
        return max(0, self.total - self.used)

    def shape(self) -> dict[str, int]:
        """Write the budget as `GET /gateway/bot` shows it."""
        left = self._resets_at - self._state.clock.now()
        return {
            "total": self.total,
            "remaining": self.remaining,
            "reset_after": max(0, left // timedelta(milliseconds=1)),
            "max_concurrency": self.max_concurrency,
        }

    def spend(self, shard: int) -> bool:
        """Take one start; False means too soon after the last. With none left, Discord resets the token."""
        self._renew()
        now, key = self._state.clock.running(), shard % self.max_concurrency
        self.used += 1
        if self.used > self.total:
            self.is_token_reset = True
            raise Closed(WRONG_TOKEN)
        last = self._last.get(key)
        if last is not None and now - last < self.every:
            return False
        self._last[key] = now
        return True

    def _renew(self) -> None:
        now = self._state.clock.now()
        if now >= self._resets_at:
            self.used, self._resets_at = 0, now + timedelta(days=1)


def session_for(state: State, wanted: dict[str, Any], *, sharding_from: int) -> Session:
    """Check an IDENTIFY and return the session it starts; raises `Closed` where Discord would close."""
    intents = wanted.get("intents")
    if not isinstance(intents, int) or isinstance(intents, bool) or intents & ~EVERY_INTENT or intents < 0:
        raise Closed(INVALID_INTENTS)
    if intents & state.application.refused_intents:
        raise Closed(DISALLOWED_INTENTS)
    match wanted.get("shard", [0, 1]):
        case [int(number), int(count)] if 0 <= number < count:
            shard = (number, count)
        case _:
            raise Closed(INVALID_SHARD)
    if len(state.guilds) > sharding_from * shard[1]:
        raise Closed(SHARDING_NEEDED)
    return Session(intents, shard)
