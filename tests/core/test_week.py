"""Three workers on PostgreSQL carry many workspaces through a week; one is killed meanwhile, and one stands still."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import cast

import pytest

from adapters.clock import SimulatedClock, SystemClock
from bot import leases
from bot.app import Application
from bot.cards import Action, Card
from bot.delivery import Courier
from bot.domain.signals import Packs
from bot.effects import Effects, Later, Urgency
from bot.engine import Engine
from bot.leases import Keeper, Wanted, share_of
from bot.ports import NewDelivery, Target, TargetKind
from bot.router import Router
from bot.turn import Turn
from storage.engine import SqlStorage, open_storage
from tests.core.platform import Platform
from tests.storage.sample import DAY, KEY, NOW

MANY = int(os.environ.get("KITH_WORKSPACES", "40"))
WORKSPACES = [f"T{number}" for number in range(MANY)]
DAYS = 7
ASKED = DAYS if MANY <= 100 else 1
"""Questions a workspace gets in the week: of a thousand workspaces each one, on a day of its own."""
LASTS = timedelta(seconds=2)


@dataclass
class Worker:
    """One of them, with connections of its own; leases run by the server's time, which is the real one."""

    name: str
    storage: SqlStorage
    engine: Engine
    keeper: Keeper
    keeping: "asyncio.Task[None] | None" = None

    @property
    def shares(self) -> set[str]:
        """The shares it has."""
        return {share for share in map(share_of, WORKSPACES) if self.keeper.term(f"slack/{share}") is not None}

    def goes_on(self) -> None:
        """Keep its leases from now on."""
        self.keeping = self.keeping or asyncio.create_task(self.keeper.keep())

    async def stops(self) -> None:
        """Keep them no longer: it is dead, or stands still."""
        if self.keeping is not None:
            self.keeping.cancel()
            await asyncio.gather(self.keeping, return_exceptions=True)
            self.keeping = None


def _routes() -> Router:
    routes = Router()

    @routes.timer("day.ask")
    async def ask(turn: Turn, workspace: str) -> Effects:
        """Count the day, ask, and plan the next: what was planned twice would have another number."""
        number = int(await turn.tx.facts.get(workspace) or 0) + 1
        await turn.tx.facts.put(workspace, str(number))
        target, text = Target(TargetKind.CHANNEL, "slack", workspace, "C1"), f"{workspace} day {number}"
        card = Card(text, "day.question")
        await turn.tx.outbox.add(
            NewDelivery(text, workspace, Urgency.PROMPT, target, card, turn.now, turn.now, workspace)
        )
        return [Later(NOW + number * DAY, Action("day.ask", workspace))] * (number < ASKED)

    return routes


@asynccontextmanager
async def _working(url: str, clock: SimulatedClock, platform: Platform) -> AsyncIterator[list[Worker]]:
    async with AsyncExitStack() as stack:
        workers = []
        for name in ("one", "two", "three"):
            storage = await open_storage(url, key=KEY)
            stack.push_async_callback(storage.close)
            app = Application(storage, _routes(), clock, cast(Packs, None), b"secret")
            courier = Courier(app, {"slack": platform}, name, is_leased=True)
            keeper = Keeper(storage, SystemClock(), name, Wanted(shared=("slack",)))
            courier.is_at_work = partial(_is_at_work, keeper)
            workers.append(Worker(name, storage, Engine(app, courier), keeper))
        try:
            yield workers
        finally:
            for worker in workers:
                await worker.stops()


def _is_at_work(keeper: Keeper) -> bool:
    return keeper.is_at_work


async def _at_work(workers: list[Worker], alive: list[Worker]) -> None:
    """Let these work and the others not, and wait until each share is somebody's who does."""
    for worker in workers:
        if worker in alive:
            worker.goes_on()
        else:
            await worker.stops()
    wanted = {share_of(workspace) for workspace in WORKSPACES}
    async with asyncio.timeout(60 + MANY / 4):
        while set[str]().union(*(worker.shares for worker in alive)) != wanted:  # noqa: ASYNC110 - seen from outside
            await asyncio.sleep(0.05)


async def _killed(worker: Worker, after: float) -> None:
    """Let a worker beat, and end it in the middle of that."""
    beat = asyncio.create_task(worker.engine.beat())
    await asyncio.sleep(after)
    beat.cancel()
    await asyncio.gather(beat, return_exceptions=True)


async def _everything_came(platform: Platform, clock: SimulatedClock, alive: list[Worker], many: int) -> None:
    """Go on until the day's questions are there: the leases of whoever was killed run out first, and settle."""
    async with asyncio.timeout(60 + MANY / 4):
        while len(platform.posts) < many:
            clock.set(clock.now() + timedelta(minutes=1))
            await asyncio.gather(*(worker.engine.beat() for worker in alive))


def _first_day(workspace: str) -> int:
    """Return the day of a workspace's first question: of many each has one of its own."""
    return int(workspace[1:]) % DAYS if ASKED == 1 else 0


def _asked_by(day: int) -> int:
    """Return how many questions have been asked when a day is over."""
    return sum(min(max(day + 1 - _first_day(workspace), 0), ASKED) for workspace in WORKSPACES)


@pytest.mark.faults
@pytest.mark.fault(8, 28, 30)
async def test_in_a_week_of_three_workers_everything_comes_exactly_once(
    made_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LASTS", LASTS)
    monkeypatch.setattr(leases, "EVERY", LASTS / 5)
    clock = SimulatedClock(NOW)
    platform = Platform(clock)
    async with _working(made_postgres_url, clock, platform) as workers:
        one, two, three = workers
        async with one.storage.transaction() as tx:
            for workspace in WORKSPACES:
                await tx.timers.put(Later(NOW + _first_day(workspace) * DAY, Action("day.ask", workspace)))
        at_work = {0: [one, two, three], 2: [one, three], 4: [one], 6: [one, three]}
        alive = at_work[0]
        for day in range(DAYS):
            clock.set(NOW + day * DAY)
            if day == 2:
                await _killed(two, Random(2).random() / 20)
            alive = at_work.get(day, alive)
            await _at_work(workers, alive)
            await asyncio.gather(*(worker.engine.beat() for worker in alive))
            if day == 4:
                await three.engine.beat()  # it stood still, wakes up, and does not know yet that it has lost everything
            await _everything_came(platform, clock, alive, _asked_by(day))

    asked = [f"{workspace} day {day}" for workspace in WORKSPACES for day in range(1, ASKED + 1)]
    assert Counter(post.key for post in platform.posts) == Counter(asked)
