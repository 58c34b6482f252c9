"""The OpenAPI description (3.1): written from the same columns that spreadsheets have, so that it cannot grow stale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from bot.people_file.progress import ProgressColumns
from bot.people_file.sections import EverybodyColumns
from bot.toml_sections import Section

_LONGEST: Final = 500
_ID: Final = "^[A-Za-z][A-Za-z0-9_-]{0,31}$"
_INTEGER, _LIST, _TEXT = "integer", "array", "string"
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a row: a text, a whole number, or a list of texts."""

    kind: str
    about: str
    is_needed: bool = False
    is_id: bool = False

    @property
    def called(self) -> str:
        """What kind of value it is, in words."""
        if self.is_id:
            return "a letter, then up to 31 letters, digits, - or _"
        return {
            _INTEGER: f"a whole number from 0 to {_MOST}",
            _LIST: f"a list of texts without semicolons, up to {_LONGEST} characters each",
            _TEXT: f"a text of up to {_LONGEST} characters",
        }[self.kind]

    def schema(self) -> dict[str, Any]:
        """Return the field's schema."""
        shape: dict[str, Any] = {"type": self.kind, "description": self.about}
        if self.is_id:
            return shape | {"pattern": _ID}
        if self.kind == _INTEGER:
            return shape | {"minimum": 0, "maximum": _MOST}
        if self.kind == _LIST:
            return shape | {"maxItems": 100, "items": {"type": _TEXT, "maxLength": _LONGEST, "pattern": "^[^;]*$"}}
        return shape | {"maxLength": _LONGEST}

    def takes(self, value: Any) -> bool:
        """Whether a value is of that kind."""
        match self.kind:
            case "integer":
                is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
                return is_whole and not isinstance(value, bool) and 0 <= value <= _MOST
            case "array":
                return isinstance(value, list) and len(value) <= 100 and all(_is_item(each) for each in value)
            case _:
                is_text = isinstance(value, str) and len(value) <= _LONGEST
                return is_text and (not self.is_id or re.fullmatch(_ID.strip("^$"), value) is not None)

    def text(self, value: Any) -> str:
        """Return a value as a cell of a spreadsheet has it."""
        if isinstance(value, list):
            return ";".join(value)
        return str(int(value)) if self.kind == _INTEGER else str(value)


def _is_item(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and ";" not in value


def _columns(model: type[Section], *needed: str) -> dict[str, Column]:
    def kind(annotation: object) -> str:
        return {int: _INTEGER, frozenset[str]: _LIST}.get(annotation, _TEXT)  # type: ignore[call-overload,no-any-return]

    return {
        name: Column(kind(field.annotation), field.description or "", name in needed, name == "id")
        for name, field in model.model_fields.items()
    }


PROGRESS: Final[Mapping[str, Column]] = _columns(ProgressColumns, "id", "module")
PEOPLE: Final[Mapping[str, Column]] = _columns(EverybodyColumns, "id")
_PROBLEMS: Final = {
    "type": "object",
    "required": ["error", "problems"],
    "properties": {
        "error": {"type": "string", "description": "What is wrong and what to do, in a sentence."},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/Problem"}},
    },
}
_PROBLEM: Final = {
    "type": "object",
    "required": ["row", "field", "problem", "remedy"],
    "properties": {
        "row": {"type": "integer", "description": "From 1; 0 is the body itself."},
        **{name: {"type": "string"} for name in ("field", "problem", "remedy")},
    },
}
_REFUSALS: Final = {
    400: "no JSON",
    401: "no token, or one that is not good",
    403: "a token for something else",
    409: "rows that cannot be as things stand; nothing was changed",
    413: "more than 1 MB or 5,000 rows",
    415: "another kind of body",
    422: "another shape than described",
    429: "more than 60 requests in a minute",
    503: "it could not be stored; nothing was changed",
}
_DRY: Final = {
    "name": "dry_run",
    "in": "query",
    "description": "Only say what would happen.",
    "schema": {"type": "boolean", "default": False},
}


def description(address: str) -> dict[str, Any]:
    """Return the description; `address` is where programs find it, "" for this computer alone."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kith",
            "version": version("kith"),
            "description": "For learning platforms: how far learners have come, and who takes part.",
        },
        "servers": [{"url": address or "/"}],
        "security": [{"token": []}],
        "paths": {
            "/v1/progress": {"put": _put("progress", "Say how many modules learners have finished.", "Progress")},
            "/v1/people": {
                "put": _put("people", "Bring people in or change what is said of them.", "People")
                | {"parameters": [_DRY]}
            },
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Progress": _rows("progress", PROGRESS),
                "People": _rows("people", PEOPLE),
                "Done": _done(),
                "Refused": _PROBLEMS,
                "Problem": _PROBLEM,
            },
        },
    }


def _put(name: str, about: str, schema: str) -> dict[str, Any]:
    return {
        "operationId": f"put_{name}",
        "summary": f"{about} All rows are taken up, or none; doing it twice changes nothing.",
        "requestBody": {"required": True, "content": _json(schema)},
        "responses": {
            "200": {"description": "taken up", "content": _json("Done")},
            **{str(code): {"description": why, "content": _json("Refused")} for code, why in _REFUSALS.items()},
        },
    }


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _rows(name: str, columns: Mapping[str, Column]) -> dict[str, Any]:
    row = {
        "type": "object",
        "required": [key for key, column in columns.items() if column.is_needed],
        "additionalProperties": False,
        "properties": {key: column.schema() for key, column in columns.items()},
    }
    rows = {"type": "array", "maxItems": 5000, "items": row}
    return {"type": "object", "required": [name], "additionalProperties": False, "properties": {name: rows}}


def _done() -> dict[str, Any]:
    outcome = {
        "type": "object",
        "required": ["id", "outcome"],
        "properties": {"id": {"type": "string"}, "outcome": {"enum": ["new", "changed", "unchanged"]}},
    }
    return {
        "type": "object",
        "required": ["is_taken_up", "rows"],
        "properties": {
            "is_taken_up": {"type": "boolean", "description": "False after a dry run."},
            "rows": {"type": "array", "items": outcome},
        },
    }
