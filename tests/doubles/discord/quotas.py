"""So many of something within a window of time, for each scope: what Discord counts besides requests."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.errors import Refused


@dataclass(eq=False)
class Quota:
    """Counts what was used; one too many is refused with 429, `code` and `message`."""

    clock: Clock
    most: int
    window: timedelta
    code: int
    message: str
    _used: dict[str, list[datetime]] = field(default_factory=dict)

    def use(self, scope: str, how_many: int = 1) -> None:
        """Use some, or refuse all of them where not so many are left."""
        now = self.clock.now()
        used = [one for one in self._used.get(scope, []) if now - one < self.window]
        if len(used) + how_many > self.most:
            wait = ((used[0] if used else now) + self.window - now).total_seconds()
            raise Refused(429, self.code, self.message, retry_after=round(wait, 3), **{"global": False})
        self._used[scope] = [*used, *[now] * how_many]
