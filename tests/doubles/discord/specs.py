"""Discord's OpenAPI description as validators, made once each: strict about unknown fields, and as Discord is."""

import copy
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

STRICT, AS_IS = "urn:discord:strict", "urn:discord:as-is"
Json = dict[str, Any]

# What Discord's documentation allows beyond its description, and discord.py sends.
ALSO_FIELDS = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": ["boolean", "null"]}},
    "ApplicationCommandCreateRequest": {"nsfw": {"type": ["boolean", "null"]}},
    "RichEmbed": {"flags": {"type": ["integer", "null"]}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"type": ["boolean", "null"]}},
    "MessageEditRequestPartial": {"tts": {"type": ["boolean", "null"]}},
}
ID = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}
DIGITS = {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$"}
BITS_AS_TEXT = ("allow", "deny", "permissions")


class Specs:
    """The description."""

    def __init__(self, described: Json) -> None:
        self._documents = {STRICT: _strict(copy.deepcopy(described)), AS_IS: _widened(copy.deepcopy(described))}
        self._registry = Registry(list(self._documents.items()))
        self._validators: dict[str, Draft202012Validator] = {}

    def operation(self, method: str, path: str) -> Json | None:
        """Return what is described of an operation, with the parameters of its path."""
        item = self._documents[AS_IS]["paths"].get(path, {})
        found = item.get(method.lower())
        if found is None:
            return None
        return {**found, "parameters": [*item.get("parameters", []), *found.get("parameters", [])]}

    def operations(self) -> Iterator[tuple[str, str]]:
        """Yield every operation, by method and path."""
        for path, item in self._documents[AS_IS]["paths"].items():
            yield from ((method.upper(), path) for method in item if method != "parameters")

    def error(self, document: str, steps: tuple[str, ...], instance: Any) -> ValidationError | None:
        """Return why something does not fit the schema at a place of the description."""
        return _first_error(self._validator(document, steps), instance)

    def fits(self, schema: Json, instance: Any) -> bool:
        """Say whether something fits a schema out of the description."""
        return Draft202012Validator(_absolute(schema), registry=self._registry).is_valid(instance)

    def has_minimum(self, error: ValidationError) -> bool:
        """Say whether what is too long could have been too short as well."""
        node: Any = self._documents[AS_IS]
        for step in error.schema_path[:-1]:
            node = node.get(step, {}) if isinstance(node, dict) else node[int(step)]
        return bool(node.get("minLength") or node.get("minItems"))

    def _validator(self, document: str, steps: tuple[str, ...]) -> Draft202012Validator:
        place = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        reference = f"{document}#/{place}".replace("{", "%7B").replace("}", "%7D")
        if reference not in self._validators:
            self._validators[reference] = Draft202012Validator({"$ref": reference}, registry=self._registry)
        return self._validators[reference]


@functools.lru_cache(maxsize=2)
def read(path: Path) -> Specs:
    """Read the description."""
    return Specs(json.loads(path.read_text(encoding="utf-8")))


def _strict(described: Json) -> Json:
    widened = _widened(described)
    for schema in _objects(widened):
        if "properties" in schema and "additionalProperties" not in schema and "allOf" not in schema:
            schema["additionalProperties"] = False
    return widened


def _widened(described: Json) -> Json:
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"] = ID
    for name, fields in ALSO_FIELDS.items():
        schemas[name]["properties"] |= fields
    for schema in _objects(described):
        properties = schema.get("properties", {})
        numbers = [bits for bits in BITS_AS_TEXT if "integer" in properties.get(bits, {}).get("type", ())]
        properties |= dict.fromkeys(numbers, DIGITS)
    return described


def _objects(node: Any) -> list[Json]:
    found = [node] if isinstance(node, dict) else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        found += _objects(child)
    return found


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: AS_IS + v if k == "$ref" and v.startswith("#") else _absolute(v) for k, v in schema.items()}
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _first_error(validator: Draft202012Validator, instance: Any) -> ValidationError | None:
    """Return the error nearest to the top; in a union, that of the member whose `type` is meant."""
    error = _nearest(list(validator.iter_errors(instance)))
    while error is not None and error.kind.name in ("oneOf", "anyOf"):
        place, branches = error.instance_path, error.kind.value
        others = [[one for one in branch if _is_of_other_kind(one, place)] for branch in branches]
        meant = [branch for branch, other in zip(branches, others, strict=True) if not other]
        error = _nearest(min(meant or others, key=len))
    return error


def _nearest(errors: list[ValidationError]) -> ValidationError | None:
    return min(errors, key=lambda error: len(error.instance_path), default=None)


def _is_of_other_kind(error: ValidationError, place: list[str | int]) -> bool:
    is_other_member = error.instance_path == [*place, "type"] and error.kind.name in ("enum", "const", "oneOf")
    return is_other_member or (error.instance_path == place and error.kind.name in ("type", "const"))
