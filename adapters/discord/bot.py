"""The bot on Discord: its parts put together, running beside whatever else runs, until it is told to stop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from adapters.beginning import connected
from adapters.discord.answering import Answering
from adapters.discord.connection import Access, Told
from adapters.discord.copies import DiscordCopies
from adapters.discord.core import Core
from adapters.discord.directory import Directory
from adapters.discord.gateway import Gateway, Hearing
from adapters.discord.memory import Memory
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.registering import Registering
from adapters.discord.replying import Replier
from adapters.discord.rooms import RoomKind
from adapters.discord.scheduled import ScheduledEvents
from adapters.discord.shards import Shards
from adapters.discord.spaces import Spaces
from adapters.discord.upkeep import Upkeep
from adapters.discord.where import Whereabouts
from adapters.rooms import Rooms
from bot.ports import Clock, Storage

log = logging.getLogger(__name__)

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
    """One bot on the servers with the ids `guilds`. `with_pairs`: a mentor and a learner get a thread with the bot."""

    def __init__(
        self,
        access: Access,
        guilds: Sequence[str],
        around: Surroundings,
        group_kind: RoomKind = RoomKind.THREAD,
        *,
        with_pairs: bool = False,
    ) -> None:
        self._reads = access.content
        self.directory = directory = Directory(around.storage, guilds)
        new_memory = partial(Memory, around.storage, around.clock)
        self.connection = Shards(access, new_memory, directory, self._hear, self._told)
        rest = self.connection.rest
        self.messenger = DiscordMessenger(rest, directory, around.clock)
        self._where = Whereabouts(directory, rest)
        answering = Answering(around.core, Replier(rest, self.messenger.write))
        self._gateway = Gateway(around.core, self._where, answering, self.messenger, around.clock, around.handled)
        self._gateway.reads_titles = access.content
        self._spaces = Spaces(rest, around.storage, group_kind, with_pairs=with_pairs)
        registering = Registering(rest, around.core)
        self.scheduled = ScheduledEvents(rest, around.storage, around.clock)
        rooms = Rooms(self._spaces, around.core, around.storage, around.clock)
        self.upkeep = Upkeep(around.core, around.clock, directory, registering, rooms)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect, and stay so until the block ends; yields the task that does.

        EnvironmentProblem when Discord refuses the bot. When it cannot be reached the block begins all the same.
        """
        try:
            async with connected("Discord", self._run(), self.connection.is_listening) as running:
                yield running
        finally:
            await self.upkeep.stop()
            await self._gateway.stop()
            await self.connection.close()

    @property
    def copies(self) -> DiscordCopies:
        """What stands there twice."""
        return DiscordCopies(self.connection.rest, lambda: self.connection.account, self.messenger)

    @property
    def is_connected(self) -> bool:
        """Whether Discord can be heard now."""
        return self.connection.is_listening.is_set()

    @property
    def is_busy(self) -> bool:
        """Whether something that was heard is still being handled."""
        return self._gateway.is_busy

    @property
    def is_catching_up(self) -> bool:
        """Whether what was missed is still being read."""
        return self.connection.is_catching_up

    async def _run(self) -> None:
        await self.connection.log_in()
        self.messenger.account = self._spaces.account = self.scheduled.account = self.connection.account
        await self.upkeep.reads(channels=self._reads)
        self.upkeep.start(self.scheduled.keep)
        await self.connection.keep()

    def _hear(self, hearing: Hearing) -> None:
        self._gateway.hear(hearing)

    def _told(self, name: str, told: Told, mark: str) -> None:
        if name == "GUILD_CREATE":
            self._where.note(list(told.get("threads") or []))
        self.upkeep.told(name, told, mark)
