"""An early look at what an urgent message came to that may have arrived, before its doubt is settled.

A hit says that it arrived; its absence says nothing yet, since a platform may store late. So a look changes nothing
but a doubt that has ended well. What is to be looked at is kept in memory: whatever is forgotten settles as always.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.deliveries import Delivery, DeliveryState
from bot.effects import Urgency
from bot.outcomes import Outcome
from bot.ports import Clock

AFTER: Final = (timedelta(seconds=2), timedelta(seconds=10))
"""So long after a doubt it is looked at, where it settles later than that."""


@dataclass(frozen=True, slots=True)
class _Glance:
    at: datetime
    delivery: Delivery


class Glances:
    """What is to be looked at, and when."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[_Glance] = []

    @property
    def is_due(self) -> bool:
        """Whether there is something to look at now."""
        now = self._clock.now()
        return any(glance.at <= now for glance in self._waiting)

    def plan(self, outcome: Outcome) -> None:
        """Look early at what an attempt came to, if somebody's need waits for it and there is anything to find."""
        delivery, now = outcome.delivery, self._clock.now()
        if outcome.state is not DeliveryState.UNKNOWN or delivery.urgency > Urgency.SAFETY or delivery.revises:
            return
        settled_at = outcome.next_at or now
        self._waiting += [_Glance(now + after, delivery) for after in AFTER if now + after < settled_at]

    def take(self) -> list[Delivery]:
        """Return what is to be looked at now, each once."""
        now = self._clock.now()
        due = {glance.delivery.id: glance.delivery for glance in self._waiting if glance.at <= now}
        self._waiting = [glance for glance in self._waiting if glance.at > now]
        return list(due.values())

    def forget(self, delivery: Delivery) -> None:
        """Look no more at a delivery."""
        self._waiting = [glance for glance in self._waiting if glance.delivery.id != delivery.id]
