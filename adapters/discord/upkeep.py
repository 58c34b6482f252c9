"""What has to be kept right on the servers beside the conversation: commands, rooms, and whether the bot is there."""

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

from adapters.discord.connection import Told
from adapters.discord.core import Core
from adapters.discord.directory import PLATFORM, Directory
from adapters.discord.registering import Registering
from adapters.discord.spaces import Spaces
from bot.events import WorkspaceFound, WorkspaceLost
from bot.ports import Clock

log = logging.getLogger(__name__)

_AGAIN: Final = 60.0
_TENDED_EVERY: Final = 300.0


class Upkeep:
    """Runs beside everything else; what does not work is tried again, and never in the way of a conversation."""

    def __init__(
        self, core: Core, clock: Clock, directory: Directory, registering: Registering, spaces: Spaces
    ) -> None:
        self._core, self._clock, self._directory = core, clock, directory
        self._registering, self._spaces = registering, spaces
        self._tend_now = asyncio.Event()
        self._chores: set[asyncio.Task[None]] = set()

    @property
    def guilds(self) -> Sequence[str]:
        """The servers that are looked after."""
        return self._directory.guilds

    def start(self, *keepers: Callable[[str], Awaitable[None]]) -> None:
        """Look after everything from now on; `keepers` look after something else of each server, for ever."""
        self._do(self._registering.in_direct)
        for guild_id in self.guilds:
            self._do(functools.partial(self._registering.in_guild, guild_id))
            for keeper in keepers:
                self._do(functools.partial(keeper, guild_id))
        self._do(self._keep_tending)

    async def stop(self) -> None:
        """Leave everything as it is."""
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)

    def told(self, name: str, told: Told, mark: str) -> None:
        """Hear what became of a server or a channel; `mark` tells this time from others."""
        match name:
            case "GUILD_CREATE" if str(told["id"]) in self.guilds:
                self._do(functools.partial(self._found, str(told["id"]), mark))
            case "GUILD_CREATE":
                log.warning("the bot is in server %s, which is not in the configuration", told["id"])
            case "GUILD_DELETE" if not told.get("unavailable"):
                log.error("the bot was taken out of server %s: its cohorts rest until it is let in again", told["id"])
                gone = WorkspaceLost(f"lost:{mark}", self._clock.now(), PLATFORM, str(told["id"]))
                self._do(functools.partial(self._core.handle, gone))
            case "CHANNEL_DELETE" | "THREAD_DELETE":
                self._do(functools.partial(self._channel_lost, str(told["guild_id"]), str(told["id"])))

    async def tend(self) -> None:
        """Look after the rooms of every server now."""
        for guild_id in self.guilds:
            try:
                await self._spaces.tend(guild_id)
            except Exception as problem:
                log.warning("the rooms of %s were not looked after: %s", guild_id, type(problem).__name__)

    async def _found(self, guild_id: str, mark: str) -> None:
        await self._core.handle(WorkspaceFound(f"found:{mark}", self._clock.now(), PLATFORM, guild_id))
        await self._registering.in_guild(guild_id)

    async def _channel_lost(self, guild_id: str, channel_id: str) -> None:
        if await self._spaces.lost(guild_id, channel_id):
            log.warning("room %s was deleted; it is made anew", channel_id)
            self._tend_now.set()
        elif await self._directory.is_ours(guild_id, channel_id):
            log.error("channel %s was deleted, and a cohort needs it: name another one in its place", channel_id)

    async def _keep_tending(self) -> None:
        """Look after the rooms at the start, every few minutes, and when one is missing."""
        while True:
            await self.tend()
            with suppress(TimeoutError):
                async with asyncio.timeout(_TENDED_EVERY):
                    await self._tend_now.wait()
            self._tend_now.clear()

    def _do(self, chore: Callable[[], Awaitable[object]]) -> None:
        """Do something beside everything else, again every minute until it works."""

        async def until_done() -> None:
            while True:
                try:
                    await chore()
                    return
                except Exception as problem:
                    log.warning("a chore on Discord did not work (%s); tried again later", type(problem).__name__)
                    await asyncio.sleep(_AGAIN)

        task = asyncio.create_task(until_done(), name="discord chore")
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
