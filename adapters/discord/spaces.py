"""How rooms are made and kept on Discord: private threads, private channels, channels for everybody."""

import logging
from collections.abc import Mapping
from typing import Final

import discord

from adapters.discord.components import Json
from adapters.discord.directory import PLATFORM
from adapters.discord.rest import Rest
from adapters.discord.rooms import COHORT, RoomKind, kind_of
from adapters.rooms import NotDone
from bot.events import Lack
from bot.ports import Spot, Storage
from bot.rooms import Room

log = logging.getLogger(__name__)

_TEXT, _PRIVATE_THREAD = 0, 12
_A_WEEK: Final = 10080
_VIEW, _SEND, _HISTORY = 1 << 10, 1 << 11, 1 << 16
_MEMBER, _ROLE = 1, 0
MEMBERS_MAY: Final = _VIEW | _SEND | _HISTORY
_FULL: Final = frozenset({30013, 30058, 160006})
"""So many channels, or active threads, as a server may have."""


class Spaces:
    """Implements `adapters.rooms.Builder`. `account` is the bot's own account id, "" before the login."""

    platform = PLATFORM

    def __init__(self, rest: Rest, storage: Storage, group_kind: RoomKind, *, with_pairs: bool = False) -> None:
        self._rest, self._storage, self._group_kind, self.with_pairs = rest, storage, group_kind, with_pairs
        self.account = ""

    def kind(self, room: Room) -> str:
        """Return what is made for a room."""
        return str(kind_of(room, self._group_kind))

    async def earlier(self, room: Room, workspace: str) -> list[str]:
        """Return the bot's own rooms of that name: active threads, or channels that say the same."""
        if kind_of(room, self._group_kind) is RoomKind.THREAD:
            parent_id = await self._parent(room, workspace)
            active = await self._rest.get("/guilds/{guild_id}/threads/active", guild_id=workspace)
            mine = [thread for thread in active["threads"] if str(thread.get("owner_id")) == self.account]
            hanging = [thread for thread in mine if str(thread.get("parent_id")) == parent_id]
            return [str(thread["id"]) for thread in hanging if thread["name"] == room.name]
        wanted = (_TEXT, _channel_name(room), room.about)
        channels = await self._rest.change("GET", "/guilds/{guild_id}/channels", guild_id=workspace)
        return [str(each["id"]) for each in channels if (each["type"], each["name"], each.get("topic")) == wanted]

    async def make(self, room: Room, workspace: str) -> str:
        """Make a thread or channel."""
        kind = kind_of(room, self._group_kind)
        try:
            return await (self._thread if kind is RoomKind.THREAD else self._channel)(room, workspace, kind)
        except discord.Forbidden:
            raise NotDone(Lack.RIGHT) from None
        except discord.HTTPException as problem:
            if problem.code in _FULL:
                raise NotDone(Lack.FULL) from None
            raise

    async def is_there(self, spot: Spot, kind: str) -> bool:  # noqa: ARG002 - every kind is a channel of Discord's
        """Whether Discord still knows the channel."""
        try:
            await self._rest.get("/channels/{channel_id}", channel_id=spot.place.channel)
        except discord.NotFound:
            return False
        except discord.Forbidden:
            raise NotDone(Lack.RIGHT) from None
        return True

    async def let_in(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> Mapping[str, Lack | None]:
        """Add people to a thread, or let them see a channel."""
        if kind == RoomKind.OPEN:
            return {}
        inside = [each for each in sorted(account_ids) if await self._may(spot, kind, each, MEMBERS_MAY)]
        return dict.fromkeys(account_ids - set(inside))

    async def let_out(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> frozenset[str]:
        """Take people out of a thread, or from those who see a channel."""
        if kind == RoomKind.OPEN:
            return account_ids
        return frozenset([each for each in sorted(account_ids) if await self._may(spot, kind, each, None)])

    async def close(self, room: Room, kind: str) -> None:
        """Archive a thread; in a channel nobody writes any more."""
        if kind == RoomKind.THREAD:
            body = {"archived": True, "locked": True}
            await self._rest.change("PATCH", "/channels/{channel_id}", body, channel_id=room.spot.place.channel)
        elif kind == RoomKind.PRIVATE:
            for user_id in sorted(room.people):
                await self._may(room.spot, kind, user_id, MEMBERS_MAY & ~_SEND)

    async def _parent(self, room: Room, workspace: str) -> str:
        async with self._storage.snapshot() as tx:
            parent = await tx.places.named(room.spot.cohort_id, COHORT)
        if parent is None or (parent.place.platform, parent.place.workspace) != (PLATFORM, workspace):
            raise NotDone(Lack.HOME)
        return parent.place.channel

    async def _thread(self, room: Room, workspace: str, _kind: RoomKind) -> str:
        parent_id = await self._parent(room, workspace)
        body = {"name": room.name, "type": _PRIVATE_THREAD, "invitable": False, "auto_archive_duration": _A_WEEK}
        try:
            made = await self._rest.change("POST", "/channels/{channel_id}/threads", body, channel_id=parent_id)
        except discord.NotFound:
            raise NotDone(Lack.HOME) from None
        return str(made["id"])

    async def _channel(self, room: Room, workspace: str, kind: RoomKind) -> str:
        body: Json = {"name": _channel_name(room), "type": _TEXT, "topic": room.about}
        if kind is RoomKind.PRIVATE:
            body["permission_overwrites"] = [
                {"id": workspace, "type": _ROLE, "deny": str(_VIEW)},
                {"id": self.account, "type": _MEMBER, "allow": str(MEMBERS_MAY)},
            ]
        made = await self._rest.change("POST", "/guilds/{guild_id}/channels", body, guild_id=workspace)
        return str(made["id"])

    async def _may(self, spot: Spot, kind: str, user_id: str, rights: int | None) -> bool:
        """Let somebody in with some rights, or out with None; False where that may work another time."""
        where = "thread-members" if kind == RoomKind.THREAD else "permissions"
        path = f"/channels/{{channel_id}}/{where}/{{user_id}}"
        body, method = None, "DELETE" if rights is None else "PUT"
        if rights is not None and kind != RoomKind.THREAD:
            body = {"type": _MEMBER, "allow": str(rights), "deny": str(MEMBERS_MAY & ~rights)}
        try:
            await self._rest.change(method, path, body, channel_id=spot.place.channel, user_id=user_id)
        except discord.NotFound:
            return rights is None
        except discord.Forbidden as problem:
            log.warning("somebody could not be let into or out of room %s: code %s", spot.name, problem.code)
            return False
        return True


def _channel_name(room: Room) -> str:
    return room.name.lower().replace(" ", "-")
