"""The platforms of one worker: its own alone, or one of several workers' that stand by for each other."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from adapters.beginning import connected
from adapters.cli.journal import NotedMessenger
from bot.leases import Keeper
from bot.ports import Messenger
from bot.sweeper import Copies

log = logging.getLogger(__name__)


def worker_name() -> str:
    """Return a name for this process that no other has, nor had before."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


class Bot(Protocol):
    """The bot on one platform."""

    @property
    def messenger(self) -> Messenger:
        """The way out."""

    @property
    def copies(self) -> Copies:
        """What stands there twice."""

    @property
    def is_connected(self) -> bool:
        """Whether the platform can be heard now."""

    def at_work(self) -> AbstractAsyncContextManager["asyncio.Task[None]"]:
        """Connect, and stay so until the block ends; yields the task that must go on running."""


@dataclass
class Outlets:
    """The ways out of this process just now, by platform."""

    messengers: dict[str, Messenger] = field(default_factory=dict)
    copies: dict[str, Copies] = field(default_factory=dict)


class Door:
    """One platform; its bot is another one each time it is opened. `leases` are its chain (`bot/leases.py`)."""

    def __init__(self, platform: str, leases: tuple[str, ...], make: Callable[[], Bot], outlets: Outlets) -> None:
        self.platform, self.leases = platform, leases
        self._make, self._outlets = make, outlets
        self.has_begun = asyncio.Event()
        self.is_open, self._was_open = False, False
        self._bot = self._furnished()

    @property
    def is_well(self) -> bool:
        """Whether the platform can be heard, or is another worker's to hear."""
        return not self.is_open or self._bot.is_connected

    def _furnished(self) -> Bot:
        bot = self._make()
        self._outlets.messengers[self.platform] = NotedMessenger(bot.messenger)
        self._outlets.copies[self.platform] = bot.copies
        return bot

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect until the block ends; yields the task that must go on running."""
        if self._was_open:
            self._bot = self._furnished()
        self.is_open = self._was_open = True
        try:
            async with self._bot.at_work() as running:
                yield running
        finally:
            self.is_open = False

    async def stand_by(self, keeper: Keeper) -> None:
        """Open whenever the first lease of the chain is ours, for as long as it is; for ever."""
        name = self.leases[0]
        while True:
            if keeper.term(name) is None:
                self.has_begun.set()
            term = await keeper.gained(name)
            log.info("this worker is on %s now", self.platform)
            async with self.opened() as running:
                self.has_begun.set()
                lost = asyncio.create_task(keeper.lost(name, term), name=f"{self.platform} is lost")
                try:
                    await asyncio.wait({running, lost}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    lost.cancel()
                if running.done():
                    running.result()
            log.warning("another worker may be on %s now: this one stands by", self.platform)

    @asynccontextmanager
    async def kept(self, keeper: Keeper | None) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect until the block ends, at once or (with a keeper and leases) when it is our turn; yields the task."""
        if keeper is None or not self.leases:
            async with self.opened() as running:
                yield running
            return
        async with connected(self.platform.title(), self.stand_by(keeper), self.has_begun) as running:
            yield running
