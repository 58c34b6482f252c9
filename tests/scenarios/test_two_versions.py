"""A case is worked on while two versions of Kith are at work, each transaction by one or the other: nobody notices."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import cast

from adapters.cli.house import House, built
from adapters.simulation.rehearsal import Builder
from bot.delivery import Courier
from bot.engine import Engine
from bot.ports import Clock, Messenger, Storage, Tx
from storage.engine import SqlStorage
from tests.scenarios.test_safety import SENTENCE, cases
from tests.storage.older import OlderStorage, in_plain
from tests.storage.sample import KEY, NOW
from tests.world import Cohort, World

NOTE, CENTRE = "Spoke with them tonight.", "The counselling centre has them."


@dataclass
class Either:
    """A storage of which nobody knows beforehand whose turn it is."""

    storages: tuple[Storage, ...]
    dice: Random = field(default_factory=lambda: Random(8))
    version: None = None

    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        """Write."""
        return self.dice.choice(self.storages).transaction()

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """Read."""
        return self.dice.choice(self.storages).snapshot()


def shared(url: str, older: OlderStorage) -> Builder:
    """Return a builder of houses on a database on which an older version works too."""

    @asynccontextmanager
    async def build(clock: Clock, messengers: dict[str, Messenger]) -> AsyncIterator[House]:
        async with built(url, KEY, clock, messengers) as house:
            house.app.storage = Either((older, house.storage))
            courier = Courier(house.app, messengers)
            storage = cast(SqlStorage, house.app.storage)
            yield replace(house, storage=storage, courier=courier, engine=Engine(house.app, courier))

    return cast(Builder, build)


async def lived(world: World, built_by: Builder | None = None) -> list[tuple[str, str]]:
    """Let a case be opened, go up the line, be taken, noted and handed over; return who was told what."""
    async with world(learners="L1", built_by=built_by) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        await cohort.until("Wed 3 Mar 23:56")
        await works_on(cohort)
        await cohort.until("Thu 4 Mar 12:00")
        return [(line.to, line.kind) for line in cohort.lines]


async def works_on(cohort: Cohort) -> None:
    """Take the case as whoever was told second, write a note, hand it over, look at it."""
    [case] = await cases(cohort)
    await cohort.presses("C2", "I have it")
    await cohort.presses("C2", "Add a note")
    await cohort.submits("C2", note=NOTE)
    await cohort.commands("C2", f"/coord case handover {case.ref} counselling {CENTRE}")
    await cohort.commands("C1", f"/coord case show {case.ref}")
    assert "handed over to somebody outside" in cohort.last("C1").text


async def test_a_case_goes_its_way_while_an_older_version_is_at_work_too(world: World, made_postgres_url: str) -> None:
    older = OlderStorage(made_postgres_url)
    async with older.transaction() as tx:
        await tx.leases.hold("worker/older", "older", NOW, timedelta(hours=1))

    with_an_older = await lived(world, shared(made_postgres_url, older))
    await older.close()

    assert in_plain(made_postgres_url) > 10
    assert with_an_older == await lived(world)
    assert with_an_older.count(("C2", "case.handed_over")) == 1
