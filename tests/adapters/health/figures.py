"""A house whose figures are read as Prometheus reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.health import Health, Sources, exposition
from adapters.scheduler import Vitals
from adapters.simulation.play import seeded_key
from bot.auditor import Auditor
from bot.errors import TryLater
from bot.ports import Delivery, Settle
from bot.sweeper import Sweeper
from tests.storage.sample import NOW

LABELS = {"platform", "urgency", "outcome", "what", "version", "le"}


class Fickle:
    """A platform that takes what it is told to take."""

    settle = Settle(timedelta())

    def __init__(self) -> None:
        self.takes = True

    async def send(self, delivery: Delivery) -> str:
        if not self.takes:
            raise TryLater("not now", timedelta(seconds=1))
        return f"m-{delivery.id}"

    async def find(self, delivery: Delivery) -> str | None:
        return None


@asynccontextmanager
async def running(url: str, clock: SimulatedClock, platform: Fickle) -> AsyncIterator[tuple[House, Sources]]:
    async with built(url, seeded_key(1), clock, {"local": platform}) as house:
        health = Health(lambda: True, {"local": lambda: True}, now=lambda: 0.0)
        sweeper = Sweeper(house.storage, clock, {})
        auditor = Auditor(house.app, house.courier)
        parts = health, Vitals(beats=3), house.courier, house.ingest, auditor, sweeper, house.storage, clock
        yield house, Sources(*parts, leases=lambda: {"slack": 5}, backup_at=lambda: NOW - timedelta(hours=2))


async def read(sources: Sources) -> dict[tuple[str, str], float]:
    """Every sample by its name and its labels' words."""
    families = text_string_to_metric_families((await exposition(sources)).decode())
    samples = [sample for family in families for sample in family.samples]
    assert {label for sample in samples for label in sample.labels} <= LABELS
    return {(sample.name, ",".join(sample.labels.values())): sample.value for sample in samples}
