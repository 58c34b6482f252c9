"""When people can meet: weekly windows in each one's own zone, and real times that suit both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule import WEEKDAYS, QuietHours, local_date

_WINDOW = re.compile(r"(?P<day>[A-Z][a-z]{2}) (?P<start>\d{2}:\d{2})-(?P<end>\d{2}:\d{2})\Z")
_DAYS = tuple(day[:3] for day in WEEKDAYS)
_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=14)
Span = tuple[datetime, datetime]
"""A stretch of time in UTC, its end no longer part of it."""


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
    taken: tuple[Span, ...] = ()
    """When they meet somebody else already."""
    away: tuple[tuple[date, date], ...] = ()
    """Days off by their own calendar, first and last."""


def parse_availability(text: str) -> tuple[Window, ...]:
    """Read `Mon 18:00-20:00;Thu 12:00-13:30`; ValueError names the part that is not like this."""
    return tuple(_window(part.strip()) for part in text.split(";") if part.strip())


def _window(text: str) -> Window:
    match = _WINDOW.match(text)
    if match is None or match["day"] not in _DAYS:
        raise ValueError(f'"{text}" is not a weekday and a span like "Mon 18:00-20:00"')
    try:
        start, end = time.fromisoformat(match["start"]), time.fromisoformat(match["end"])
    except ValueError:
        raise ValueError(f'"{text}" has a time no day has; the last one is 23:59') from None
    if start >= end:
        raise ValueError(f'"{text}" ends before it starts')
    return Window(_DAYS.index(match["day"]), start, end)


def options(one: Person, other: Person, after: datetime, length: timedelta, count: int = 2) -> tuple[datetime, ...]:
    """Return the first `count` starts (UTC) inside both people's windows within 14 days of `after`, a day apart.

    No option lies in anybody's quiet hours, days off or other meetings, nor in a clock change.
    """
    return tuple(candidates(one, other, (after, after + _AHEAD), length)[:count])


def candidates(one: Person, other: Person, within: Span, length: timedelta) -> list[datetime]:
    """Return the earliest start (UTC, on a quarter of an hour) of every day on which both can, by `one`'s calendar."""
    earliest: dict[date, datetime] = {}
    theirs = list(_free(other, within))
    for start, end in _free(one, within):
        for their_start, their_end in theirs:
            if (
                start < their_end
                and their_start < end
                and (at := _quarter(max(start, their_start))) + length <= min(end, their_end)
            ):
                day = local_date(at, one.zone)
                earliest[day] = min(at, earliest.get(day, at))
    return sorted(earliest.values())


def fits(one: Person, other: Person, at: datetime, length: timedelta) -> bool:
    """Whether both can meet at a moment, a quarter of an hour."""
    return candidates(one, other, (at, at + length), length) == [at]


def spread(starts: Sequence[datetime], middle: datetime) -> list[datetime]:
    """Order starts so that each pair of them has one from either half, as long as both halves have one left."""
    early = [at for at in starts if at < middle]
    late = [at for at in starts if at >= middle]
    pairs = [at for pair in zip(early, late, strict=False) for at in pair]
    return pairs + early[len(late) :] + late[len(early) :]


def _quarter(moment: datetime) -> datetime:
    """Return the first quarter of an hour from a moment on."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment + _QUARTER - over if over else moment


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a weekday's wall clock, outside of quiet hours, that somebody has free every week."""

    start: time
    end: time
    length: timedelta


def _free(person: Person, within: Span) -> Iterator[Span]:
    """Yield when somebody can meet, in no order; what a clock change touches is left out that day."""
    zone, parts = ZoneInfo(person.zone), _by_weekday(person)
    first, last = (moment.astimezone(zone).date() for moment in within)
    for offset in range((last - first).days + 1):
        day = first + offset * _DAY
        ours = parts.get(day.weekday())
        if ours and not any(from_on <= day <= until_on for from_on, until_on in person.away):
            spans = [span for part in ours if (span := _span(part, day, zone)) is not None]
            yield from _left(spans, within, person.taken)


def _by_weekday(person: Person) -> dict[int, list[_Part]]:
    """Return the parts of somebody's windows outside of quiet hours."""
    quiet, found = person.quiet, dict[int, list[_Part]]()
    spans = [(quiet.start, quiet.end)] if quiet.start <= quiet.end else [(time(), quiet.end), (quiet.start, time.max)]
    for window in person.windows:
        parts = [(window.start, window.end)]
        for start, end in spans if quiet.start != quiet.end else ():
            parts = [part for a, b in parts for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
        found.setdefault(window.weekday, []).extend(_Part(a, b, _minutes(b) - _minutes(a)) for a, b in parts)
    return found


def _minutes(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _span(part: _Part, day: date, zone: ZoneInfo) -> Span | None:
    """Return a stretch of a day's wall clock as instants; None where a clock change falls into it."""
    first = datetime.combine(day, part.start, zone).astimezone(UTC)
    last = datetime.combine(day, part.end, zone).astimezone(UTC)
    exists = first.astimezone(zone).time() == part.start
    return (first, last) if exists and last - first == part.length else None


def _left(parts: list[Span], within: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a day's parts after the bounds and what is taken."""
    parts = [(max(start, within[0]), min(end, within[1])) for start, end in parts]
    for busy, free in taken:
        parts = [part for a, b in parts for part in ((a, min(b, busy)), (max(a, free), b)) if part[0] < part[1]]
    yield from (part for part in parts if part[0] < part[1])
