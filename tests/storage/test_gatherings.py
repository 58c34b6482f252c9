"""Events of a cohort: kept as they are, in the order in which they come."""

import pytest

from bot.domain.gatherings import Gathering
from storage.engine import SqlStorage
from tests.storage.sample import DAY, HOUR, NOW


def gathering(number: int = 1) -> Gathering:
    """An event, each a day before the one with the number before."""
    return Gathering(f"ev{number}", "c1", f"E{number}", "Open hour 🙂", NOW - number * DAY, 60, "https://example.org/x")


async def test_an_event_comes_back_as_it_was_and_as_it_became(peopled: SqlStorage) -> None:
    became = gathering().announced().moved(NOW + HOUR).cancelled()
    async with peopled.transaction() as tx:
        await tx.gatherings.add(gathering())
        assert await tx.gatherings.get("ev1") == gathering()
        await tx.gatherings.save(became)

    async with peopled.snapshot() as tx:
        assert await tx.gatherings.find("ev1") == await tx.gatherings.get("ev1") == became
        assert became.version == 2
        assert await tx.gatherings.find("ev2") is None


async def test_a_cohorts_events_come_by_time(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for number in (1, 3, 2):
            await tx.gatherings.add(gathering(number))

    async with peopled.snapshot() as tx:
        assert [each.ref for each in await tx.gatherings.in_cohort("c1")] == ["E3", "E2", "E1"]
        assert await tx.gatherings.in_cohort("c2") == []


async def test_an_event_that_is_not_there_cannot_be_changed(peopled: SqlStorage) -> None:
    with pytest.raises(ValueError, match="no gatherings row"):
        async with peopled.transaction() as tx:
            await tx.gatherings.save(gathering())
