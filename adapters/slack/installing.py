"""Installing the app over the web: to Slack's page that asks, and back with a code that becomes a token."""

import html
import logging
from typing import Final
from urllib.parse import urlencode

import aiohttp
from slack_sdk.errors import SlackApiError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.slack.installations import Installations
from adapters.slack.manifest import INSTALL, REDIRECT, SCOPES
from adapters.slack.outcomes import reason
from adapters.slack.states import LIVES, States
from adapters.slack.workspaces import Client, Workspaces
from bot.cards import Card
from bot.markup import plain
from bot.wording import installing as wording

log = logging.getLogger(__name__)

COOKIE: Final = "__Host-kith-installs"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{heading}</title><style>body{{font:1.1rem/1.6 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem}}"
    "</style><h1>{heading}</h1><p>{text}</p>{link}</html>"
)


class Installing:
    """The two pages, below `public_url`."""

    def __init__(
        self, client: Client, public_url: str, installations: Installations, workspaces: Workspaces, states: States
    ) -> None:
        self._client, self._installations, self._workspaces = client, installations, workspaces
        self._states = states
        self._back = public_url.rstrip("/") + REDIRECT

    def routes(self) -> list[Route]:
        """Where the pages are."""
        return [
            Route(INSTALL, self.sets_out, methods=["GET"]),
            Route(REDIRECT, self.comes_back, methods=["GET"]),
        ]

    async def sets_out(self, _request: Request) -> Response:
        """Send somebody to the page that asks; their browser remembers that it was them."""
        state = self._states.issue()
        asked = {
            "client_id": self._client.id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._back,
            "state": state,
        }
        response = RedirectResponse(
            f"{self._workspaces.consent_url}?{urlencode(asked)}", status_code=302, headers=_HEADERS
        )
        age = int(LIVES.total_seconds())
        response.set_cookie(COOKIE, state, max_age=age, path="/", secure=True, httponly=True, samesite="lax")
        return response

    async def comes_back(self, request: Request) -> Response:
        """Make a token of the code somebody brings."""
        given = request.query_params
        if not await self._states.take(given.get("state", ""), request.cookies.get(COOKIE, "")):
            return _page(wording.unknown_state(), 400)
        if given.get("error") or not given.get("code"):
            return _page(wording.declined(), 200)
        try:
            return await self._installed(given["code"])
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as problem:
            log.warning("an installation did not work: %s", reason(problem))
            return _page(wording.failed(), 502)

    async def _installed(self, code: str) -> Response:
        told = await self._workspaces.grant(self._client, code=code, redirect_uri=self._back)
        if told.get("is_enterprise_install"):
            return _page(wording.for_one_workspace(), 400)
        access = await self._installations.granted(told)
        if not self._client.may_be_in(access.team_id):
            await self._workspaces.give_back(access)
            log.warning("workspace %s is not among those that may install the app", access.team_id)
            return _page(wording.not_among(access.name, access.team_id), 403)
        await self._installations.add(access)
        log.info("the app was installed in workspace %s", access.team_id)
        return _page(wording.installed(access.name, access.team_id), 200)


def _page(card: Card, status: int) -> HTMLResponse:
    link = "" if card.kind == wording.DONE else f'<p><a href="{INSTALL}">{html.escape(wording.AGAIN)}</a></p>'
    page = _PAGE.format(heading=html.escape(card.title), text=html.escape(plain(card.text)), link=link)
    response = HTMLResponse(page, status, headers=_HEADERS)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return response
