"""Checks requests against Discord's OpenAPI description, and the double's own answers too.

The description lies in the folder that KITH_SPECS names; without it nothing is checked here, and tests say so.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema_rs import ValidationError

from tests.doubles.discord import specs
from tests.doubles.discord.forms import Form
from tests.doubles.discord.rest.routing import Answer, Call
from tests.doubles.discord.specs import AS_IS, STRICT, Json, Specs

if TYPE_CHECKING:
    from tests.doubles.discord.server import Request

FILE = "discord-openapi.json"
CODES = {
    "required": "BASE_TYPE_REQUIRED",
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "maxItems": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "enum": "BASE_TYPE_CHOICES",
    "const": "BASE_TYPE_CHOICES",
}
CONVERSIONS = {"string": "STRING_TYPE_CONVERT", "integer": "NUMBER_TYPE_COERCE", "number": "NUMBER_TYPE_COERCE"}


def specs_file() -> Path | None:
    """Return where the description is, or None; a folder that is named but lacks it is an error."""
    folder = os.environ.get("KITH_SPECS")
    if not folder:
        return None
    found = Path(folder) / FILE
    if not found.is_file():
        raise FileNotFoundError(f"KITH_SPECS names {folder}, but there is no {FILE} in it")
    return found


class Schema:
    """The description, where it is there."""

    def __init__(self) -> None:
        found = specs_file()
        self._specs = specs.read(found) if found is not None else None

    @property
    def is_there(self) -> bool:
        """Whether requests are checked."""
        return self._specs is not None

    @property
    def operations(self) -> set[tuple[str, str]]:
        """The described operations, by method and path."""
        return set(self._specs.operations()) if self._specs is not None else set()

    def check(self, call: Call, record: "Request", violations: list[str]) -> None:
        """Note what a request has that the description does not; refuse what does not fit it."""
        if self._specs is None:
            return
        operation = self._specs.operation(call.route.method, call.route.template)
        if operation is None:
            violations.append(f"{record}: Discord describes no such operation")
            return
        faults = [*_faults_of_parameters(self._specs, operation, call.query)]
        if operation.get("requestBody") is None and call.json is not None:
            faults.append("takes no body")
        error = _body_error(self._specs, operation, call, STRICT)
        faults += [_sentence(error)] if error is not None else []
        violations += [f"{record}: {fault}" for fault in faults]
        if faults:
            self._refuse(_body_error(self._specs, operation, call, AS_IS))

    def check_answer(self, call: Call, answer: Answer, faults: list[str]) -> None:
        """Note where an answer of the double's own is not what Discord describes."""
        if self._specs is None or answer.status == 204:
            return
        operation = self._specs.operation(call.route.method, call.route.template) or {}
        where = f"{call.route.method} {call.route.template} {answer.status}"
        described = operation.get("responses", {}).get(str(answer.status))
        if described is None:
            faults.append(f"{where}: no such status is described")
        elif "application/json" in described.get("content", {}):
            steps = (*_steps(call), "responses", str(answer.status), "content", "application/json", "schema")
            error = self._specs.error(AS_IS, steps, answer.body)
            faults += [f"{where}: {_sentence(error)}"] if error is not None else []

    def _refuse(self, error: ValidationError | None) -> None:
        if error is None:
            return
        form = Form()
        form.wrong(tuple(error.instance_path), self._code(error), error.message[-200:])
        form.done()

    def _code(self, error: ValidationError) -> str:
        kind = error.kind.name
        assert self._specs is not None
        if kind in ("maxLength", "maxItems") and self._specs.has_minimum(error):
            return "BASE_TYPE_BAD_LENGTH"
        if kind != "type":
            return CODES.get(kind, "BASE_TYPE_INVALID")
        return next((CONVERSIONS[one] for one in error.kind.value if one in CONVERSIONS), "DICT_TYPE_CONVERT")


def _steps(call: Call) -> tuple[str, ...]:
    return "paths", call.route.template, call.route.method.lower()


def _body_error(described: Specs, operation: Json, call: Call, document: str) -> ValidationError | None:
    wanted = operation.get("requestBody")
    if wanted is None or (call.json is None and not wanted.get("required")):
        return None
    steps = (*_steps(call), "requestBody", "content", "application/json", "schema")
    return described.error(document, steps, call.json)


def _faults_of_parameters(described: Specs, operation: Json, query: dict[str, str]) -> Iterator[str]:
    known = {one["name"]: one for one in operation["parameters"] if one["in"] == "query"}
    yield from (f"unknown query parameter {name}" for name in query if name not in known)
    for name, one in known.items():
        if name not in query:
            if one.get("required"):
                yield f"query parameter {name} is missing"
        elif not any(described.fits(one["schema"], reading) for reading in _readings(query[name])):
            yield f"query parameter {name} is {query[name]!r}"


def _readings(text: str) -> list[Any]:
    readings: list[Any] = [text]
    if text.lstrip("-").isdigit():
        readings.append(int(text))
    if text.lower() in ("true", "1", "false", "0"):
        readings.append(text.lower() in ("true", "1"))
    return readings


def _sentence(error: ValidationError) -> str:
    place = "/".join(str(step) for step in error.instance_path)
    return f"{place or 'body'}: {error.message[-300:]}"
