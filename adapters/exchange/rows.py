"""What a request brings: read as JSON, of the shape that is described, as rows of text like those of a spreadsheet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request

from adapters.exchange.description import Column
from bot.wording import exchange as wording

MOST_ROWS: Final = 5_000
MAX_BODY: Final = 1_000_000
"""Bytes of a request."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row (from 1; 0: the body itself), in which field."""

    row: int
    field: str
    problem: str
    remedy: str = ""


class Refusal(Exception):
    """A request that changes nothing, with every reason."""

    def __init__(self, status: int, error: str, problems: list[Problem] | None = None) -> None:
        self.status, self.error, self.problems = status, error, problems or []
        super().__init__(error)


async def rows_of(request: Request, name: str, columns: Mapping[str, Column]) -> list[dict[str, str]]:
    """Return the rows of a body `{name: [{column: value, …}, …]}` as text; Refusal with every place that is wrong."""
    body = await _body(request)
    rows = body.get(name) if isinstance(body, dict) else None
    if not isinstance(rows, list) or not isinstance(body, dict) or body.keys() != {name}:
        raise Refusal(422, wording.wrong_shape(), [Problem(0, name, f'must be {{"{name}": […]}} and nothing else.')])
    if len(rows) > MOST_ROWS:
        raise Refusal(413, wording.too_big())
    problems = [problem for number, row in enumerate(rows, 1) for problem in _wrong(number, row, columns)]
    if problems:
        raise Refusal(422, wording.wrong_shape(), problems[:100])
    return [{key: columns[key].text(value) for key, value in row.items()} for row in rows]


async def _body(request: Request) -> Any:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(415, wording.no_json())
    text = await _text(request)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refusal(400, wording.unreadable()) from None


async def _text(request: Request) -> bytes:
    """Return the body; what is too big is not read to its end."""
    text = bytearray()
    async for part in request.stream():
        text += part
        if len(text) > MAX_BODY:
            raise Refusal(413, wording.too_big())
    return bytes(text)


def _refuse(word: str) -> Any:
    raise ValueError(word)  # NaN and Infinity are no JSON


def _wrong(number: int, row: Any, columns: Mapping[str, Column]) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(number, "", "is no object.")]
    found = [Problem(number, str(key)[:60], "is no field here.") for key in row.keys() - columns.keys()]
    for key, column in columns.items():
        if key not in row and column.is_needed:
            found.append(Problem(number, key, "is missing."))
        elif key in row and not column.takes(row[key]):
            found.append(Problem(number, key, f"must be {column.called}."))
    return found
