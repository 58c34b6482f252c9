"""A small language for what JSON may look like; a check yields sentences like Slack's, with the place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""From a value and its JSON pointer to what is wrong with it."""


def at(problem: str, place: str) -> str:
    """Write a problem with its place, as Slack does."""
    return f"{problem} [json-pointer:{place}]"


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: fields it needs, fields it may have, and nothing else."""

    needs: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    besides: tuple[Check, ...] = ()

    def __call__(self, value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must be an object", place)
            return
        for name in self.needs:
            if value.get(name) is None:
                yield at(f"missing required field: {name}", place)
        for name, content in value.items():
            check = self.needs.get(name) or self.may.get(name)
            if check is None:
                yield at(f"invalid additional property: {name}", place)
            elif content is not None:
                yield from check(content, f"{place}/{name}")
        for check in self.besides:
            yield from check(value, place)


def text(most: int, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at("must be a string", place)
        elif len(value) > most:
            yield at(f"must be less than {most + 1} characters", place)
        elif len(value) < least:
            yield at(f"must be more than {least - 1} characters", place)

    return check


def matching(pattern: str, like: str) -> Check:
    """A string of a form."""

    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield at(f"must be like {like}", place)

    return check


def one_of(*values: str) -> Check:
    """One of these words."""

    def check(value: Any, place: str) -> Iterator[str]:
        if value not in values:
            yield at(f"must be a valid enum value ({', '.join(values)})", place)

    return check


def flag(value: Any, place: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield at("must be a boolean", place)


def number(least: int, most: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, place: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield at("must be an integer", place)
        elif not least <= value <= most:
            yield at(f"must be between {least} and {most}", place)

    return check


def several(check_one: Check, most: int, least: int = 1) -> Check:
    """A list of so many."""

    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at("must be an array", place)
            return
        if len(value) > most:
            yield at(f"no more than {most} items allowed", place)
        if len(value) < least:
            yield at(f"no less than {least} items allowed", place)
        for position, item in enumerate(value):
            yield from check_one(item, f"{place}/{position}")

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose `type` says which shape it has."""

    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must be an object", place)
            return
        shape = shapes.get(str(value.get("type")))
        if shape is None:
            yield at(f"unsupported type: {value.get('type')}", f"{place}/type")
            return
        yield from shape(value, place)

    return check


def anything(value: Any, place: str) -> Iterator[str]:
    """Whatever the app likes."""
    yield from ()
