"""What may stand behind a key: field types with plain sentences, and pydantic's errors as faults with their line."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.domain.availability import parse_availability
from bot.domain.schedule import WEEKDAYS, LocalTime, QuietHours, Weekly, WorkingHours, nearest_zone, valid_zone
from bot.errors import BadInput, Fault
from bot.toml_file import Key, TomlFile


class Section(BaseModel):
    """A table of a file: every key is known, nothing is bent to fit."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


AnySection = TypeVar("AnySection", bound=Section)
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


# --- reading a whole file --------------------------------------------------------------------------------------------


def validated(file: TomlFile, model: type[AnySection]) -> AnySection:
    """Return the file as its model; BadInput tells every fault with its line."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        faults = [_fault(file, model, details) for details in error.errors(include_url=False)]
        raise BadInput(sorted(faults, key=lambda fault: fault.line)) from None


def _fault(file: TomlFile, model: type[Section], details: ErrorDetails) -> Fault:
    key: Key = tuple(details["loc"])
    kind, context = details["type"], details.get("ctx", {})
    if kind == "kith":
        return file.fault(key, context["problem"], context["remedy"])
    if kind == "extra_forbidden":
        return file.fault(key, "is not a known key.", nearest(str(key[-1]), _keys_at(model, key[:-1])))
    if kind == "missing":
        return file.fault(key, "is missing.")
    if kind in _MUST_BE:
        return file.fault(key, f"must be {_MUST_BE[kind].format(**context)}, not {_shown(details['input'])}.")
    return file.fault(key, f"{details['msg']}.")


_MUST_BE: Mapping[str, str] = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date like 2026-03-02",
    "tuple_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "finite_number": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_too_short": "at least {min_length} characters long",
    "string_too_long": "at most {max_length} characters long",
}


def _shown(value: object) -> str:
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


def _keys_at(model: Any, path: Key) -> list[str]:
    """Return the keys a table may have; `path` leads there through lists and optional tables."""
    for part in path:
        if isinstance(part, int):
            continue
        field = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        if field is None:
            return []
        model = _section_in(field.annotation)
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _section_in(annotation: Any) -> type[Section] | None:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _section_in(inner))), None)


# --- single values ---------------------------------------------------------------------------------------------------


def parsed(parse: Callable[[str], Any]) -> PlainValidator:
    """Return a validator that reads text with a function of the domain; its ValueError becomes the fault."""

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise wrong(f"must be text in quotes, not {_shown(value)}.")
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
        raise wrong(f"cannot be {_shown(value)}.", nearest(str(value), [str(choice) for choice in choices]))

    return PlainValidator(read)


def _zone(value: object) -> str:
    if isinstance(value, str) and valid_zone(value):
        return value
    near = nearest_zone(value) if isinstance(value, str) else None
    remedy = f"Did you mean {near}?" if near else "Time zones are written like Europe/Lisbon."
    raise wrong(f"{_shown(value)} is not a time zone.", remedy)


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


_WHEN = re.compile(r"(?P<nominal>\d{4}-\d\d-\d\d[ T]\d\d:\d\d)(?: (?P<zone>\S+))?\Z", re.ASCII)


def _when(value: object) -> When:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return _plain_when(value, "")
        return _plain_when(value.astimezone(UTC).replace(tzinfo=None), "UTC")
    match = _WHEN.match(value) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"{_shown(value)} is not a date and time.", 'Write it like "2026-03-05 12:10".')
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
