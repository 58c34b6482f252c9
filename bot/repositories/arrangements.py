"""What is arranged with people. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.extensions import Extension
from bot.domain.moves import Move
from bot.domain.office_hours import Booking
from bot.domain.room import Traits


class ExtensionRepository(Protocol):
    """More time for a milestone."""

    async def add(self, extension: Extension) -> None: ...
    async def get(self, extension_id: str) -> Extension | None: ...
    async def of_learner(self, learner_id: str) -> list[Extension]:
        """A learner's, oldest first."""

    async def in_cohort(self, cohort_id: str) -> list[Extension]:
        """All of a cohort's, oldest first."""

    async def save(self, extension: Extension) -> None: ...


class BookingRepository(Protocol):
    """Places in office hours; one learner in each."""

    async def add(self, booking: Booking) -> bool:
        """Store it; False when somebody has this place."""

    async def get(self, booking_id: str) -> Booking | None: ...
    async def of_member(self, member_id: str, since: datetime) -> list[Booking]:
        """What a learner has booked, or a host is booked for, from a moment on, by time."""

    async def in_cohort(self, cohort_id: str, since: datetime) -> list[Booking]:
        """What is booked in a cohort from a moment on, by time, then host id."""

    async def save(self, booking: Booking) -> None: ...


class MoveRepository(Protocol):
    """Learners who move to another mentor; one open move each."""

    async def add(self, move: Move) -> bool:
        """Store it; False when the learner has an open one."""

    async def get(self, move_id: str) -> Move | None: ...
    async def find(self, move_id: str) -> Move | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Move]:
        """All of a cohort's, oldest first."""

    async def save(self, move: Move) -> None: ...


class TraitsRepository(Protocol):
    """What pairing and workload know of people."""

    async def put(self, traits: Traits) -> None:
        """Store or overwrite them."""

    async def of(self, member_id: str) -> Traits:
        """Somebody's; those of somebody who said nothing where there are none."""

    async def in_cohort(self, cohort_id: str) -> Mapping[str, Traits]:
        """A cohort's by member id."""
