"""When things happen: wall-clock times in a zone, weekly and daily rules, quiet and working hours.

Every occurrence is named by its nominal local time, never by a UTC instant: a clock change cannot make two of one,
and a new edition of the time zone rules moves an occurrence without renaming it.
"""

import difflib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Protocol, Self
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)
_NOT_PLACES = frozenset({"localtime", "Factory"})  # some systems list these; they name no zone a person could mean


@dataclass(frozen=True)
class LocalTime:
    """A date and a time as the clock on the wall of `zone` names them, whether or not that minute exists there."""

    on: date
    at: time
    zone: str

    def __post_init__(self) -> None:
        _require_plain(self.at)

    @classmethod
    def parse(cls, key: str, zone: str) -> Self:
        """Read a `key` back; ValueError when it is not one."""
        nominal = datetime.strptime(key, "%Y-%m-%dT%H:%M")  # noqa: DTZ007  # nominal on purpose: the zone is beside it
        return cls(nominal.date(), nominal.time(), zone)

    @property
    def key(self) -> str:
        """The nominal local time, `2026-10-25T01:30`: stable over clock changes and new zone rules."""
        return f"{self.on.isoformat()}T{self.at:%H:%M}"

    def moment(self) -> datetime:
        """Return the instant in UTC: the first of two in a fold, later by the gap when the clocks jump over it."""
        return _instant(self.on, self.at, self.zone)


class Rule(Protocol):
    """What repeats: at most one occurrence for each nominal local date."""

    def on_or_after(self, day: date, zone: str) -> LocalTime:
        """Return the first occurrence whose nominal date is `day` or later."""

    def on_or_before(self, day: date, zone: str) -> LocalTime:
        """Return the last occurrence whose nominal date is `day` or earlier."""

    def after(self, moment: datetime, zone: str) -> LocalTime:
        """Return the first occurrence strictly after `moment` (aware), wall clock kept over clock changes."""
        found = self.on_or_after(local_date(moment, zone) - 2 * _DAY, zone)  # a gap moves one by a day at most
        while found.moment() <= moment:
            found = self.on_or_after(found.on + _DAY, zone)
        return found

    def newest_until(self, moment: datetime, zone: str) -> LocalTime:
        """Return the newest occurrence at or before `moment` (aware)."""
        found = self.on_or_before(local_date(moment, zone) + _DAY, zone)
        while found.moment() > moment:
            found = self.on_or_before(found.on - _DAY, zone)
        return found


@dataclass(frozen=True)
class Weekly(Rule):
    """One weekday (Monday is 0) and a wall-clock time: exactly one occurrence a week, whatever the clocks do."""

    weekday: int
    at: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"a weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")
        _require_plain(self.at)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `Mon 09:00` or `Monday 09:00`; ValueError says what was expected."""
        day, _, at = text.partition(" ")
        for weekday, name in enumerate(WEEKDAYS):
            if day.lower() in (name.lower(), name[:3].lower()):
                return cls(weekday, parse_time(at))
        raise ValueError(f'"{text}" is not a weekday and a time like "Mon 09:00"')

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday][:3]} {self.at:%H:%M}"

    def on_or_after(self, day: date, zone: str) -> LocalTime:
        return LocalTime(day + _DAY * ((self.weekday - day.weekday()) % 7), self.at, zone)

    def on_or_before(self, day: date, zone: str) -> LocalTime:
        return LocalTime(day - _DAY * ((day.weekday() - self.weekday) % 7), self.at, zone)


@dataclass(frozen=True)
class Daily(Rule):
    """A wall-clock time of every day: exactly one occurrence for each local date that the zone has."""

    at: time

    def __post_init__(self) -> None:
        _require_plain(self.at)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `09:00`; ValueError says what was expected."""
        return cls(parse_time(text))

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"

    def on_or_after(self, day: date, zone: str) -> LocalTime:
        return LocalTime(day if _exists(day, zone) else day + _DAY, self.at, zone)

    def on_or_before(self, day: date, zone: str) -> LocalTime:
        return LocalTime(day if _exists(day, zone) else day - _DAY, self.at, zone)


