"""Places in office hours, each booked once."""

from datetime import datetime

from sqlalchemy import bindparam, or_

from bot.domain.office_hours import Booking, BookingState
from storage.schema import bookings
from storage.session import Session, Shape, unless_any

_SHAPE = Shape(Booking, bookings)
_ADD = unless_any(bookings)
_GET = _SHAPE.select(bookings.c.id == bindparam("booking_id"))
_SINCE = (
    bookings.c.state == BookingState.BOOKED,
    bookings.c.starts_at >= bindparam("since", type_=bookings.c.starts_at.type),
)
_OF_MEMBER = _SHAPE.select(
    or_(bookings.c.learner_id == bindparam("of_member"), bookings.c.host_id == bindparam("of_member")), *_SINCE
).order_by(bookings.c.starts_at, bookings.c.id)
_IN_COHORT = _SHAPE.select(bookings.c.cohort_id == bindparam("of_cohort"), *_SINCE).order_by(
    bookings.c.starts_at, bookings.c.host_id
)


class SqlBookings:
    """The bookings table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, booking: Booking) -> bool:
        """Store it; False when somebody has this place."""
        return await self._session.change(_ADD, _SHAPE.values(booking)) == 1

    async def get(self, booking_id: str) -> Booking | None:
        """Return a booking and lock its row."""
        statement = _GET if self._session.is_read_only else _GET.with_for_update()
        return _SHAPE.read(await self._session.row(statement, {"booking_id": booking_id}))

    async def of_member(self, member_id: str, since: datetime) -> list[Booking]:
        """What a learner has booked, or a host is booked for, from a moment on, by time."""
        return _SHAPE.read_all(await self._session.rows(_OF_MEMBER, {"of_member": member_id, "since": since}))

    async def in_cohort(self, cohort_id: str, since: datetime) -> list[Booking]:
        """What is booked in a cohort from a moment on, by time, then host id."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id, "since": since}))

    async def save(self, booking: Booking) -> None:
        """Overwrite a booking; ValueError when it is not there."""
        await _SHAPE.save(self._session, booking)
