"""The workspaces the bot is in, and a client for each. Our own clients: Bolt makes a new one for every request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.outcomes import REFUSED_FOR
from bot.errors import TryLater

ANSWER_WITHIN: Final = 12
"""Seconds for one request; what is left of a send's 15 may go to opening a private chat."""


@dataclass(frozen=True, slots=True)
class Access:
    """One installation: the workspace, the bot's user in it, and its token, which is never shown."""

    team_id: str
    name: str
    user_id: str
    bot_id: str
    token: str = field(repr=False)


class Workspaces:
    """By team id. `api_base` is another address for Slack's API; "" is Slack's own."""

    def __init__(self, api_base: str = "") -> None:
        self._base = api_base or AsyncWebClient.BASE_URL
        self._known: dict[str, tuple[Access, AsyncWebClient]] = {}

    async def log_in(self, token: str) -> Access:
        """Ask Slack whose token this is, and know the workspace from now on. Raises what the request raises."""
        client = self.new_client(token)
        told = await client.auth_test()
        access = Access(told["team_id"], told["team"], told["user_id"], told.get("bot_id") or "", token)
        self.put(access)
        return access

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
            raise TryLater("the app is not installed in this workspace", REFUSED_FOR)
        return known[1]

    def new_client(self, token: str | None) -> AsyncWebClient:
        """Return a client that never repeats a request by itself: a repeated post is a second message."""
        return AsyncWebClient(token=token, base_url=self._base, timeout=ANSWER_WITHIN, retry_handlers=[])

    def __iter__(self) -> Iterator[Access]:
        return iter([access for access, _ in self._known.values()])
