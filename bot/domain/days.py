"""Days as people type them."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.day_names import SOON, month, plain, weekday
from bot.domain.schedule import LocalTime, local_date, parse_time

_NAMED = re.compile(
    r"(?:(?P<weekday>[a-z-]{3,})[.,]*\s+)?(?P<day>\d{1,2})(?:er\b|\.)?\s*(?:de\s+)?(?P<month>[a-z]{3,})\.?"
    r"(?:\s+(?:de\s+)?(?P<year>\d{4}))?\Z"
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})h(?P<minute>\d{2})?\Z")


def parse_day(text: str, today: date) -> date:
    """Read `2026-04-02`, `2 Apr`, `Thu 2 Apr`, `today`, `tomorrow` or a weekday (the next one).

    Names are read in each of our languages. ValueError says what would do.
    """
    typed = plain(text)
    for ahead, words in enumerate(SOON):
        if typed in words:
            return today + timedelta(days=ahead)
    named = weekday(typed.rstrip("."))
    if named is not None:
        return today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)
    match = _NAMED.match(typed)
    try:
        return _named(match, today) if match else date.fromisoformat(typed)
    except ValueError as problem:
        raise ValueError(f'"{text}" is not a day like 2026-04-02, 2 Apr, tomorrow or Thu') from problem


def _named(match: re.Match[str], today: date) -> date:
    """Return the day that was named; ValueError where there is none, or where it is another weekday."""
    number, day = month(match["month"]), int(match["day"])
    if number is None:
        raise ValueError("no such month")
    found = date(int(match["year"] or today.year), number, day)
    if not match["year"] and found < today - timedelta(days=180):
        found = date(today.year + 1, number, day)
    if match["weekday"] and weekday(match["weekday"]) != found.weekday():
        raise ValueError("another weekday")
    return found


def parse_when(text: str, now: datetime, zone: str) -> datetime:
    """Read `Tue 18:00` or `Tue 17 Mar, 18:00` on the clock of `zone`; ValueError where no clock ever shows it."""
    day, _, clock = text.strip().rpartition(" ")
    if hour := _HOUR.match(clock.lower()):
        clock = f"{hour['hour']}:{hour['minute'] or '00'}"
    clock = clock.zfill(len("09:00"))
    typed = LocalTime(parse_day(day.rstrip(","), local_date(now, zone)), parse_time(clock), zone)
    at = typed.moment()
    if at.astimezone(ZoneInfo(zone)).time() != typed.at:
        raise ValueError(f'"{text}" is skipped when the clocks change')
    return at
