"""Days as people type them."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule import WEEKDAYS, LocalTime, local_date, parse_time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})\.?\s*(?P<month>[a-z]{3})[a-z]*\.?(?:\s+(?P<year>\d{4}))?\Z")


def parse_day(text: str, today: date) -> date:
    """Read `2026-04-02`, `2 Apr`, `today`, `tomorrow` or a weekday (the next one); ValueError says what would do."""
    typed = text.strip().lower()
    if typed in ("today", "tomorrow"):
        return today + timedelta(days=typed == "tomorrow")
    weekday = next((n for n, day in enumerate(WEEKDAYS) if len(typed) >= 3 and day.lower().startswith(typed)), None)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    match = _DAY_MONTH.match(typed)
    try:
        return _named(match, today) if match else date.fromisoformat(typed)
    except ValueError as problem:
        raise ValueError(f'"{text}" is not a day like 2026-04-02, 2 Apr, tomorrow or Thu') from problem


def _named(match: re.Match[str], today: date) -> date:
    if match["month"] not in _MONTHS:
        raise ValueError("no such month")
    month, day = _MONTHS.index(match["month"]) + 1, int(match["day"])
    if match["year"]:
        return date(int(match["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today - timedelta(days=180) else date(today.year + 1, month, day)


def parse_when(text: str, now: datetime, zone: str) -> datetime:
    """Read `Tue 18:00` or `17 Mar 18:00` on the clock of `zone`, in UTC; ValueError where no clock ever shows it."""
    day, _, clock = text.strip().rpartition(" ")
    typed = LocalTime(parse_day(day.rstrip(","), local_date(now, zone)), parse_time(clock), zone)
    at = typed.moment()
    if at.astimezone(ZoneInfo(zone)).time() != typed.at:
        raise ValueError(f'"{text}" is skipped when the clocks change')
    return at
