"""Keeping the commands that Discord shows in step with ours: looked at once a start, sent when they differ."""

import asyncio
import logging

from adapters.discord import catalogue
from adapters.discord.components import Json
from adapters.discord.core import Core
from adapters.discord.rest import Rest

log = logging.getLogger(__name__)


class Registering:
    """Registers the commands of the core in servers, and globally for private messages."""

    def __init__(self, rest: Rest, core: Core) -> None:
        self._rest, self._core = rest, core
        self._application_id = ""
        self._one_at_a_time = asyncio.Lock()

    async def in_guild(self, guild_id: str) -> bool:
        """Register what a server shows; return whether anything had to change."""
        return await self._registered(catalogue.for_guild(self._core.commands.values()), guild_id)

    async def in_direct(self) -> bool:
        """Register what private messages show; return whether anything had to change."""
        return await self._registered(catalogue.for_direct(self._core.commands.values()))

    async def _registered(self, wanted: list[Json], guild_id: str = "") -> bool:
        async with self._one_at_a_time:
            return await self._compared(wanted, guild_id)

    async def _compared(self, wanted: list[Json], guild_id: str) -> bool:
        if not self._application_id:
            self._application_id = str((await self._rest.get("/applications/@me"))["id"])
        if catalogue.is_same(wanted, await self._rest.commands(self._application_id, guild_id)):
            return False
        await self._rest.put_commands(self._application_id, wanted, guild_id)
        log.info("the commands of %s are registered anew", guild_id or "private messages")
        return True
