"""How rooms are made and kept on Slack: private channels, and for a pair the chat of three with the bot."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.rooms import NotDone
from adapters.slack.directory import PLATFORM
from adapters.slack.outcomes import error_of, outcome
from adapters.slack.workspaces import Workspaces
from bot.errors import TryLater
from bot.events import Lack
from bot.ports import Spot
from bot.rooms import Room, RoomUse, batches

log = logging.getLogger(__name__)

CHANNEL, CHAT = "channel", "chat"
_NAME: Final = 70
"""Characters of a channel's name; 80 are allowed, and a number may follow."""
_NAMES: Final = 5
_PAGE, _INVITED = 200, 100
_TRIES: Final = 3
_NOT_ALLOWED: Final = frozenset({"missing_scope", "restricted_action", "no_permission", "not_allowed_token_type"})
_BY_HAND: Final = frozenset(
    {
        *("user_is_restricted", "user_is_ultra_restricted", "user_team_not_in_channel", "cant_invite"),
        *("org_user_not_in_team", "external_user_cannot_be_invited"),
    }
)
"""Why somebody cannot come in by the bot's hand, but perhaps by an admin's."""
_GONE: Final = frozenset({"channel_not_found", "not_in_channel", "is_archived"})


class Spaces:
    """Implements `adapters.rooms.Builder`."""

    platform = PLATFORM

    def __init__(self, workspaces: Workspaces, *, with_pairs: bool) -> None:
        self._workspaces, self.with_pairs = workspaces, with_pairs

    def kind(self, room: Room) -> str:
        """Return what is made for a room."""
        return CHAT if room.use is RoomUse.PAIR else CHANNEL

    async def earlier(self, room: Room, workspace: str) -> list[str]:
        """Return the private channels of a fitting name that the bot made; a chat is the same however often opened."""
        if room.use is RoomUse.PAIR:
            return []
        client, access = self._workspaces.client(workspace), self._workspaces.find(workspace)
        names, cursor = _names(room), ""
        found: dict[str, str] = {}
        while True:
            page = await _asked(
                lambda: client.users_conversations(
                    types="private_channel",
                    exclude_archived=True,
                    limit=_PAGE,
                    cursor=cursor or None,  # noqa: B023 - called before the next round
                )
            )
            mine = [each for each in page["channels"] if access is not None and each.get("creator") == access.user_id]
            found |= {str(each["name"]): str(each["id"]) for each in mine if each["name"] in names}
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return [found[name] for name in names if name in found]

    async def make(self, room: Room, workspace: str) -> str:
        """Make a private channel, or open the chat of a pair."""
        client = self._workspaces.client(workspace)
        try:
            if room.use is RoomUse.PAIR:
                users = ",".join(sorted(room.people))
                opened = await _asked(lambda: client.conversations_open(users=users))
                return str(opened["channel"]["id"])
            return await _channel(client, room)
        except SlackApiError as problem:
            if error_of(problem) in _NOT_ALLOWED:
                raise NotDone(Lack.RIGHT) from None
            raise

    async def is_there(self, spot: Spot, kind: str) -> bool:
        """Whether the bot is still in the channel, and it was not put away; chats stay."""
        if kind == CHAT:
            return True
        client = self._workspaces.client(spot.place.workspace)
        try:
            told = await _asked(lambda: client.conversations_info(channel=spot.place.channel))
        except SlackApiError as problem:
            if error_of(problem) in _GONE:
                return False
            raise
        return not told["channel"].get("is_archived")

    async def let_in(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> Mapping[str, Lack | None]:
        """Invite people; together, and where that fails one by one."""
        outside: dict[str, Lack | None] = {}
        if kind == CHAT:
            return outside
        for batch in batches(account_ids, _INVITED):
            if await self._invited(spot, batch) is not None:
                for each in sorted(batch):
                    error = await self._invited(spot, frozenset({each}))
                    if error is not None:
                        outside[each] = Lack.PERSON if error in _BY_HAND else None
        return outside

    async def let_out(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> frozenset[str]:
        """Take people out; whoever is not there is out."""
        if kind == CHAT:
            return account_ids
        client, out = self._workspaces.client(spot.place.workspace), set[str]()
        for each in sorted(account_ids):
            try:
                await _asked(lambda: client.conversations_kick(channel=spot.place.channel, user=each))  # noqa: B023
            except SlackApiError as problem:
                if error_of(problem) not in ("not_in_channel", "user_not_found"):
                    log.warning("somebody could not be taken out of room %s: %s", spot.name, error_of(problem))
                    continue
            out.add(each)
        return frozenset(out)

    async def close(self, room: Room, kind: str) -> None:
        """Archive a channel; a chat just ends."""
        if kind == CHAT:
            return
        client = self._workspaces.client(room.spot.place.workspace)
        try:
            await _asked(lambda: client.conversations_archive(channel=room.spot.place.channel))
        except SlackApiError as problem:
            if error_of(problem) not in ("already_archived", "channel_not_found"):
                raise

    async def _invited(self, spot: Spot, people: frozenset[str]) -> str | None:
        """Invite people; return why they are not in, None where they are."""
        client, users = self._workspaces.client(spot.place.workspace), ",".join(sorted(people))
        try:
            await _asked(lambda: client.conversations_invite(channel=spot.place.channel, users=users))
        except SlackApiError as problem:
            error = error_of(problem)
            if error in _NOT_ALLOWED:
                raise NotDone(Lack.RIGHT) from None
            return None if error == "already_in_channel" and len(people) == 1 else error
        return None


async def _channel(client: AsyncWebClient, room: Room) -> str:
    """Make a channel under the first free name, and say what it is for."""
    for name in _names(room):
        try:
            made = await _asked(lambda: client.conversations_create(name=name, is_private=True))  # noqa: B023
        except SlackApiError as problem:
            if error_of(problem) == "name_taken":
                continue
            raise
        channel = str(made["channel"]["id"])
        await _asked(lambda: client.conversations_setPurpose(channel=channel, purpose=room.about))  # noqa: B023
        return channel
    raise NotDone(Lack.FULL)


def _names(room: Room) -> list[str]:
    """Return the names a room may have, the first choice first: lower case, letters, digits, - and _."""
    said = room.name if room.use is not RoomUse.GROUP else f"{room.handle}-{room.name}"
    name = re.sub(r"[^\w-]+", "-", said.lower()).strip("-")[:_NAME] or "kith"
    return [name, *(f"{name}-{number}" for number in range(2, _NAMES + 1))]


async def _asked(ask: Callable[[], Awaitable[Any]]) -> Any:
    """Ask, and again when Slack says to slow down: rooms are made in a row, and nobody waits for an answer."""
    for _ in range(_TRIES):
        try:
            return await ask()
        except SlackApiError as problem:
            known = outcome(problem)
            if not isinstance(known, TryLater) or known.after is None or error_of(problem) != "ratelimited":
                raise
            await asyncio.sleep(known.after.total_seconds())
    raise TryLater("Slack asks to slow down")
