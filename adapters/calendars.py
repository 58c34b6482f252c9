"""Calendar files (RFC 5545, `.ics`) as bytes. Pure: the same entry gives the same file, however often it is sent.

Times are UTC instants: every calendar shows them on its owner's clock, and no rules of a zone can be out of date. What
comes every week keeps its time of day over a clock change, so it brings its zone along.
Nobody's address is in it, so there is no organizer and nobody attends: it is published, not sent round to be answered.
"""

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import CalendarFile

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE: Final = "text/calendar"
_MAKER: Final = "-//Kith//Kith//EN"
_AROUND: Final = timedelta(days=366)
"""So much of a zone's history goes along, so that it holds a change before the first time."""


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
        if file.weekly_until is not None:
            around = (file.starts_at - _AROUND, file.weekly_until + _AROUND)
            calendar.add_missing_timezones(*(moment.date() for moment in around))
    return bytes(calendar.to_ical())


def _event(file: CalendarFile) -> "Event":
    from icalendar import Event, vUri

    event = Event()
    event.add("uid", f"{file.uid}@kith")
    event.add("sequence", file.version)
    event.add("dtstamp", file.made_at.astimezone(UTC))
    zone = UTC if file.weekly_until is None else ZoneInfo(file.zone)
    event.add("dtstart", file.starts_at.astimezone(zone))
    event.add("dtend", file.ends_at.astimezone(zone))
    if file.weekly_until is not None:
        event.add("rrule", {"freq": "weekly", "until": file.weekly_until.astimezone(UTC)})
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
