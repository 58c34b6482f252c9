"""The JSON calls that change something: each needs the token, and answers with what came of it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.local import wire
from adapters.local.gateway import Answer, NotPossible
from adapters.local.site import TOKEN_HEADER, Site, check_token, person_of, site_of

Given = Mapping[str, Any]
Act = Callable[[Site, str, Given], Awaitable[Answer | None]]


async def _say(site: Site, person_id: str, given: Given) -> Answer:
    return await site.gateway.say(person_id, _text(given, "channel"), _text(given, "text"), _text(given, "reply_to"))


async def _edit(site: Site, person_id: str, given: Given) -> Answer:
    return await site.gateway.edit(person_id, _text(given, "message"), _text(given, "text"))


async def _press(site: Site, person_id: str, given: Given) -> Answer:
    message, action = _text(given, "message"), _text(given, "action")
    return await site.gateway.press(person_id, message, action, _text(given, "value"))


async def _submit(site: Site, person_id: str, given: Given) -> Answer:
    values = given.get("values", {})
    if not isinstance(values, dict):
        raise HTTPException(400, "“values” must be an object.")
    texts = {str(key): str(value) for key, value in values.items()}
    return await site.gateway.submit(person_id, _text(given, "dialog"), texts)


async def _cancel(site: Site, person_id: str, given: Given) -> None:
    await site.gateway.cancel(person_id, _text(given, "dialog"))


async def _leave(site: Site, person_id: str, _: Given) -> Answer:
    return await site.gateway.leave(person_id)


async def _join(site: Site, person_id: str, _: Given) -> Answer:
    person = await site.workspace.directory.person(person_id)
    assert person is not None
    return await site.gateway.join(person)


async def _direct(site: Site, person_id: str, given: Given) -> None:
    person = await site.workspace.directory.person(person_id)
    assert person is not None
    await site.workspace.directory.put_people([replace(person, takes_direct=bool(given.get("is_open", True)))])


def _text(given: Given, name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise HTTPException(400, f"“{name}” must be a text.")
    return value


async def given_in(request: Request) -> Given:
    """Return the object a call sent, if it carries our token."""
    check_token(request, request.headers.get(TOKEN_HEADER, ""))
    try:
        given = json.loads(await request.body())
    except ValueError as problem:
        raise HTTPException(400, "This is not JSON.") from problem
    if not isinstance(given, dict):
        raise HTTPException(400, "An object is expected.")
    return given


def _call(act: Act) -> Callable[[Request], Awaitable[Response]]:
    @wraps(act)
    async def endpoint(request: Request) -> Response:
        given, person = await given_in(request), await person_of(request)
        done = await act(site_of(request), person.id, given)
        return JSONResponse(wire.answer(done or Answer()))

    return endpoint


def refused(problem: Exception) -> Response:
    """Say as JSON why something is not possible."""
    if isinstance(problem, HTTPException):
        return JSONResponse({"problem": problem.detail}, problem.status_code)
    assert isinstance(problem, NotPossible)
    return JSONResponse({"problem": str(problem)}, 409)


_ACTS: dict[str, Act] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "submit": _submit,
    "cancel": _cancel,
    "leave": _leave,
    "join": _join,
    "direct": _direct,
}
ROUTES = [Route(f"/api/people/{{person}}/{name}", _call(act), methods=["POST"]) for name, act in _ACTS.items()]
