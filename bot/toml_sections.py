"""The tables of a file: every key known, and every fault at once with its line, also when only parts are sound."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import BadInput, Fault
from bot.toml_fields import nearest, shown
from bot.toml_file import Key, TomlFile


class Section(BaseModel):
    """A table of a file: every key is known, nothing is bent to fit."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


AnySection = TypeVar("AnySection", bound=Section)


def validated(file: TomlFile, model: type[AnySection]) -> AnySection:
    """Return the file as its model; BadInput tells every fault with its line."""
    faults = model_faults(file, model)
    if faults:
        raise BadInput(faults)
    return model.model_validate(file.data)


def model_faults(file: TomlFile, model: type[Section]) -> list[Fault]:
    """Return every fault of the tables themselves, in the order of the file."""
    told = {fault.key for fault in file.faults}
    found = [_fault(file, model, details) for details in _errors(model, file.data)]
    every = [*file.faults, *(fault for fault in found if fault.key not in told)]
    return sorted(every, key=lambda fault: fault.line)


def sound_part(
    file: TomlFile, model: type[AnySection], needed: Collection[str], stand_ins: Mapping[str, Any]
) -> tuple[AnySection | None, frozenset[str]]:
    """Return a file as far as it is sound, to look on for faults, and the tables that are not sound.

    A table is unsound when one of its `needed` keys ("person.id") is wrong. What is wrong gives way to a stand-in by
    its name, else to its default; an unsound table without one is left out. None: too little is sound.
    """
    data, unsound, dropped = file.data, set[str](), set[str]()
    for details in _errors(model, data):
        key: Key = tuple(details["loc"])
        names = [part for part in key if isinstance(part, str)]
        is_needed = len(names) < 2 or ".".join(names[:2]) in needed
        if details["type"] == "extra_forbidden":
            data = _without(data, key, {})
            continue
        if is_needed:
            unsound.add(names[0])
        if is_needed and (len(names) < 2 or names[1] not in stand_ins):
            dropped.add(names[0])
        else:
            data = _without(data, key[: key.index(names[1]) + 1], stand_ins)
    for table in dropped:
        data = _without(data, (table,), stand_ins)
    try:
        return model.model_validate(data), frozenset(unsound)
    except ValidationError:
        return None, frozenset(unsound)


def sound_rows(file: TomlFile, table: str, model: type[AnySection]) -> list[tuple[int, AnySection]]:
    """Return the rows of a list of tables that are sound in themselves, with their positions."""
    rows = file.data.get(table, ())
    each = enumerate(rows if isinstance(rows, tuple) else ())
    return [(number, model.model_validate(row)) for number, row in each if not _errors(model, row)]


def _without(value: Any, key: Key, stand_ins: Mapping[str, Any]) -> Any:
    """Return a table or list without what is at a key, or with its stand-in there."""
    first, *rest = key
    if isinstance(value, tuple) and isinstance(first, int):
        return tuple(_without(inner, tuple(rest), stand_ins) if n == first else inner for n, inner in enumerate(value))
    if not isinstance(value, dict):
        return value
    if rest:
        return value | {first: _without(value.get(first), tuple(rest), stand_ins)}
    kept = {name: inner for name, inner in value.items() if name != first}
    return kept | {name: stand_in for name, stand_in in stand_ins.items() if name == first}


def _errors(model: type[Section], data: object) -> list[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


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
        return file.fault(key, f"must be {_MUST_BE[kind].format(**context)}, not {shown(details['input'])}.")
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
