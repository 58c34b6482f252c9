"""Checks requests against Discord's OpenAPI description, and the double's own answers too.

The description lies in the folder that KITH_SPECS names; without it nothing is checked here, and tests say so.
"""

import copy
import functools
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.doubles.discord.forms import Form
from tests.doubles.discord.rest.routing import Answer, Call

if TYPE_CHECKING:
    from tests.doubles.discord.server import Request

FILE = "discord-openapi.json"
STRICT, AS_IS = "urn:discord:strict", "urn:discord:as-is"

# What Discord's documentation allows beyond its description, and discord.py sends.
ALSO_FIELDS = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": ["boolean", "null"]}},
    "ApplicationCommandCreateRequest": {"nsfw": {"type": ["boolean", "null"]}},
    "RichEmbed": {"flags": {"type": ["integer", "null"]}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"type": ["boolean", "null"]}},
    "MessageEditRequestPartial": {"tts": {"type": ["boolean", "null"]}},
}
DIGITS = {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$"}
BITS_AS_TEXT = ("allow", "deny", "permissions")
CODES = {
    "required": "BASE_TYPE_REQUIRED",
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "maxItems": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "enum": "BASE_TYPE_CHOICES",
    "const": "BASE_TYPE_CHOICES",
}


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
        self._specs = _specs(found) if found is not None else None

    @property
    def is_there(self) -> bool:
        """Whether requests are checked."""
        return self._specs is not None

    def check(self, call: Call, record: "Request", violations: list[str]) -> None:
        """Note what a request has that the description does not; refuse what does not fit it."""
        if self._specs is None:
            return
        violations += [f"{record}: {fault}" for fault in self._specs.faults_of(call)]
        error = self._specs.error_of(call)
        if error is not None:
            form = Form()
            code = CODES.get(str(error.validator), "BASE_TYPE_INVALID")
            form.wrong(tuple(error.absolute_path), code, error.message[:200])
            form.done()

    def check_answer(self, call: Call, answer: Answer, faults: list[str]) -> None:
        """Note where an answer of the double's own is not what Discord describes."""
        if self._specs is not None and answer.status != 204:
            fault = self._specs.fault_of_answer(call, answer)
            if fault is not None:
                faults.append(f"{call.route.method} {call.route.template} {answer.status}: {fault}")


class Specs:
    """The description as validators, each made once."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._paths = described["paths"]
        strict = _strict(copy.deepcopy(described))
        lenient = _widened(copy.deepcopy(described))
        self._registry: Registry[Any] = Registry().with_resources(
            (name, Resource(contents=contents, specification=DRAFT202012))
            for name, contents in ((STRICT, strict), (AS_IS, lenient))
        )
        self._validators: dict[str, Draft202012Validator] = {}

    def faults_of(self, call: Call) -> list[str]:
        """Return the faults of a request's path, query and body."""
        operation = self._operation(call)
        if operation is None:
            return ["Discord describes no such operation"]
        faults = [*self._faults_of_parameters(call, operation)]
        error = self._error(call, STRICT)
        return faults if error is None else [*faults, _sentence(error)]

    def error_of(self, call: Call) -> ValidationError | None:
        """Return what Discord itself would stumble over."""
        return self._error(call, AS_IS) if self._operation(call) is not None else None

    def fault_of_answer(self, call: Call, answer: Answer) -> str | None:
        """Return where an answer does not fit."""
        operation = self._operation(call)
        responses = (operation or {}).get("responses", {})
        if str(answer.status) not in responses:
            return f"described are {sorted(responses)}"
        if "application/json" not in responses[str(answer.status)].get("content", {}):
            return None
        pointer = (call.route, "responses", str(answer.status), "content", "application/json", "schema")
        error = best_match(self._validator(AS_IS, pointer).iter_errors(answer.body))
        return None if error is None else _sentence(error)

    def _operation(self, call: Call) -> dict[str, Any] | None:
        found = self._paths.get(call.route.template, {}).get(call.route.method.lower())
        return None if found is None else dict(found)

    def _error(self, call: Call, document: str) -> ValidationError | None:
        operation = self._operation(call) or {}
        content = operation.get("requestBody", {}).get("content")
        if content is None:
            return None if call.json is None else ValidationError("takes no body")
        if call.json is None and not operation["requestBody"].get("required"):
            return None
        pointer = (call.route, "requestBody", "content", "application/json", "schema")
        found = best_match(self._validator(document, pointer).iter_errors(call.json))
        return found if found is None or isinstance(found, ValidationError) else None

    def _faults_of_parameters(self, call: Call, operation: dict[str, Any]) -> list[str]:
        described = [*self._paths[call.route.template].get("parameters", []), *operation.get("parameters", [])]
        known = {one["name"]: one for one in described if one["in"] == "query"}
        faults = [f"unknown query parameter {name}" for name in call.query if name not in known]
        for name, one in known.items():
            if name in call.query and not self._fits(one["schema"], call.query[name]):
                faults.append(f"query parameter {name} is {call.query[name]!r}")
        return faults + [f"query parameter {name} is missing" for name in known if _is_missing(known[name], call.query)]

    def _fits(self, schema: dict[str, Any], text: str) -> bool:
        whole = {"$defs": {}, **schema} if "$ref" not in schema else {"$ref": AS_IS + schema["$ref"]}
        validator = Draft202012Validator(_absolute(whole), registry=self._registry)
        return any(validator.is_valid(reading) for reading in _readings(text))

    def _validator(self, document: str, pointer: tuple[Any, ...]) -> Draft202012Validator:
        route, *rest = pointer
        steps = ["paths", route.template, route.method.lower(), *rest]
        reference = f"{document}#/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        if reference not in self._validators:
            self._validators[reference] = Draft202012Validator({"$ref": reference}, registry=self._registry)
        return self._validators[reference]


@functools.lru_cache(maxsize=2)
def _specs(path: Path) -> Specs:
    return Specs(json.loads(path.read_text(encoding="utf-8")))


def _strict(described: dict[str, Any]) -> dict[str, Any]:
    widened = _widened(described)
    for schema in _objects(widened):
        if "properties" in schema and "additionalProperties" not in schema and "allOf" not in schema:
            schema["additionalProperties"] = False
    return widened


def _widened(described: dict[str, Any]) -> dict[str, Any]:
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"] = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}
    for name, fields in ALSO_FIELDS.items():
        schemas[name]["properties"] |= fields
    for schema in _objects(described):
        properties = schema.get("properties", {})
        numbers = [bits for bits in BITS_AS_TEXT if "integer" in properties.get(bits, {}).get("type", ())]
        properties |= dict.fromkeys(numbers, DIGITS)
    return described


def _objects(node: Any) -> list[dict[str, Any]]:
    found = [node] if isinstance(node, dict) else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        found += _objects(child)
    return found


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: AS_IS + v if k == "$ref" and v.startswith("#") else _absolute(v) for k, v in schema.items()}
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _readings(text: str) -> list[Any]:
    readings: list[Any] = [text]
    if text.lstrip("-").isdigit():
        readings.append(int(text))
    if text.lower() in ("true", "1", "false", "0"):
        readings.append(text.lower() in ("true", "1"))
    return readings


def _is_missing(parameter: dict[str, Any], query: dict[str, str]) -> bool:
    return bool(parameter.get("required")) and parameter["name"] not in query


def _sentence(error: ValidationError) -> str:
    place = "/".join(str(step) for step in error.absolute_path)
    return f"{place or 'body'}: {error.message[:300]}"
