"""How many requests somebody may make in a minute. Kept in memory: a restart forgets it, and nothing is lost."""

import time
from collections.abc import Callable
from typing import Final

SECONDS: Final = 60
_MOST: Final = 10_000
"""Names remembered in one minute; with more than that, all of them together are one."""


class Limits:
    """Counts by minute and name. `seconds` is a clock that only goes on."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._minute, self._counts = seconds, -1, dict[str, int]()

    def allows(self, name: str, most: int) -> bool:
        """Count one more; whether it is still within `most` of this minute."""
        key = self._key(name)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key] <= most

    def _key(self, name: str) -> str:
        minute = int(self._seconds() // SECONDS)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        return name if name in self._counts or len(self._counts) < _MOST else ""
