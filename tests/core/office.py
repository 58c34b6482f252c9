"""A courier at work on a real outbox: what is added, delivered, stored and told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import select

from adapters.clock import SimulatedClock
from bot.app import Application
from bot.cards import Card
from bot.delivery import Courier
from bot.domain.members import Member, MemberState
from bot.domain.signals import Packs
from bot.effects import Effects, Withhold
from bot.events import DeliveryDelayed, DeliveryFailed
from bot.ports import DeliveryState, NewDelivery, Target, TargetKind
from bot.router import Router
from bot.turn import Turn
from storage.engine import SqlStorage, open_storage
from storage.schema import outbox
from tests.core.fate import Fate, MortalMessenger, MortalStorage
from tests.core.platform import Platform
from tests.storage import sample
from tests.storage.sample import KEY, L1, NOW, add_people

CHANNEL = Target(TargetKind.CHANNEL, "local", "w1", "#g1")


@dataclass
class Ears:
    """What the flows of one process heard; each of `troubles` makes them fail once."""

    failures: list[DeliveryFailed]
    delays: list[DeliveryDelayed]
    troubles: list[BaseException]


@dataclass
class Office:
    """One courier with its storage, its platform, its clock, and the flows' `ears`."""

    storage: SqlStorage
    clock: SimulatedClock
    platform: Platform
    app: Application
    courier: Courier
    ears: Ears

    async def add(self, *keys: str, **changes: Any) -> None:
        """Put messages into the outbox now: to L1, each in a lane of its own and tagged with its key."""
        await sample.post(self.storage, *[message(key, self.clock.now(), **changes) for key in keys])

    async def deliver(self, seconds: float = 0) -> int:
        """Let some seconds pass, then deliver once."""
        self.clock.set(self.clock.now() + timedelta(seconds=seconds))
        return await self.courier.deliver()

    async def run(self, seconds: float) -> None:
        """Deliver whatever falls due in the next seconds, each at its moment."""
        end = self.clock.now() + timedelta(seconds=seconds)
        for _ in range(1000):
            while await self.courier.deliver():
                pass
            async with self.storage.snapshot() as tx:
                due = await tx.outbox.next_at()
            if due is None or due > end:
                break
            self.clock.set(max(due, self.clock.now()))
        else:
            raise AssertionError("the courier goes round in circles")
        self.clock.set(max(end, self.clock.now()))

    async def row(self, key: str) -> Any:
        """Return what is stored of a message, whatever became of it."""
        async with self.storage._database.read() as connection:
            rows = await connection.execute(select(outbox).where(outbox.c.key == key))
            return rows.one()

    async def states(self) -> dict[DeliveryState, int]:
        """Return how many messages are in each state that occurs."""
        async with self.storage.snapshot() as tx:
            return {state: number for state, number in (await tx.outbox.counts()).items() if number}

    async def told(self) -> list[str]:
        """Return the tags of what the flows were told and have stored, whichever process it was."""
        async with self.storage.snapshot() as tx:
            return sorted(why for _, _, why in await tx.nudges.withheld(L1.id, 1000))

    async def becomes(self, member: Member, state: MemberState) -> None:
        """Let somebody leave, pause or come back."""
        async with self.storage.transaction() as tx:
            await tx.members.save(replace(member, state=state))

    def beside(self, owner: str = "two", fate: Fate | None = None) -> "Office":
        """Return another process on the same database, clock and platform; it may be a mortal one."""
        return staffed(self.storage, self.clock, self.platform, owner, fate or Fate())


def message(key: str, at: datetime = NOW, **changes: Any) -> NewDelivery:
    """A notice to L1, in a lane of its own and tagged with its key unless told otherwise."""
    target = changes.pop("target", None)
    new = sample.message(key, at=at, **({"tag": key} | changes))
    return replace(new, card=Card(f"Text of {key}", "case.alert"), target=target or new.target)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Office]:
    """Open an office on a new database, with a few people who take part."""
    storage = await open_storage(url, key=KEY)
    try:
        async with storage.transaction() as tx:
            await add_people(tx)
            await tx.members.save(replace(L1, state=MemberState.ACTIVE))
        clock = SimulatedClock(NOW)
        yield staffed(storage, clock, Platform(clock), "one", Fate())
    finally:
        await storage.close()


def staffed(
    storage: SqlStorage, clock: SimulatedClock, platform: Platform, owner: str, fate: Fate, *, is_leased: bool = False
) -> Office:
    """Put a process around a storage: an application that listens, and a courier."""
    ears = Ears([], [], [])
    app = Application(MortalStorage(storage, fate), _listening(ears), clock, cast(Packs, None), b"secret")
    messenger = MortalMessenger(platform, fate, platform.settle)
    return Office(storage, clock, platform, app, Courier(app, {"local": messenger}, owner, is_leased=is_leased), ears)


def _listening(ears: Ears) -> Router:
    routes = Router()

    @routes.on(DeliveryFailed)
    async def failed(_turn: Turn, event: DeliveryFailed) -> Effects:
        if ears.troubles:
            raise ears.troubles.pop()
        ears.failures.append(event)
        return [Withhold(L1.id, event.kind, event.tag)]

    @routes.on(DeliveryDelayed)
    async def delayed(_turn: Turn, event: DeliveryDelayed) -> Effects:
        ears.delays.append(event)
        return []

    return routes
