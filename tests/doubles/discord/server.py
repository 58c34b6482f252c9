"""The HTTP side: takes a request, lets it run into its fault, checks it, and answers as Discord does."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.doubles.discord import rest
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.faults import as_json, play, too_many
from tests.doubles.discord.limits import Exceeded
from tests.doubles.discord.rest.routing import Answer, Call, find

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord

BASE = "/api/v10"
CONTENT_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
assert rest.__all__


@dataclass(eq=False)
class Request:
    """A request as it came in, for tests to look at; `status` is None while it is not answered."""

    method: str
    path: str
    template: str
    query: dict[str, str]
    body: Any
    at: datetime
    status: int | None = None
    code: int | None = None
    files: list[dict[str, Any]] = field(default_factory=list)

    def __str__(self) -> str:
        """Write the operation."""
        return f"{self.method} {self.template}"


class Server:
    """Answers Discord's REST interface."""

    def __init__(self, discord: "Discord") -> None:
        self._discord = discord
        self.requests: list[Request] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = request.rel_url.raw_path.removeprefix(BASE)
        found = find(request.method, path)
        if found is None:
            return self._nowhere(request, path)
        route, ids = found
        call = Call(self._discord, route, ids, dict(request.query))
        record = Request(request.method, path, route.template, call.query, None, self._discord.clock.now())
        self.requests.append(record)
        try:
            await self._read(request, call, record)
        except Refused as refused:
            return self._refuse(record, refused)

        def answering() -> web.Response:
            return self._answer(request, call, record)

        fault = self._discord.faults.take(call)
        return answering() if fault is None else await play(fault, request, answering)

    def _nowhere(self, request: web.Request, path: str) -> web.Response:
        self._discord.violations.append(f"{request.method} {path}: Discord or its double has no such operation")
        return as_json(404, {"message": "404: Not Found", "code": 0})

    async def _read(self, request: web.Request, call: Call, record: Request) -> None:
        if not request.can_read_body:
            return
        kind = request.content_type
        if kind not in CONTENT_TYPES:
            message = f'Expected "Content-Type" header to be one of {{{", ".join(CONTENT_TYPES)}}}.'
            errors = {"_errors": [{"code": "CONTENT_TYPE_INVALID", "message": message}]}
            raise Refused(400, 50035, "Invalid Form Body", errors=errors)
        if kind == "multipart/form-data":
            call.json, call.files = await _multipart(request)
        else:
            call.json = _json(await request.read())
        record.body, record.files = call.json, call.files

    def _answer(self, request: web.Request, call: Call, record: Request) -> web.Response:
        discord = self._discord
        headers: dict[str, str] = {}
        try:
            self._check_token(request, call)
            headers = discord.limits.take(call)
            discord.places.archive_idle()
            discord.schema.check(call, record, discord.violations)
            answer = call.route.handler(call)
        except Exceeded as exceeded:
            record.status = 429
            discord.limits.count(429, exceeded.scope)
            return too_many(exceeded.seconds, scope=exceeded.scope, has_via=not exceeded.is_cloudflare)
        except Refused as refused:
            return self._refuse(record, refused, headers)
        except Exception as error:
            discord.own_faults.append(f"{record}: {error!r}")
            raise
        record.status = answer.status
        discord.schema.check_answer(call, answer, discord.own_faults)
        discord.changed()
        return self._written(answer, headers)

    def _check_token(self, request: web.Request, call: Call) -> None:
        if call.route.is_open:
            return
        wanted = f"Bot {self._discord.state.application.token}"
        if request.headers.get("Authorization") != wanted or self._discord.gateway.budget.is_token_reset:
            raise Refused(401, 0, "401: Unauthorized")
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            raise Refused(403, 40333, "internal network error")

    def _refuse(self, record: Request, refused: Refused, headers: dict[str, str] | None = None) -> web.Response:
        record.status, record.code = refused.status, refused.code
        self._discord.limits.count(refused.status)
        if refused.status == 429:
            headers = {**(headers or {}), "Via": "1.1 google", "X-RateLimit-Scope": "shared"}
            headers["Retry-After"] = str(round(refused.more.get("retry_after", 1)))
        return self._dated(as_json(refused.status, refused.body(), headers))

    def _written(self, answer: Answer, headers: dict[str, str]) -> web.Response:
        if answer.status == 204:
            return self._dated(web.Response(status=204, headers=headers))
        return self._dated(as_json(answer.status, answer.body, headers))

    def _dated(self, response: web.Response) -> web.Response:
        response.headers["Date"] = self._discord.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
        return response


def _json(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


async def _multipart(request: web.Request) -> tuple[Any, list[dict[str, Any]]]:
    body: Any = {}
    files: list[dict[str, Any]] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refused(400, 50109, "The request body contains invalid JSON.")
        raw = bytes(await part.read())
        if part.name == "payload_json":
            body = _json(raw)
        else:
            files.append({"field": part.name, "filename": part.filename, "size": len(raw), "content": raw})
    return body, files
