"""What pairing knows of people: never more than they said for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Window
from bot.domain.members import MeetingFormat

SLOT = timedelta(minutes=15)
SLOTS = 7 * 24 * 4
"""Quarters of an hour in a week: the zones of the world differ by whole ones."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner. `starts` are the quarters of a week (UTC, Monday 00:00 is 0) in which a session can begin."""

    id: str
    stage: int = 0
    goals: frozenset[str] = frozenset()
    style: str = ""
    format: MeetingFormat = MeetingFormat.EITHER
    language: str = ""
    starts: frozenset[int] = frozenset()
    avoid: frozenset[str] = frozenset()
    prefer: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor; `completed_stage` is the last module they finished themselves."""

    id: str
    capacity: int = 4
    completed_stage: int = 0
    strengths: frozenset[str] = frozenset()
    style: str = ""
    format: MeetingFormat = MeetingFormat.EITHER
    language: str = ""
    starts: frozenset[int] = frozenset()
    avoid: frozenset[str] = frozenset()


def hours(windows: tuple[Window, ...], zone: str, on: date, length: timedelta) -> frozenset[int]:
    """Return the quarters of a week in which a session of `length` can begin, in UTC as the clocks stand `on` a day."""
    monday = on - timedelta(days=on.weekday())
    return frozenset(slot for window in windows for slot in _starts(window, monday, zone, length))


def _starts(window: Window, monday: date, zone: str, length: timedelta) -> Iterator[int]:
    day = monday + timedelta(days=window.weekday)
    start, end = _moment(day, window.start, zone), _moment(day, window.end, zone)
    base = datetime.combine(monday, time(), UTC)
    first = -((base - start) // SLOT)  # rounded up to a quarter
    last = (end - length - base) // SLOT
    yield from (slot % SLOTS for slot in range(first, last + 1))


def _moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
