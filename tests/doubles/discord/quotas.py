"""Counts that start anew each day."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.doubles.discord.clock import Clock

DAY = timedelta(days=1)


@dataclass(eq=False)
class Daily:
    """So many a day for each scope."""

    clock: Clock
    most: int
    _spent: dict[str, list[datetime]] = field(default_factory=dict)

    def spend(self, scope: str, how_many: int) -> bool:
        """Take some of today's; False, and none taken, where not so many are left."""
        now = self.clock.now()
        spent = [one for one in self._spent.get(scope, []) if now - one < DAY]
        if len(spent) + how_many > self.most:
            return False
        self._spent[scope] = [*spent, *[now] * how_many]
        return True

    def wait(self, scope: str) -> float:
        """Return the seconds until there is room again."""
        spent = self._spent.get(scope) or [self.clock.now()]
        return max(1.0, (spent[0] + DAY - self.clock.now()).total_seconds())
