"""Processes that die in the middle of a beat, again and again, and are started anew on the same storage."""

import math
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import cast

from adapters.cli.house import House
from adapters.simulation.rehearsal import Builder, Rehearsal
from bot.app import Application
from bot.delivery import Courier
from bot.engine import Engine
from bot.ports import Clock, Messenger
from tests.core.fate import Fate, MortalMessenger, MortalStorage, lived


class DoomedEngine(Engine):
    """An engine that dies when its process's fate says so; the next process does what was left of the beat."""

    def __init__(self, app: Application, courier: Courier, doom: "Doom") -> None:
        super().__init__(app, courier)
        self._doom = doom

    async def beat(self) -> None:
        """Do everything that is due, over as many lives as it takes."""
        living = self._doom.living(self)
        if living is not self:
            await living.beat()
        elif not await self._doom.survived(super().beat()):
            await self.beat()

    async def settle(self) -> datetime | None:
        """The same; return when something is due next."""
        await self.beat()
        return await self._doom.living(self).next_at()


@dataclass
class Doom:
    """How long processes live: `dice` throws it anew for each, up to `steps`. They die while they beat, only then."""

    dice: Random
    steps: int
    deaths: int = 0
    lived: int = 0
    """Steps in which processes could have died."""
    fate: Fate = field(default_factory=Fate)
    play: Rehearsal | None = None
    _left: int = 0

    @property
    def rehearsal(self) -> Rehearsal:
        """The rehearsal whose processes these are."""
        assert self.play is not None
        return self.play

    def living(self, engine: Engine) -> Engine:
        """The engine of the process that lives now; before the play begins that is the one asked about."""
        return self.play.house.engine if self.play is not None else engine

    def mortal(self, messenger: Messenger) -> Messenger:
        """A way out for a process that begins now."""
        self.fate, self._left = Fate(), self.dice.randint(1, self.steps)
        return MortalMessenger(messenger, self.fate, messenger.settle)

    def building(self, build: Builder) -> Builder:
        """A builder of houses that may die."""

        @asynccontextmanager
        async def doomed(clock: Clock, messengers: dict[str, Messenger]) -> AsyncIterator[House]:
            async with build(clock, messengers) as whole:
                house = cast(House, whole)
                house.app.storage = MortalStorage(house.storage, self.fate)
                courier = Courier(house.app, messengers)
                yield replace(house, courier=courier, engine=DoomedEngine(house.app, courier, self))

        return cast(Builder, doomed)

    async def survived(self, beat: Awaitable[object]) -> bool:
        """Beat once; where the process dies of it, start another one."""
        began = self.fate.steps
        self.fate.dies_at = began + self._left if self.play is not None else math.inf
        alive = await lived(beat)
        self._left -= self.fate.steps - began
        self.lived += self.fate.steps - began
        self.fate.dies_at = math.inf
        if not alive:
            self.deaths += 1
            await self.rehearsal.restart()
        return alive
