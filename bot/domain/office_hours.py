"""Office hours: somebody is there for whoever comes, in short places that are booked one by one (S11, C12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.deadlines import OfficeHour

REMIND_AHEAD = timedelta(hours=1)


class BookingState(StrEnum):
    """Whether a place is taken."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    """A learner's place in an office hour; `host_id` is who is there."""

    id: str
    cohort_id: str
    learner_id: str
    host_id: str
    starts_at: datetime
    minutes: int
    state: BookingState = BookingState.BOOKED

    @property
    def is_booked(self) -> bool:
        """Whether the place is still theirs."""
        return self.state is BookingState.BOOKED

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def cancelled(self) -> "Booking":
        """Return the booking given back."""
        return replace(self, state=BookingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class FreePlace:
    """A place nobody has; `host` is the handle of who is there."""

    host: str
    starts_at: datetime
    minutes: int
    link: str = ""


def places(hour: OfficeHour) -> tuple[FreePlace, ...]:
    """Return every place of an office hour, one after the other."""
    each = hour.minutes // hour.places
    starts = (hour.starts_at + timedelta(minutes=each * n) for n in range(hour.places))
    return tuple(FreePlace(hour.host, at, each, hour.link) for at in starts)


def free_places(
    hours: Iterable[OfficeHour], taken: Collection[tuple[str, datetime]], opened: Collection[str], now: datetime
) -> list[FreePlace]:
    """Return what can be booked, soonest first; `taken` is by host and moment.

    `opened` are the milestones whose extra office hours are open already: the others stay closed until then.
    """
    free = [
        place
        for hour in hours
        if not hour.before or hour.before in opened
        for place in places(hour)
        if place.starts_at > now and (place.host, place.starts_at) not in taken
    ]
    return sorted(free, key=lambda place: (place.starts_at, place.host))
