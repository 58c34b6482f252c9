"""When people can meet: weekly windows in each one's own zone, and two real options that suit both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.schedule import WEEKDAYS, LocalTime, QuietHours, local_date

_WINDOW = re.compile(r"(?P<day>[A-Z][a-z]{2}) (?P<start>\d{2}:\d{2})-(?P<end>\d{2}:\d{2})\Z")
_DAYS = tuple(day[:3] for day in WEEKDAYS)
_STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Window:
    """A weekly span of time on one weekday, by the person's own wall clock."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Person:
    """What is needed of somebody to find a time with them."""

    windows: tuple[Window, ...]
    zone: str
    quiet: QuietHours


def parse_availability(text: str) -> tuple[Window, ...]:
    """Read `Mon 18:00-20:00;Thu 12:00-13:30`; ValueError names the part that is not like this."""
    return tuple(_window(part.strip()) for part in text.split(";") if part.strip())


def _window(text: str) -> Window:
    match = _WINDOW.match(text)
    if match is None or match["day"] not in _DAYS:
        raise ValueError(f'"{text}" is not a weekday and a span like "Mon 18:00-20:00"')
    start, end = time.fromisoformat(match["start"]), time.fromisoformat(match["end"])
    if start >= end:
        raise ValueError(f'"{text}" ends before it starts')
    return Window(_DAYS.index(match["day"]), start, end)


def options(one: Person, other: Person, after: datetime, length: timedelta, count: int = 2) -> tuple[datetime, ...]:
    """Return up to `count` starts (UTC) inside both people's windows within 14 days of `after`, on different days.

    No option lies in anybody's quiet hours or in a clock change: a window that a change cuts is left out that day.
    """
    found: list[datetime] = []
    for start, end in sorted(_spans(one, after)):
        at = _first_common(start, end, other, after, length)
        if at is not None and all(local_date(at, one.zone) != local_date(seen, one.zone) for seen in found):
            found.append(at)
        if len(found) == count:
            break
    return tuple(found)


def _first_common(start: datetime, end: datetime, other: Person, after: datetime, length: timedelta) -> datetime | None:
    common = [
        max(start, their_start, after)
        for their_start, their_end in _spans(other, after)
        if max(start, their_start, after) + length <= min(end, their_end)
    ]
    return min(common, default=None)


def _spans(person: Person, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    today = local_date(after, person.zone)
    for offset in range(15):
        day = today + timedelta(days=offset)
        for window in person.windows:
            span = _span(window, day, person) if window.weekday == day.weekday() else None
            if span is not None and span[1] > after:
                yield span


def _span(window: Window, day: date, person: Person) -> tuple[datetime, datetime] | None:
    start = LocalTime(day, window.start, person.zone).moment()
    end = LocalTime(day, window.end, person.zone).moment()
    nominal = datetime.combine(day, window.end, UTC) - datetime.combine(day, window.start, UTC)
    if end - start != nominal:
        return None
    moments = [start + i * _STEP for i in range(int((end - start) / _STEP))]
    if any(person.quiet.contains(moment, person.zone) for moment in moments):
        return None
    return start, end
