"""The exchange as a web application: its addresses, what guards them, and how it says no: in JSON, with a next step."""

from dataclasses import asdict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.allowance import SECONDS, Limits
from adapters.exchange import calendar, handing_in
from adapters.exchange.asking import Doorkeeper
from adapters.exchange.rows import Refusal
from adapters.exchange.site import Handle, Site
from adapters.exchange.tokens import TokenFile
from adapters.guard import Discreet, Guard
from bot.app import Application
from bot.wording import exchange as wording

_SENTENCES = {404: wording.not_there, 405: wording.not_so}
_HEADERS = {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": str(SECONDS)}, 503: {"retry-after": str(SECONDS)}}


def build(
    app: Application,
    tokens: TokenFile,
    public_url: str = "",
    limits: Limits | None = None,
    handle: Handle | None = None,
) -> Starlette:
    """Build the application. `handle` is how events reach the core; by itself the shortest way."""
    site = Site(app, handle or app.handle, Doorkeeper(tokens, limits or Limits()), public_url.rstrip("/"))
    web = Starlette(
        routes=[*handing_in.ROUTES, *calendar.ROUTES],
        middleware=[
            Middleware(Guard, hosts=frozenset({site.host} - {""}), origin=site.public_url, name="The exchange"),
            Middleware(Discreet, name="exchange", answer=_again),
        ],
        exception_handlers={HTTPException: _no, Refusal: _refused},
    )
    web.state.site = site
    return web


def _again(_reference: str) -> Response:
    return _answer(503, wording.try_again())


async def _refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Refusal)
    return _answer(problem.status, problem.error, [asdict(each) for each in problem.problems])


async def _no(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    own = _SENTENCES.get(problem.status_code)
    answer = _answer(problem.status_code, own() if own is not None else problem.detail)
    answer.headers.update(problem.headers or {})
    return answer


def _answer(status: int, error: str, problems: list[dict[str, object]] | None = None) -> Response:
    return JSONResponse({"error": error, "problems": problems or []}, status, _HEADERS.get(status))
