"""A TOML file and the line of everything in it, so that a fault can say where it is."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BadInput, Fault, unreadable

Key = tuple[str | int, ...]
"""Where a value is: names of tables and keys, and positions in lists (from 0)."""

_AT_LINE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?")
_MOST_DATES = 20
"""Impossible dates told at once; each has the whole file read again."""
_BLANKS = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]+")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says (`data`, lists as tuples) and where (`lines`).

    `faults` are dates that no calendar has; they stand in `data` as text, so that the rest can be looked at too.
    `rows` is the one list of a file that is nothing but rows: faults in it are named by line and column alone.
    """

    source: str
    data: dict[str, Any]
    lines: Mapping[Key, int]
    faults: tuple[Fault, ...] = ()
    rows: str = ""

    def line(self, key: Key) -> int:
        """Return the line of a key, else of the nearest table or list around it; 1 for the file itself."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def fault(self, key: Key, problem: str, remedy: str = "") -> Fault:
        """Return a fault at a key."""
        name = key[2:] if self.rows and key[:1] == (self.rows,) else key
        return Fault(self.source, self.line(key), spelled(name), problem, remedy)


def spelled(key: Key) -> str:
    """Return a key as people read it, lists counted from 1: `person[3].timezone`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def read_toml(path: Path) -> TomlFile:
    """Read a file; BadInput says what is wrong with it and on which line."""
    source = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Fault(source, 0, "", "is not plain text in UTF-8.", "Save it again as UTF-8.")]) from None
    except (OSError, ValueError) as error:
        raise BadInput([unreadable(source, error)]) from None
    return parse_toml(text, source)


def parse_toml(text: str, source: str) -> TomlFile:
    """Read TOML text; `source` is what faults call it."""
    text, dates = _quoted_dates(text.replace("\r\n", "\n"))
    try:
        data = tomllib.loads(text)
        lines = _Scanner(text).scan()
    except tomllib.TOMLDecodeError as error:
        faults = [_no_such_date(source, line, _key_on(text, line), date) for line, date in dates]
        raise BadInput([*faults, _syntax_fault(text, source, str(error))]) from None
    except RecursionError:
        raise BadInput([Fault(source, 0, "", "is nested too deeply.")]) from None
    except ValueError:  # a number with thousands of digits
        raise BadInput([Fault(source, 0, "", "holds a number that is too long.")]) from None
    frozen = {name: _frozen(value) for name, value in data.items()}
    faults = [_no_such_date(source, line, _key_of(frozen, lines, line, date), date) for line, date in dates]
    return TomlFile(source, frozen, lines, tuple(faults))


def _quoted_dates(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Put quotes around every date that does not exist, so that the rest can be read; return them with their lines."""
    found: list[tuple[int, str]] = []
    while len(found) < _MOST_DATES and (place := _impossible_date(text)) is not None:
        found.append((text.count("\n", 0, place.start()) + 1, place.group()))
        text = f'{text[: place.start()]}"{place.group()}"{text[place.end() :]}'
    return text, found


def _impossible_date(text: str) -> re.Match[str] | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        if match is None or "date or datetime" not in str(error):
            return None
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        return _DATE.match(text, starts[int(match["line"]) - 1] + int(match["column"]) - 1)
    except (RecursionError, ValueError):
        return None
    return None


def _no_such_date(source: str, line: int, key: str, date: str) -> Fault:
    return Fault(source, line, key, f"There is no {date}.", "Look at the calendar.")


def _key_of(data: dict[str, Any], lines: Mapping[Key, int], line: int, date: str) -> str:
    """Return the key of a value that stands on a line, as people read it."""
    here = [key for key, at in lines.items() if at == line and _value_at(data, key) == date]
    return spelled(here[0]) if here else ""


def _value_at(data: Any, key: Key) -> Any:
    for part in key:
        data = data[part]
    return data


def _key_on(text: str, line: int) -> str:
    """Return what stands before the equals sign of a line, in text that cannot be read as a whole."""
    name, equals, _ = text.splitlines()[line - 1].partition("=")
    return name.strip() if equals else ""


def _syntax_fault(text: str, source: str, message: str) -> Fault:
    match = _AT_LINE.search(message)
    line = int(match["line"]) if match else text.rstrip("\n").count("\n") + 1
    problem = message[: match.start()] if match else message.removesuffix(" (at end of document)")
    return Fault(source, line, "", f"This is not TOML: {problem}.", "Text stands in quotes, lists in [ ].")


def _frozen(value: Any) -> Any:
    match value:
        case dict():
            return {name: _frozen(inner) for name, inner in value.items()}
        case list():
            return tuple(_frozen(inner) for inner in value)
        case _:
            return value


class _Scanner:
    """Finds the line of every key in text that tomllib has accepted, so it need not check anything itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Key, int] = {}
        self._tables: dict[Key, int] = {}

    def scan(self) -> dict[Key, int]:
        table: Key = ()
        while self._blanks():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _header(self) -> Key:
        is_list = self._text.startswith("[[", self._at)
        line = self._line()
        self._at += 2 if is_list else 1
        names = self._names()
        self._at += 2 if is_list else 1
        key: Key = ()
        for name in names[:-1]:
            key = self._newest((*key, name))
        key = (*key, names[-1])
        if is_list:
            self._tables[key] = self._tables.get(key, 0) + 1
            self._note(key, line)
            key = self._newest(key)
        self._note(key, line)
        return key

    def _newest(self, key: Key) -> Key:
        count = self._tables.get(key)
        return key if count is None else (*key, count - 1)

    def _pair(self, table: Key) -> None:
        line = self._line()
        key = (*table, *self._names())
        self._note(key, line)
        self._at += 1  # the equals sign
        self._value(key)

    def _names(self) -> tuple[str, ...]:
        names = []
        while True:
            self._blanks()
            match = _BARE_KEY.match(self._text, self._at) or self._string()
            raw = match.group()
            names.append(raw if raw[0] not in "\"'" else tomllib.loads(f"name = {raw}")["name"])
            self._at = match.end()
            self._blanks()
            if self._text[self._at] != ".":
                return tuple(names)
            self._at += 1

    def _value(self, key: Key) -> None:
        self._blanks()
        match self._text[self._at]:
            case "[":
                self._list(key)
            case "{":
                self._inline(key)
            case '"' | "'":
                self._at = self._string().end()
            case _:
                plain = _PLAIN.match(self._text, self._at)
                self._at = plain.end() if plain else self._at + 1

    def _list(self, key: Key) -> None:
        for position in self._items("]"):
            self._note((*key, position), self._line())
            self._value((*key, position))

    def _inline(self, key: Key) -> None:
        for _ in self._items("}"):
            self._pair(key)

    def _items(self, end: str) -> Iterator[int]:
        """Yield before each item of a list or inline table, standing on it; leave the `end` behind at last."""
        self._at += 1
        position = 0
        while self._blanks() and self._text[self._at] != end:
            yield position
            position += 1
            self._blanks()
            if self._text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _string(self) -> re.Match[str]:
        match = _STRING.match(self._text, self._at)
        if match is None:
            raise ValueError("a string was expected")
        return match

    def _blanks(self) -> bool:
        match = _BLANKS.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at < len(self._text)

    def _line(self) -> int:
        return bisect_left(self._breaks, self._at) + 1

    def _note(self, key: Key, line: int) -> None:
        for length in range(1, len(key) + 1):
            self._lines.setdefault(key[:length], line)
