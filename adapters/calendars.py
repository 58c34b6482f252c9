"""Calendar files (RFC 5545, `.ics`) as bytes. Pure: the same entry gives the same file, however often it is sent.

Times are UTC instants: every calendar shows them on its owner's clock, and no rules of a zone can be out of date.
Nobody's address is in it, so there is no organizer and nobody attends: it is published, not sent round to be answered.
"""

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Final

from bot.domain.calendars import CalendarFile

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE: Final = "text/calendar"
_MAKER: Final = "-//Kith//Kith//EN"


def written(file: CalendarFile) -> bytes:
    """Return the file's bytes; private, so that who shares a calendar shares that time is taken, and no more."""
    return _calendar([file], "CANCEL" if file.is_cancelled else "PUBLISH")


def gathered(files: Sequence[CalendarFile]) -> bytes:
    """Return several entries as one calendar, which somebody subscribes to."""
    return _calendar(files, "PUBLISH")


def _calendar(files: Sequence[CalendarFile], method: str) -> bytes:
    from icalendar import Calendar  # here, since it takes a quarter of a second that no start should wait

    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for file in files:
        calendar.add_component(_event(file))
    return bytes(calendar.to_ical())


def _event(file: CalendarFile) -> "Event":
    from icalendar import Event, vUri

    event = Event()
    event.add("uid", f"{file.uid}@kith")
    event.add("sequence", file.version)
    event.add("dtstamp", file.made_at.astimezone(UTC))
    event.add("dtstart", file.starts_at.astimezone(UTC))
    event.add("dtend", file.ends_at.astimezone(UTC))
    event.add("summary", file.title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if file.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if file.is_cancelled else "OPAQUE")
    if file.about:
        event.add("description", file.about)
    if file.link:
        event.add("location", file.link)
        event.add("url", vUri(file.link))
    return event
