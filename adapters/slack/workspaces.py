"""The workspaces the bot is in, and a client for each. Our own clients: Bolt makes a new one for every request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.outcomes import REFUSED_FOR
from bot.errors import TryLater

ANSWER_WITHIN: Final = 12
"""Seconds for one request; what is left of a send's 15 may go to opening a private chat."""

_SOON: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Client:
    """The app as Slack's consent page knows it, and the workspaces that may have it (none named: all of them)."""

    id: str
    secret: str = field(repr=False)
    allowed: tuple[str, ...] = ()

    def may_be_in(self, team_id: str) -> bool:
        """Whether a workspace may have the app."""
        return not self.allowed or team_id in self.allowed


@dataclass(frozen=True, slots=True)
class Access:
    """One installation: the workspace, the bot's user in it, and its token, which is never shown.

    Where tokens rotate, it is good until `expires_at`, and `refresh` gets the next one, once.
    """

    team_id: str
    name: str
    user_id: str
    bot_id: str
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: datetime | None = None


class Workspaces:
    """By team id. `api_base` is another address for Slack's API; "" is Slack's own.

    `are_all_known` is set as soon as the start has found all there are; until then one that is missing may come.
    """

    def __init__(self, api_base: str = "") -> None:
        self.are_all_known = False
        self._base = api_base or AsyncWebClient.BASE_URL
        self._known: dict[str, tuple[Access, AsyncWebClient]] = {}

    @property
    def consent_url(self) -> str:
        """Slack's page that asks somebody whether to install the app."""
        return f"{self._base.removesuffix('api/')}oauth/v2/authorize"

    async def whose(self, token: str) -> Access:
        """Ask Slack whose token this is. Raises what the request raises."""
        told = await self.new_client(token).auth_test()
        return Access(told["team_id"], told["team"], told["user_id"], told.get("bot_id") or "", token)

    async def grant(self, client: Client, **asked: str) -> Mapping[str, Any]:
        """Ask for a token with what Slack gave for that: a code or a refresh token. Raises what the request raises.

        The secret goes into the body: the library's own method would put it where aiohttp no longer wants it.
        """
        form = {"client_id": client.id, "client_secret": client.secret, **asked}
        told = await self.new_client(None).api_call("oauth.v2.access", data=form)
        return told.data if isinstance(told.data, Mapping) else {}

    async def give_back(self, access: Access) -> None:
        """Give up a token that is not to be used: it opens nothing from then on. Raises what the request raises."""
        await self.new_client(access.token).auth_revoke()

    def put(self, access: Access) -> None:
        """Know a workspace, or its newer token."""
        self._known[access.team_id] = (access, self.new_client(access.token))

    def forget(self, team_id: str) -> None:
        """Know a workspace no longer: the app was taken out."""
        self._known.pop(team_id, None)

    def find(self, team_id: str) -> Access | None:
        """Return an installation."""
        known = self._known.get(team_id)
        return known[0] if known is not None else None

    def client(self, team_id: str) -> AsyncWebClient:
        """Return the client of a workspace; TryLater where the app is not installed."""
        known = self._known.get(team_id)
        if known is None:
            wait = REFUSED_FOR if self.are_all_known else _SOON
            raise TryLater("the app is not installed in this workspace", wait)
        return known[1]

    def new_client(self, token: str | None) -> AsyncWebClient:
        """Return a client that never repeats a request by itself: a repeated post is a second message."""
        return AsyncWebClient(token=token, base_url=self._base, timeout=ANSWER_WITHIN, retry_handlers=[])

    def __iter__(self) -> Iterator[Access]:
        return iter([access for access, _ in self._known.values()])
