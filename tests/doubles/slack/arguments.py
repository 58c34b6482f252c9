"""What a request to the Web API says, however it says it: in the address, as a form, as JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.doubles.slack.errors import SlackError, invalid_arguments
from tests.doubles.specs import spec

SPEC = "slack-methods.json"
_TRUE, _FALSE = ("1", "true", "True"), ("0", "false", "False", "")
_ALWAYS = ("token", "team_id")
"""Bolt adds the workspace to every call; Slack does not mind."""
_READ_ONLY = (".info", ".list", ".history", ".replies", ".members", ".conversations", ".lookupByEmail", ".getPermalink")


class Arguments:
    """The arguments of one call by name; strings where they came as a form, anything where they came as JSON."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = dict(given)

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers and the like are taken as written."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        """A string that has to be there."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, in any of the ways Slack takes."""
        value = self.given.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        if str(value) in _TRUE:
            return True
        if str(value) in _FALSE:
            return False
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.text(name, str(default))
        if not value.lstrip("-").isdigit():
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]")
        return int(value)

    def parsed(self, name: str, error: str) -> Any:
        """Something that is JSON, as itself or written out; `error` where it cannot be read."""
        value = self.given.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value)
            except ValueError:
                raise SlackError(error) from None
        return value

    def has(self, name: str) -> bool:
        """Whether it was given at all."""
        return self.given.get(name) is not None


async def read(request: web.Request, method: str) -> Arguments:
    """Read a request's arguments; SlackError where its body cannot be read."""
    given: dict[str, Any] = dict(request.query)
    body = await request.read()
    if request.method == "POST" and body:
        match request.content_type:
            case "application/json":
                given |= {} if method.endswith(_READ_ONLY) else _json(body)
            case "application/x-www-form-urlencoded":
                given |= _form(body)
            case "multipart/form-data":
                given |= dict(await request.post())
            case _:
                raise SlackError("invalid_post_type")
    return Arguments(given)


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(given, dict):
        raise SlackError("json_not_object")
    given.pop("token", None)  # a token is not read from JSON
    return given


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise SlackError("invalid_charset") from None


def token_of(request: web.Request, arguments: Arguments) -> str | None:
    """Return the token of a request: from its header, or from a form's body; never from the address."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value:
        return value.strip()
    return None if "token" in request.query else arguments.given.get("token")


def violations(method: str, arguments: Arguments) -> Iterator[str]:
    """What Slack's description of a method says about a call; nothing where the description is missing."""
    known = (spec(SPEC) or {}).get(method)
    if known is None:
        return
    for name in arguments.given:
        if name not in known["args"] and name not in _ALWAYS:
            yield f"{method}: no argument is called {name}"
    for name, about in known["args"].items():
        if about["required"] and not arguments.has(name):
            yield f"{method}: the argument {name} is missing"
