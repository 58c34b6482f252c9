"""Making the rooms of a cohort on a server, letting people in and out, and closing them when it is over.

Only rooms the bot made are looked after; a channel somebody named in the cohort file stays as its admin has it.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any, Final

import discord

from adapters.discord.components import Json
from adapters.discord.directory import PLATFORM
from adapters.discord.rest import Rest
from adapters.discord.rooms import COHORT, Room, RoomKind, rooms
from bot.errors import KithError
from bot.events import Place
from bot.ports import Spot, Storage

log = logging.getLogger(__name__)

_TEXT, _PRIVATE_THREAD = 0, 12
_A_WEEK: Final = 10080
_VIEW, _SEND, _HISTORY = 1 << 10, 1 << 11, 1 << 16
_MEMBER, _ROLE = 1, 0
MEMBERS_MAY: Final = _VIEW | _SEND | _HISTORY


@dataclass(slots=True)
class Made:
    """What is remembered of a room the bot made; `people` are marks of those who were let in."""

    kind: RoomKind
    people: list[str]
    is_closed: bool = False


class Spaces:
    """Tends the rooms of the cohorts on one server. Asking again changes nothing that is as it should be."""

    def __init__(self, rest: Rest, storage: Storage, group_kind: RoomKind) -> None:
        self._rest, self._storage, self._group_kind = rest, storage, group_kind
        self.account = ""

    async def tend(self, guild_id: str) -> None:
        """Make what is missing, let people in and out, close what is over. What one room lacks keeps no other back."""
        async with self._storage.snapshot() as tx:
            wanted = await rooms(tx, guild_id, self._group_kind)
        for room in wanted:
            try:
                await self._tend(room, guild_id)
            except (discord.HTTPException, KithError) as problem:
                code = getattr(problem, "code", "-")
                log.error("room %s of cohort %s: %s, code %s", room.spot.name, room.spot.cohort_id, problem, code)

    async def lost(self, guild_id: str, channel_id: str) -> bool:
        """A channel was deleted: one the bot made will be made anew. Return whether it was one of those."""
        place = Place(PLATFORM, guild_id, channel_id)
        async with self._storage.transaction() as tx:
            spot, made = await tx.places.at(place), await tx.facts.get(_fact(channel_id))
            if spot is None or not made:
                return False
            await tx.places.move(spot, Place(PLATFORM, guild_id, f"#{spot.name}"))
            await tx.facts.put(_fact(channel_id), "")
        return True

    async def _tend(self, room: Room, guild_id: str) -> None:
        if not room.is_there and room.is_over:
            return
        spot = room.spot if room.is_there else await self._make(room, guild_id)
        made = await self._made(spot.place.channel)
        if made is None or made.is_closed:
            return
        if room.is_over:
            await self._close(room, spot, made)
            return
        await self._let_in(room, spot, made)

    async def _make(self, room: Room, guild_id: str) -> Spot:
        """Make a room, or take the one that was made before a crash; from then on it is known."""
        channel_id = await (self._thread if room.kind is RoomKind.THREAD else self._channel)(room, guild_id)
        spot = Spot(Place(PLATFORM, guild_id, channel_id), room.spot.cohort_id, room.spot.name, room.spot.group_id)
        async with self._storage.transaction() as tx:
            await tx.places.move(room.spot, spot.place)
            await tx.facts.put(_fact(channel_id), _written(Made(room.kind, [])))
        log.info("room %s of cohort %s was made: %s", spot.name, spot.cohort_id, channel_id)
        return spot

    async def _thread(self, room: Room, guild_id: str) -> str:
        async with self._storage.snapshot() as tx:
            parent = await tx.places.named(room.spot.cohort_id, COHORT)
        if parent is None or parent.place.workspace != guild_id:
            raise KithError("a group's thread hangs on the cohort's channel, and the cohort file names none here")
        parent_id = parent.place.channel
        active = await self._rest.get("/guilds/{guild_id}/threads/active", guild_id=guild_id)
        for thread in active["threads"]:
            ours = str(thread.get("owner_id")) == self.account and str(thread.get("parent_id")) == parent_id
            if ours and thread["name"] == room.name and await self._made(str(thread["id"])) is None:
                return str(thread["id"])
        body = {"name": room.name, "type": _PRIVATE_THREAD, "invitable": False, "auto_archive_duration": _A_WEEK}
        made = await self._rest.change("POST", "/channels/{channel_id}/threads", body, channel_id=parent_id)
        return str(made["id"])

    async def _channel(self, room: Room, guild_id: str) -> str:
        name = room.name.lower().replace(" ", "-")
        for channel in await self._rest.change("GET", "/guilds/{guild_id}/channels", guild_id=guild_id):
            is_like_it = channel["type"] == _TEXT and channel["name"] == name and channel.get("topic") == room.about
            if is_like_it and await self._made(str(channel["id"])) is None:
                return str(channel["id"])
        body: Json = {"name": name, "type": _TEXT, "topic": room.about}
        if room.kind is RoomKind.PRIVATE:
            body["permission_overwrites"] = [
                {"id": guild_id, "type": _ROLE, "deny": str(_VIEW)},
                {"id": self.account, "type": _MEMBER, "allow": str(MEMBERS_MAY)},
            ]
        made = await self._rest.change("POST", "/guilds/{guild_id}/channels", body, guild_id=guild_id)
        return str(made["id"])

    async def _let_in(self, room: Room, spot: Spot, made: Made) -> None:
        if room.kind is RoomKind.OPEN:
            return
        inside = set(made.people)
        for user_id in sorted(room.people):
            if _mark(user_id) not in inside and await self._may(spot, made.kind, user_id, MEMBERS_MAY):
                inside.add(_mark(user_id))
        for user_id in sorted(room.others):
            if _mark(user_id) in inside and await self._may(spot, made.kind, user_id, None):
                inside.discard(_mark(user_id))
        if inside != set(made.people):
            await self._remember(spot.place.channel, Made(made.kind, sorted(inside)))

    async def _may(self, spot: Spot, kind: RoomKind, user_id: str, rights: int | None) -> bool:
        """Let somebody in with some rights, or out with None; False where that may work another time."""
        where = "thread-members" if kind is RoomKind.THREAD else "permissions"
        path = f"/channels/{{channel_id}}/{where}/{{user_id}}"
        body, method = None, "DELETE" if rights is None else "PUT"
        if rights is not None and kind is not RoomKind.THREAD:
            body = {"type": _MEMBER, "allow": str(rights), "deny": str(MEMBERS_MAY & ~rights)}
        try:
            await self._rest.change(method, path, body, channel_id=spot.place.channel, user_id=user_id)
        except discord.NotFound:
            return rights is None
        except discord.Forbidden as problem:
            log.warning("somebody could not be let into or out of room %s: code %s", spot.name, problem.code)
            return False
        return True

    async def _close(self, room: Room, spot: Spot, made: Made) -> None:
        """Close a room that is over: who was in it may read it, and nobody writes there any more."""
        if made.kind is RoomKind.THREAD:
            body = {"archived": True, "locked": True}
            await self._rest.change("PATCH", "/channels/{channel_id}", body, channel_id=spot.place.channel)
        elif made.kind is RoomKind.PRIVATE:
            for user_id in sorted(room.people):
                await self._may(spot, made.kind, user_id, MEMBERS_MAY & ~_SEND)
        await self._remember(spot.place.channel, Made(made.kind, made.people, is_closed=True))

    async def _remember(self, channel_id: str, made: Made) -> None:
        async with self._storage.transaction() as tx:
            await tx.facts.put(_fact(channel_id), _written(made))

    async def _made(self, channel_id: str) -> Made | None:
        async with self._storage.snapshot() as tx:
            kept = await tx.facts.get(_fact(channel_id))
        if not kept:
            return None
        told: dict[str, Any] = json.loads(kept)
        return Made(RoomKind(told["kind"]), list(told["people"]), bool(told["is_closed"]))


def _mark(user_id: str) -> str:
    """Return what is remembered of somebody who was let in: enough to know them again, and no account."""
    return hashlib.sha256(f"room:{user_id}".encode()).hexdigest()[:16]


def _fact(channel_id: str) -> str:
    return f"discord.room.{channel_id}"


def _written(made: Made) -> str:
    return json.dumps({"kind": str(made.kind), "people": made.people, "is_closed": made.is_closed})
