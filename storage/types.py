"""How our values look in a column: the same on both databases, so that a row reads alike wherever it is kept."""

# ruff: noqa: ARG002  # SQLAlchemy hands every type the dialect, whether or not it matters

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import EnumType, IntEnum, StrEnum
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from bot.domain.plan import Plan
from bot.domain.schedule import QuietHours
from bot.domain.surveys import Result

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _text(dialect_name: str) -> Text:
    # Bytewise on PostgreSQL too, whatever locale the server was made with; SQLite compares bytes by itself.
    return Text(collation="C") if dialect_name == "postgresql" else Text()


def _whole(dialect_name: str) -> Integer:
    # STRICT tables of SQLite know INTEGER only, which holds 64 bits there.
    return BigInteger() if dialect_name == "postgresql" else Integer()


class Coded(TypeDecorator[Any]):
    """A value kept as text, through a pair of functions that undo each other."""

    impl = Text
    cache_ok = True

    def __init__(self, write: Callable[[Any], str | None], read: Callable[[str], Any]) -> None:
        super().__init__()
        self.write, self.read = write, read
        # Looked up rather than called: a list of thousands reads as many words of an enumeration.
        self._known = {word.value: word for word in list[Any](read)} if isinstance(read, EnumType) else {}

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _text(dialect.name)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._known.get(value) or self.read(value)


class CodedNumber(TypeDecorator[Any]):
    """A value kept as a whole number, through a pair of functions that undo each other."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, write: Callable[[Any], int], read: Callable[[int], Any]) -> None:
        super().__init__()
        self.write, self.read = write, read

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _whole(dialect.name)

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.read(value)


class Words(TypeDecorator[str]):
    """Text from outside. What no database can hold (NUL, half a surrogate pair) becomes a replacement character."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _text(dialect.name)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class OptionalId(TypeDecorator[str]):
    """An id that may be missing: "" for us, NULL for the database, so that foreign keys hold."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _text(dialect.name)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return value or ""


def storable(text: str) -> str:
    """Return the text with U+FFFD in the place of what neither database can hold."""
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def microseconds(moment: datetime) -> int:
    """Return a moment as it is stored."""
    return (moment - _EPOCH) // _MICROSECOND  # a naive moment raises TypeError here, as it should


def _from_microseconds(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)


def _write_strings(strings: tuple[str, ...]) -> str:
    return json.dumps(strings)


def _read_strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _write_words(words: frozenset[str]) -> str:
    return json.dumps(sorted(words))


@lru_cache(maxsize=256)
def _read_words(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


def _write_groups(groups: tuple[tuple[str, ...], ...]) -> str:
    return json.dumps(groups)


def _read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, json.loads(text)))


def _write_moments(moments: tuple[datetime, ...]) -> str:
    return json.dumps([microseconds(moment) for moment in moments])


def _read_moments(text: str) -> tuple[datetime, ...]:
    return tuple(_from_microseconds(number) for number in json.loads(text))


def _write_plan(plan: Plan) -> str:
    return _plans().dump_json(plan).decode()


@lru_cache(maxsize=64)  # a plan is read with nearly every event and holds nothing personal
def _read_plan(text: str) -> Plan:
    return _plans().validate_json(text)


@cache
def _plans() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)


def _write_results(results: tuple[Result, ...]) -> str:
    return _results().dump_json(results).decode()


@lru_cache(maxsize=64)  # they never change, and stand for nobody
def _read_results(text: str) -> tuple[Result, ...]:
    return _results().validate_json(text)


@cache
def _results() -> TypeAdapter[tuple[Result, ...]]:
    return TypeAdapter(tuple[Result, ...])


def _value(word: StrEnum) -> str:
    return word.value


def word(kind: type[StrEnum]) -> Coded:
    """Return the column type of an enumeration, kept as its values."""
    return Coded(_value, kind)


def rank(kind: type[IntEnum]) -> CodedNumber:
    """Return the column type of an ordered enumeration, kept as its numbers."""
    return CodedNumber(int, kind)


ID = Text().with_variant(_text("postgresql"), "postgresql")
"""An id or a key we or a platform made: opaque, compared bytewise."""
OPTIONAL_ID = OptionalId()
WORDS = Words()
MOMENT = CodedNumber(microseconds, _from_microseconds)
"""A moment, aware, UTC, as microseconds since 1970."""
DAY = Coded(date.isoformat, date.fromisoformat)
FLAG = CodedNumber(int, bool)
NUMBER = Integer()
SERIAL = Integer().with_variant(BigInteger(), "postgresql")
SEALED = LargeBinary()
"""Personal text, encrypted."""
SEALED_CARD = ID
"""A card, encrypted, in base64: `storage.deliveries` seals and opens it."""
STRINGS = Coded(_write_strings, _read_strings)
WORD_SET = Coded(_write_words, _read_words)
GROUPS = Coded(_write_groups, _read_groups)
MOMENTS = Coded(_write_moments, _read_moments)
QUIET = Coded(str, lru_cache(maxsize=256)(QuietHours.parse))
PLAN = Coded(_write_plan, _read_plan)
RESULTS = Coded(_write_results, _read_results)
"""What is told of a survey: made when it closes."""