@dataclass(frozen=True)
class QuietHours:
    """When nobody wants to hear from us, by the wall clock; may cross midnight. Equal ends mean never quiet."""

    start: time
    end: time

    def __post_init__(self) -> None:
        _require_plain(self.start)
        _require_plain(self.end)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `21:00-08:00`; ValueError says what was expected."""
        start, dash, end = text.partition("-")
        if not dash:
            raise ValueError(f'"{text}" is not a span of time like "21:00-08:00"')
        return cls(parse_time(start.strip()), parse_time(end.strip()))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def contains(self, moment: datetime, zone: str) -> bool:
        """Say whether the clock in `zone` shows a quiet time; the first minute is quiet, the last one is not."""
        shown = _local(moment, zone).time()
        if self.start <= self.end:
            return self.start <= shown < self.end
        return shown >= self.start or shown < self.end

    def over_at(self, moment: datetime, zone: str) -> datetime:
        """Return the first instant at or after `moment` that is not quiet, in UTC."""
        return _first(moment, zone, self.end, lambda instant: not self.contains(instant, zone))


@dataclass(frozen=True)
class WorkingHours:
    """The weekdays (Monday is 0) and the wall-clock span of a day in which somebody is at work."""

    days: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("working days are one or more of 0 (Monday) to 6 (Sunday)")
        if self.start >= self.end:
            raise ValueError(f"working hours end after they start, not {self.start:%H:%M}-{self.end:%H:%M}")

    def contains(self, moment: datetime, zone: str) -> bool:
        """Say whether the clock in `zone` shows a working time; the end itself is no longer one."""
        local = _local(moment, zone)
        return local.weekday() in self.days and self.start <= local.time() < self.end

    def next(self, moment: datetime, zone: str) -> datetime:
        """Return the first working instant at or after `moment`, in UTC."""
        return _first(moment, zone, self.start, lambda instant: self.contains(instant, zone))

    def add_working_days(self, moment: datetime, n: int, zone: str) -> datetime:
        """Return the same wall-clock time `n` working days after the first working instant from `moment`, in UTC."""
        if n < 0:
            raise ValueError(f"cannot go back {-n} working days")
        local = _local(self.next(moment, zone), zone)
        day = local.date()
        for _ in range(n):
            day += _DAY
            while day.weekday() not in self.days:
                day += _DAY
        if day == local.date():
            return local.astimezone(UTC)
        return self.next(_instant(day, local.time(), zone), zone)


def parse_time(text: str) -> time:
    """Read `09:00`, 24 hours, both digits; ValueError says what was expected."""
    try:
        if len(text) != 5:
            raise ValueError
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # a wall-clock time has no zone of its own
    except ValueError:
        raise ValueError(f'"{text}" is not a time like "09:00"') from None


def local_date(moment: datetime, zone: str) -> date:
    """Return the date that the calendar on the wall of `zone` shows at `moment` (aware)."""
    return _local(moment, zone).date()


def week_of(day: date, starts_on: date) -> int:
    """Return the week `day` lies in: 1 for the seven days from `starts_on`, 0 and less before them."""
    return (day - starts_on).days // 7 + 1


def workday_after(day: date, holidays: Collection[date] = ()) -> date:
    """Return the first day after `day` that is neither at a weekend nor one of `holidays`."""
    return _workday(day, _DAY, holidays)


def workday_before(day: date, holidays: Collection[date] = ()) -> date:
    """Return the last day before `day` that is neither at a weekend nor one of `holidays`."""
    return _workday(day, -_DAY, holidays)


def valid_zone(name: str) -> bool:
    """Say whether `name` is a time zone, spelled as the IANA database spells it."""
    return name in _zones().values()


def nearest_zone(name: str) -> str | None:
    """Return the zone somebody probably meant, in any case and also by its city alone; None when nothing is near."""
    asked = name.strip().lower().replace(" ", "_")
    zones = _zones()
    cities = {key.rpartition("/")[2]: zone for key, zone in sorted(zones.items(), reverse=True) if "/" in key}
    known = cities | zones
    if asked in known:
        return known[asked]
    near = difflib.get_close_matches(asked, known, n=1, cutoff=0.75)
    return known[near[0]] if near else None


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() - _NOT_PLACES}


def _require_plain(at: time) -> None:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError(f"a wall-clock time is whole minutes without a zone, not {at!r}")


def _instant(on: date, at: time, zone: str, fold: int = 0) -> datetime:
    return datetime.combine(on, at.replace(fold=fold), ZoneInfo(zone)).astimezone(UTC)


def _local(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")  # astimezone would silently take this computer's
    return moment.astimezone(ZoneInfo(zone))


def _exists(day: date, zone: str) -> bool:
    # A zone that moves over the date line leaves out a whole date: Apia had no 30 December 2011.
    return local_date(_instant(day, time(12), zone), zone) == day


def _first(moment: datetime, zone: str, edge: time, holds: Callable[[datetime], bool]) -> datetime:
    """Return the first instant from `moment` for which `holds`, which may begin at wall-clock `edge` or at a change."""
    if holds(moment):
        return moment.astimezone(UTC)
    today = local_date(moment, zone)
    for offset in range(16):  # a working weekday that a clock change swallows comes again within a fortnight
        begins = [_instant(today + _DAY * day, edge, zone, fold) for day in (offset, offset + 1) for fold in (0, 1)]
        begins.append(_clock_change(moment + _DAY * offset, zone))
        for instant in sorted(begins):
            if instant > moment and holds(instant):
                return instant
    raise ValueError(f"nothing begins at {edge:%H:%M} in {zone}")


def _clock_change(moment: datetime, zone: str) -> datetime:
    """Return the instant within the day from `moment` at which the zone's offset changes, else `moment` itself."""
    low, high = moment.astimezone(UTC).replace(microsecond=0), (moment + _DAY).astimezone(UTC).replace(microsecond=0)
    before = _local(low, zone).utcoffset()
    if _local(high, zone).utcoffset() == before:
        return moment
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _local(middle, zone).utcoffset() == before else (low, middle)
    return high


def _workday(day: date, step: timedelta, holidays: Collection[date]) -> date:
    day += step
    while day.weekday() >= 5 or day in holidays:
        day += step
    return day
