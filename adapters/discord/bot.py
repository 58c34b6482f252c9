"""The bot on Discord: its parts put together, running beside whatever else runs, until it is told to stop."""

import asyncio
import functools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from adapters.discord.answering import Answering
from adapters.discord.connection import Access, Connection, Told
from adapters.discord.core import Core
from adapters.discord.directory import Directory
from adapters.discord.gateway import Gateway, Hearing
from adapters.discord.memory import Memory
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.registering import Registering
from adapters.discord.replying import Replier
from adapters.discord.rooms import RoomKind
from adapters.discord.spaces import Spaces
from adapters.discord.where import Whereabouts
from bot.ports import Clock, Storage

log = logging.getLogger(__name__)

HEARD_WITHIN: Final = 20.0
"""Seconds a start waits for Discord before everything else goes on without it."""
_AGAIN: Final = 60.0
_TENDED_EVERY: Final = 300.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the bot is put into. `handled` is called after every event."""

    core: Core
    storage: Storage
    clock: Clock
    handled: Callable[[], None] = lambda: None


class DiscordBot:
    """One bot on the servers with the ids `guilds`."""

    def __init__(
        self,
        access: Access,
        guilds: Sequence[str],
        around: Surroundings,
        group_kind: RoomKind = RoomKind.THREAD,
    ) -> None:
        self.directory = directory = Directory(around.storage, guilds)
        memory = Memory(around.storage, around.clock)
        self.connection = Connection(access, memory, self._hear, self._told)
        rest = self.connection.rest
        self.messenger = DiscordMessenger(rest, directory, around.clock)
        self._where = Whereabouts(directory, rest)
        answering = Answering(around.core, Replier(rest, self.messenger.write))
        self._gateway = Gateway(around.core, self._where, answering, self.messenger, around.clock, around.handled)
        self._registering = Registering(rest, around.core)
        self._spaces = Spaces(rest, around.storage, group_kind)
        self._guilds = tuple(guilds)
        self._tend_now = asyncio.Event()
        self._chores: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect, and stay so until the block ends; yields the task that does.

        EnvironmentProblem when Discord refuses the bot. When it cannot be reached the block begins all the same.
        """
        running = asyncio.create_task(self._run(), name="kith on Discord")
        listening = asyncio.create_task(self.connection.is_listening.wait(), name="discord listens")
        try:
            await asyncio.wait({running, listening}, timeout=HEARD_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            if not listening.done():
                log.warning("Discord is not there yet; everything else begins without it")
            yield running
        finally:
            await _ended(running, listening, *self._chores)
            await self._gateway.stop()
            await self.connection.close()

    @property
    def is_busy(self) -> bool:
        """Whether something that was heard is still being handled."""
        return self._gateway.is_busy

    async def _run(self) -> None:
        await self.connection.log_in()
        self.messenger.account = self._spaces.account = self.connection.account
        self._do(self._registering.in_direct)
        for guild_id in self._guilds:
            self._do(functools.partial(self._registering.in_guild, guild_id))
        tending = asyncio.create_task(self._keep_tending(), name="discord rooms")
        try:
            await self.connection.keep()
        finally:
            await _ended(tending)

    def _hear(self, hearing: Hearing) -> None:
        self._gateway.hear(hearing)

    def _told(self, name: str, told: Told) -> None:
        match name:
            case "GUILD_CREATE":
                self._where.note(list(told.get("threads") or []))
                if str(told["id"]) not in self._guilds:
                    log.warning("the bot is in server %s, which is not in the configuration", told["id"])
            case "GUILD_DELETE" if not told.get("unavailable"):
                log.error("the bot was taken out of server %s", told["id"])
            case "CHANNEL_DELETE" | "THREAD_DELETE":
                self._do(functools.partial(self._lost, str(told["guild_id"]), str(told["id"])))

    async def _lost(self, guild_id: str, channel_id: str) -> None:
        if await self._spaces.lost(guild_id, channel_id):
            log.warning("room %s was deleted; it is made anew", channel_id)
            self._tend_now.set()
        elif await self.directory.is_ours(guild_id, channel_id):
            log.error("channel %s was deleted, and a cohort needs it: name another one in its place", channel_id)

    async def tend(self) -> None:
        """Look after the rooms of every server now."""
        for guild_id in self._guilds:
            try:
                await self._spaces.tend(guild_id)
            except Exception as problem:
                log.warning("the rooms of %s were not looked after: %s", guild_id, type(problem).__name__)

    async def _keep_tending(self) -> None:
        """Look after the rooms at the start, every few minutes, and when one is missing."""
        while True:
            await self.tend()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._tend_now.wait(), _TENDED_EVERY)
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


async def _ended(*tasks: "asyncio.Task[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
