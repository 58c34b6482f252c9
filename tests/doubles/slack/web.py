"""The double's server: the Web API with everything that can go wrong on the way, uploads, response addresses."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.doubles.faults import Fault, Harm
from tests.doubles.request_log import Asked
from tests.doubles.slack.arguments import Arguments, read, token_of, violations
from tests.doubles.slack.errors import Limited, SlackError
from tests.doubles.slack.methods import METHODS, access
from tests.doubles.slack.methods.registry import Answer, Call, missing_scope
from tests.doubles.slack.responses import respond
from tests.doubles.slack.tokens import Token

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

_HTML = "<!DOCTYPE html><html><body><h1>Server Error</h1></body></html>"
_WITHOUT_TOKEN = ("oauth.v2.access", "apps.connections.open")
TOKEN = web.RequestKey("token", Token)
Doing = Callable[[], Awaitable[Answer]]


class Web:
    """Answers everything but Socket Mode."""

    def __init__(self, slack: "SlackDouble") -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Every address of the server."""
        return [
            web.route("*", "/api/{method}", self._api),
            web.get("/link/", self._slack.sockets.serve),
            web.post("/upload/v1/{ticket}", self._upload),
            web.post("/commands/{ticket}", self._respond),
        ]

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        if request.method not in ("GET", "POST"):
            return web.Response(status=405)
        try:
            arguments = await read(request, name)
        except SlackError as refusal:
            return _json(refusal.body)
        shown = {key: value for key, value in arguments.given.items() if key != "token"}
        asked = self._slack.log.add(Asked(self._slack.clock.now(), name, shown, dict(request.headers)))
        asked.fault = self._slack.faults.take(name, shown)

        async def doing() -> Answer:
            asked.answer = await self._answer(request, name, arguments)
            return asked.answer

        response = await self._harmed(request, asked.fault, doing)
        asked.status = response.status
        if not response.prepared and TOKEN in request:
            response.headers["X-OAuth-Scopes"] = ",".join(sorted(request[TOKEN].scopes))
        return response

    async def _harmed(self, request: web.Request, fault: Fault | None, doing: Doing) -> web.StreamResponse:
        """Answer, or do what a fault says instead."""
        if fault is None:
            return await self._well(doing)
        match fault.harm:
            case Harm.LIMITED:
                return _limited(max(1, int(fault.wait.total_seconds())))
            case Harm.REFUSED:
                return _broken(fault)
            case Harm.LATE:
                due = self._slack.clock.now() + fault.wait
                self._slack.clock.alarm(due, lambda: self._slack.clock.work(_quietly(doing)))
            case Harm.HANGING:
                await self._slack.faults.hang()
        stored = await _quietly(doing) if fault.harm.stores else None
        match fault.harm:
            case Harm.BROKEN:
                return _broken(fault)
            case Harm.GARBLED:
                return web.Response(text=_HTML, content_type="text/html")
            case Harm.CUT:
                return await _half(request, stored)
            case Harm.SILENT:
                await self._slack.faults.hang()
        if isinstance(request.transport, asyncio.Transport):
            request.transport.abort()
        return web.Response()

    async def _well(self, doing: Doing) -> web.Response:
        try:
            return _json(await doing())
        except Limited as limit:
            return _limited(limit.seconds)
        except SlackError as refusal:
            return _json(refusal.body)

    async def _answer(self, request: web.Request, name: str, arguments: Arguments) -> Answer:
        for violation in violations(name, arguments):
            self._slack.complain(violation)
        if name == "oauth.v2.access":
            return {"ok": True, **access.exchange(self._slack, arguments, _basic(request))}
        method = METHODS.get(name)
        if method is None and name not in _WITHOUT_TOKEN:
            self._slack.complain(f"{name}: no such method in the double")
            raise SlackError("unknown_method", req_method=name)
        token = self._slack.keyring.valid(token_of(request, arguments), self._slack.clock.now())
        request[TOKEN] = token
        if method is None:
            return {"ok": True, **access.open_connection(self._slack, token)}
        if token.installation is None:
            raise SlackError("not_allowed_token_type")
        now, team = self._slack.clock.now(), token.installation.team
        call = Call(self._slack, token, token.installation, arguments, now)
        if len(method.scopes) == 1:
            call.needs(*method.scopes)
        elif method.scopes and not token.installation.has(*method.scopes):
            raise missing_scope(method.scopes[0], token.installation.scopes)
        self._slack.rates.call(team.id, name, method.most, now)
        return {"ok": True, **await method.handler(call)}

    async def _upload(self, request: web.Request) -> web.Response:
        content, ticket = await request.read(), request.match_info["ticket"]
        for workspace in self._slack.workspaces.values():
            file = workspace.team.files.awaited(ticket)
            if file is None:
                continue
            if len(content) != file.length:
                return web.Response(status=400, text="the length is not the one that was announced")
            file.content = content
            return web.Response(text=f"OK - {file.length}")
        return web.Response(status=404, text="not a place to upload to")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        try:
            payload = await request.json()
        except ValueError:
            return _json({"ok": False, "error": "invalid_payload"}, status=400)
        asked = self._slack.log.add(Asked(self._slack.clock.now(), "response_url", payload, dict(request.headers)))
        asked.fault = self._slack.faults.take("response_url", payload)

        async def doing() -> Answer:
            return respond(self._slack, request.match_info["ticket"], payload)

        if asked.fault is not None:
            return await self._harmed(request, asked.fault, doing)
        try:
            asked.answer = await doing()
        except SlackError as refusal:
            gone = refusal.error in ("expired_url", "used_url", "invalid_url")
            return _json(refusal.body, status=404 if gone else 400)
        return web.Response(text="ok")


async def _quietly(doing: Doing) -> Answer | None:
    """Do it although nobody will hear of it."""
    try:
        return await doing()
    except (SlackError, Limited):
        return None


def _json(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)


def _limited(seconds: int) -> web.Response:
    body = json.dumps({"ok": False, "error": "ratelimited"})
    headers = {"Retry-After": str(seconds)}
    return web.Response(status=429, text=body, content_type="application/json", headers=headers)


def _broken(fault: Fault) -> web.Response:
    """An error of Slack's own: a page with a status, or `internal_error` with status 200."""
    if fault.error:
        return _json({"ok": False, "error": fault.error})
    return web.Response(status=fault.status, text=_HTML, content_type="text/html")


async def _half(request: web.Request, answer: Answer | None) -> web.StreamResponse:
    """Promise a whole answer and send half of it."""
    whole = json.dumps(answer or {"ok": True}).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(whole))})
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _basic(request: web.Request) -> tuple[str, str] | None:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    user, _, password = base64.b64decode(value).decode().partition(":")
    return user, password
