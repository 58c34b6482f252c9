"""The unmodified client of discord.py, pointed at the double."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import discord as library
import yarl

from tests.doubles.discord import Discord


class Bot(library.Client):
    """Keeps what it hears, and answers as a test wants it to."""

    def __init__(self, intents: library.Intents, **options: Any) -> None:
        super().__init__(intents=intents, max_ratelimit_timeout=30, guild_ready_timeout=0.05, **options)
        self.tree = library.app_commands.CommandTree(self)
        self.heard: list[tuple[str, Any]] = []
        self.answers: Callable[[library.Interaction], Any] | None = None

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Keep every event."""
        self.heard.append((event, args[0] if args else None))
        super().dispatch(event, *args, **kwargs)

    def all(self, event: str) -> list[Any]:
        """Return what came with each event of a name."""
        return [what for name, what in self.heard if name == event]

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait 5 seconds; the double's clock is moved instead."""

    async def on_interaction(self, interaction: library.Interaction) -> None:
        """Answer as the test wants."""
        if self.answers is not None:
            await self.answers(interaction)


class Bots:
    """Starts clients and closes them."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        self._tasks: list[tuple[Bot, asyncio.Task[None]]] = []
        library.http.Route.BASE = discord.api_base
        library.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord.gateway_url)

    async def start(self, *privileged: str, token: str | None = None, waits: bool = True, **options: Any) -> Bot:
        """Start a client with the default intents and some privileged ones, and wait until it is ready."""
        intents = library.Intents.default()
        for name in privileged:
            setattr(intents, name, True)
        bot = Bot(intents, **options)
        task = asyncio.create_task(bot.start(token or self._discord.token))
        self._tasks.append((bot, task))
        if waits:
            await self._discord.until(lambda: bot.is_ready() or task.done())
            if task.done():
                task.result()
        return bot

    def task(self, bot: Bot) -> asyncio.Task[None]:
        """Return the task in which a client runs."""
        return next(task for one, task in self._tasks if one is bot)

    async def close(self) -> None:
        """Close every client."""
        for bot, task in self._tasks:
            await bot.close()
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
