"""Somebody's browser on the way to an installation: it keeps cookies, and goes where it is sent."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from adapters.slack.installing import COOKIE
from tests.adapters.slack.office import PUBLIC
from tests.doubles.slack import Workspace
from tests.doubles.slack.consent import answered


@dataclass
class Browser:
    """Looks at the bot's pages. The proxy's address leads to the bot's port, as it would through a proxy."""

    port_url: Callable[[], str]
    client: httpx.AsyncClient
    cookies: dict[str, str] = field(default_factory=dict)

    async def opens(self, url: str) -> httpx.Response:
        """Open a page; a redirect is not followed."""
        written = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": written} if written else {}
        response = await self.client.get(url.replace(PUBLIC, self.port_url()), headers=headers)
        for cookie in response.cookies.jar:
            self.cookies[cookie.name] = cookie.value or ""
        if COOKIE not in [cookie.name for cookie in response.cookies.jar] and "set-cookie" in response.headers:
            self.cookies.pop(COOKIE, None)
        return response

    async def sets_out(self) -> str:
        """Open the page that leads to Slack; return where it leads."""
        response = await self.opens(f"{PUBLIC}/slack/install")
        assert response.status_code == 302
        return response.headers["location"]

    async def installs(self, team: Workspace, scopes: frozenset[str] | None = None) -> httpx.Response:
        """Go all the way, and say yes."""
        return await self.opens(answered(team, await self.sets_out(), allow=True, scopes=scopes))


@asynccontextmanager
async def browser(port_url: Callable[[], str]) -> AsyncIterator[Browser]:
    """A browser of somebody new; `port_url` is where the bot listens at the moment."""
    async with httpx.AsyncClient(trust_env=False) as client:
        yield Browser(port_url, client)
