"""What has to be kept right on the servers beside the conversation: commands, rooms, and whether the bot is there."""

import asyncio
import functools
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from adapters.discord import connection
from adapters.discord.connection import Told
from adapters.discord.core import Core
from adapters.discord.directory import PLATFORM, Directory
from adapters.discord.registering import Registering
from adapters.ending import ended
from adapters.rooms import Rooms
from bot.events import ChannelsRead, Place, WorkspaceFound, WorkspaceLost
from bot.ports import Clock

log = logging.getLogger(__name__)

_AGAIN: Final = 60.0


class Upkeep:
    """Runs beside everything else; what does not work is tried again, and never in the way of a conversation."""

    def __init__(self, core: Core, clock: Clock, directory: Directory, registering: Registering, rooms: Rooms) -> None:
        self._core, self._clock, self._directory = core, clock, directory
        self._registering, self._rooms = registering, rooms
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
        self._do(functools.partial(self._rooms.keep, lambda: self.guilds))

    async def stop(self) -> None:
        """Leave everything as it is."""
        await ended(*self._chores)

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
            case connection.LESS:
                self._do(functools.partial(self.reads, channels=False))
            case "CHANNEL_DELETE" | "THREAD_DELETE":
                place = Place(PLATFORM, str(told["guild_id"]), str(told["id"]))
                self._do(functools.partial(self._rooms.lost, place, mark))

    async def tend(self) -> None:
        """Look after the rooms of every server now."""
        await self._rooms.tend_all(self.guilds)

    async def reads(self, *, channels: bool) -> None:
        """Tell the core whether messages in channels come with their words."""
        mark = f"channels-read:{secrets.token_hex(8)}"  # told twice it changes nothing
        await self._core.handle(ChannelsRead(mark, self._clock.now(), PLATFORM, channels))

    async def _found(self, guild_id: str, mark: str) -> None:
        await self._core.handle(WorkspaceFound(f"found:{mark}", self._clock.now(), PLATFORM, guild_id))
        await self._registering.in_guild(guild_id)

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
