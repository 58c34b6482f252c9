"""All connections of a bot: one, or for very many servers one for each shard; to everybody else they are one."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final

import aiohttp
import discord

from adapters.discord.connection import Access, Connection, Told
from adapters.discord.directory import Directory
from adapters.discord.gateway import Hearing
from adapters.discord.memory import Memory
from adapters.discord.rest import Rest
from adapters.discord.shard import Shard, Turnstile

log = logging.getLogger(__name__)

_ASK_AGAIN: Final = 5.0


class Shards:
    """`hear` takes what people do on any of them, `told` what becomes of servers and channels.

    `new_memory` makes what remembers for a shard. Requests all go through the first one's `rest`.
    """

    def __init__(
        self,
        access: Access,
        new_memory: Callable[[str], Memory],
        directory: Directory,
        hear: Callable[[Hearing], None],
        told: Callable[[str, Told, str], None],
    ) -> None:
        self._access, self._new_memory = access, new_memory
        self._new = partial(Connection, access, directory, hear, told)
        self.turnstile, self.is_listening = Turnstile(), asyncio.Event()
        self.each = [self._new()]

    @property
    def rest(self) -> Rest:
        """The requests."""
        return self.each[0].rest

    @property
    def account(self) -> str:
        """The bot's own account, "" before the login."""
        return self.each[0].account

    @property
    def is_catching_up(self) -> bool:
        """Whether what was missed is still being read."""
        return any(connection.is_catching_up for connection in self.each)

    async def log_in(self) -> None:
        """Log every shard in; EnvironmentProblem when the token is refused."""
        await self.each[0].log_in()
        count = self._access.shards
        if count != 1:
            count = await self._advised()
        numbers = self._access.shard_ids or range(count)
        self.each += [self._new() for _ in numbers[1:]]
        for connection, number in zip(self.each, numbers, strict=True):
            shard = Shard(number, count)
            connection.sits(shard, self._new_memory(shard.suffix), self.turnstile)
            connection.changed = self._changed
        for connection in self.each[1:]:
            await connection.log_in()

    async def keep(self) -> None:
        """Listen on all of them for ever. EnvironmentProblem when Discord refuses a first connection for good."""
        try:
            async with asyncio.TaskGroup() as group:
                for connection in self.each:
                    group.create_task(connection.keep(), name=f"discord shard {connection.shard.number}")
        except ExceptionGroup as problems:
            raise problems.exceptions[0] from None

    async def close(self) -> None:
        """Let go of the HTTP sessions; nothing can be sent after that."""
        for connection in self.each:
            await connection.close()

    async def _advised(self) -> int:
        """Ask Discord how many shards there should be, and how many may begin side by side."""
        while True:
            try:
                advice = await self.rest.get("/gateway/bot")
            except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as problem:
                log.warning("Discord does not say how many shards to make: %s", type(problem).__name__)
                await asyncio.sleep(_ASK_AGAIN)
                continue
            self.turnstile.places = int(advice["session_start_limit"]["max_concurrency"])
            return self._access.shards or int(advice["shards"])

    def _changed(self) -> None:
        are_all_there = all(connection.is_listening.is_set() for connection in self.each)
        (self.is_listening.set if are_all_there else self.is_listening.clear)()
