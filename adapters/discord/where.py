"""Where something was said: a private conversation, a channel of ours, a thread in one. The rest is not our business.

A group's thread is a channel of ours itself; somebody else's thread belongs to the channel it hangs on.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final

from adapters.discord.directory import PLATFORM, Directory
from adapters.discord.rest import Rest
from adapters.discord.translate import THREADS
from bot.events import Place

log = logging.getLogger(__name__)

_MOST: Final = 10_000


class Whereabouts:
    """Turns Discord's channels into places. Which channel a thread hangs on is remembered, not asked twice."""

    def __init__(self, directory: Directory, rest: Rest) -> None:
        self._directory, self._rest = directory, rest
        self._parents: dict[str, str] = {}

    def note(self, channels: list[Mapping[str, Any]]) -> None:
        """Remember threads as Discord tells of them."""
        for channel in channels:
            if channel.get("type") in THREADS and len(self._parents) < _MOST:
                self._parents[str(channel["id"])] = str(channel.get("parent_id") or "")

    async def of_message(self, told: Mapping[str, Any]) -> Place | None:
        """Return where a message was written; None for a channel that is not ours."""
        channel_id, guild_id = str(told["channel_id"]), str(told.get("guild_id") or "")
        if not guild_id:
            home = await self._directory.home(str(told["author"]["id"]))
            return Place(PLATFORM, home, channel_id, is_direct=True)
        if await self._directory.is_ours(guild_id, channel_id):
            return Place(PLATFORM, guild_id, channel_id)
        parent = await self._parent(channel_id)
        if parent and await self._directory.is_ours(guild_id, parent):
            return Place(PLATFORM, guild_id, parent, channel_id)
        return None

    async def above(self, thread: Mapping[str, Any]) -> Place | None:
        """Return the channel a thread hangs on; None for one that is not ours."""
        guild_id, parent = str(thread.get("guild_id") or ""), str(thread.get("parent_id") or "")
        return Place(PLATFORM, guild_id, parent) if await self._directory.is_ours(guild_id, parent) else None

    async def of_interaction(self, told: Mapping[str, Any]) -> Place:
        """Return where somebody pressed or typed; that may be anywhere."""
        channel, channel_id = told.get("channel") or {}, str(told["channel_id"])
        guild_id = str(told.get("guild_id") or "")
        if not guild_id:
            user = (told.get("member") or told)["user"]
            return Place(PLATFORM, await self._directory.home(str(user["id"])), channel_id, is_direct=True)
        parent = str(channel.get("parent_id") or "") if channel.get("type") in THREADS else ""
        if parent and not await self._directory.is_ours(guild_id, channel_id):
            return Place(PLATFORM, guild_id, parent, channel_id)
        return Place(PLATFORM, guild_id, channel_id)

    async def _parent(self, channel_id: str) -> str:
        if channel_id not in self._parents:
            try:
                channel = await self._rest.get("/channels/{channel_id}", channel_id=channel_id)
            except Exception as problem:  # not to be known now: asked again with the next message
                log.warning("channel %s cannot be looked at: %s", channel_id, type(problem).__name__)
                return ""
            parent = str(channel.get("parent_id") or "") if channel.get("type") in THREADS else ""
            if len(self._parents) < _MOST:
                self._parents[channel_id] = parent
        return self._parents[channel_id]
