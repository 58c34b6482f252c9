"""What may stand behind a key: field types whose faults are plain sentences."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from bot.domain.availability import parse_availability
from bot.domain.schedule import WEEKDAYS, LocalTime, QuietHours, Weekly, WorkingHours, nearest_zone, valid_zone

AnyEnum = TypeVar("AnyEnum", bound=StrEnum)


def wrong(problem: str, remedy: str = "") -> PydanticCustomError:
    """Return what a validator raises: a problem and what would be right, each a sentence."""
    return PydanticCustomError("kith", "{problem}", {"problem": problem, "remedy": remedy})


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the sentence that helps: the nearest of the choices, else all of them when they are few."""
    known = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {known[near[0]]}?"
    *others, last = known.values() or [""]
    if not last or len(others) > 30:
        return ""
    return f"It can be {', '.join(others)} or {last}." if others else f"It can be {last}."


def shown(value: object) -> str:
    """Return a value as a fault tells it, shortened."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if len(value) <= 40 else f"text of {len(value)} characters"
        case tuple():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)[:40]


def parsed(parse: Callable[[str], Any]) -> PlainValidator:
    """Return a validator that reads text with a function of the domain; its ValueError becomes the fault."""

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise wrong(f"must be text in quotes, not {shown(value)}.")
        try:
            return parse(value)
        except ValueError as error:
            raise wrong(f"{error}.") from None

    return PlainValidator(read)


def one_of(choices: type[AnyEnum]) -> PlainValidator:
    """Return a validator that reads a word of an enumeration and names the nearest for any other."""

    def read(value: object) -> AnyEnum:
        if isinstance(value, str) and value in list(choices):
            return choices(value)
        raise wrong(f"cannot be {shown(value)}.", nearest(str(value), [str(choice) for choice in choices]))

    return PlainValidator(read)


def _zone(value: object) -> str:
    if isinstance(value, str) and valid_zone(value):
        return value
    near = nearest_zone(value) if isinstance(value, str) else None
    remedy = f"Did you mean {near}?" if near else "Time zones are written like Europe/Lisbon."
    raise wrong(f"{shown(value)} is not a time zone.", remedy)


_UNITS = {
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "minutes": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "hours": timedelta(hours=1),
    "day": timedelta(days=1),
    "days": timedelta(days=1),
    "week": timedelta(weeks=1),
    "weeks": timedelta(weeks=1),
}
_DURATION = re.compile(r"(?P<number>\d{1,4}) ?(?P<unit>[a-z]+)\Z", re.ASCII)


def parse_duration(text: str) -> timedelta:
    """Read `15 min`, `6 h`, `1 day` or `2 weeks`; ValueError says what was expected. Nothing is too short."""
    match = _DURATION.match(text)
    if match is None or match["unit"] not in _UNITS or not int(match["number"]):
        raise ValueError(f'"{text}" is not a length of time like "15 min", "6 h", "1 day" or "2 weeks"')
    return int(match["number"]) * _UNITS[match["unit"]]


_WEEKS = re.compile(r"(?P<first>\d{1,3})(?:-(?P<last>\d{1,3}))?\Z", re.ASCII)


def parse_weeks(text: str) -> tuple[int, int]:
    """Read `3-5` or `6`, the first and last week; ValueError says what was expected."""
    match = _WEEKS.match(text)
    if match is None:
        raise ValueError(f'"{text}" is not a span of weeks like "1-2" or "3"')
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last:
        raise ValueError(f'"{text}" does not run from an earlier week to a later one')
    return first, last


def parse_hours(text: str) -> WorkingHours | None:
    """Read `Mon-Fri 09:00-17:00`, `07:00-22:00` (every day) or `any` (None); ValueError says what was expected."""
    if text == "any":
        return None
    days, _, span = text.rpartition(" ")
    hours = QuietHours.parse(span)
    return WorkingHours(_days(days) if days else frozenset(range(7)), hours.start, hours.end)


def _days(text: str) -> frozenset[int]:
    short = [name[:3] for name in WEEKDAYS]
    first, _, last = text.partition("-")
    if first not in short or (last or first) not in short:
        raise ValueError(f'"{text}" is not a span of weekdays like "Mon-Fri"')
    start, end = short.index(first), short.index(last or first)
    if start > end:
        raise ValueError(f'"{text}" does not run from an earlier weekday to a later one')
    return frozenset(range(start, end + 1))


def _available(text: str) -> str:
    parse_availability(text)
    return text


def _plain_date(value: object) -> object:
    if type(value) is date and not 2000 <= value.year <= 2199:
        raise wrong(f"{value} is not a year this can be about.", "Years run from 2000 to 2199.")
    return value


_HANDLE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}\Z")


def _handle(text: str) -> str:
    if not _HANDLE.match(text):
        raise ValueError(f'"{text}" is not an id: a letter, then letters, digits, - or _, 32 at most')
    return text


@dataclass(frozen=True, slots=True)
class When:
    """A date and time as somebody wrote it; `zone` only where they named one."""

    nominal: datetime
    zone: str = ""

    def moment(self, zone: str) -> datetime:
        """Return the instant in UTC; `zone` is the clock that is meant where none was named."""
        return LocalTime(self.nominal.date(), self.nominal.time(), self.zone or zone).moment()

    def faults(self, zone: str) -> Iterator[tuple[str, str]]:
        """Yield a problem and what would be right when the clocks of the zone jump over this time."""
        real = self.moment(zone).astimezone(ZoneInfo(self.zone or zone)).replace(tzinfo=None)
        if real != self.nominal:
            problem = f"There is no {self.nominal:%Y-%m-%d %H:%M} in {self.zone or zone}: the clocks jump over it."
            yield problem, f"The time that follows is {real:%H:%M}."


_WHEN = re.compile(r"(?P<nominal>\d{4}-\d\d-\d\d[ T]\d\d:\d\d)(?: (?P<zone>\S+))?\Z", re.ASCII)


def _when(value: object) -> When:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return _plain_when(value, "")
        return _plain_when(value.astimezone(UTC).replace(tzinfo=None), "UTC")
    match = _WHEN.match(value) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"{shown(value)} is not a date and time.", 'Write it like "2026-03-05 12:10".')
    try:
        nominal = datetime.fromisoformat(match["nominal"])
    except ValueError:
        raise wrong(f"There is no {match['nominal']}.", "Look at the calendar and the clock.") from None
    return _plain_when(nominal, _zone(match["zone"]) if match["zone"] else "")


def _plain_when(nominal: datetime, zone: str) -> When:
    _plain_date(nominal.date())
    if nominal.second or nominal.microsecond:
        raise wrong(f"{nominal} is not a whole minute.", "Leave the seconds out.")
    return When(nominal, zone)


Zone = Annotated[str, PlainValidator(_zone)]
Handle = Annotated[str, parsed(_handle)]
Count = Annotated[int, Field(ge=1, le=52)]
Moment = Annotated[When, PlainValidator(_when)]
Day = Annotated[date, BeforeValidator(_plain_date)]
Duration = Annotated[timedelta, parsed(parse_duration)]
WeeklyTime = Annotated[Weekly, parsed(Weekly.parse)]
Quiet = Annotated[QuietHours, parsed(QuietHours.parse)]
Hours = Annotated[WorkingHours | None, parsed(parse_hours)]
WeekSpan = Annotated[tuple[int, int], parsed(parse_weeks)]
Availability = Annotated[str, parsed(_available)]
