"""Secret addresses of calendars: one a member, and none of whoever was erased."""

from dataclasses import replace

from bot.domain.feeds import Feed
from storage.engine import SqlStorage
from tests.storage.sample import HOUR, L1, L2, NOW

FIRST = Feed(L1.id, "f1", NOW)


async def test_a_new_address_takes_the_place_of_the_one_before(peopled: SqlStorage) -> None:
    second = replace(FIRST, id="f2", made_at=NOW + HOUR)
    async with peopled.transaction() as tx:
        await tx.feeds.put(FIRST)
        await tx.feeds.put(second)
        await tx.feeds.put(Feed(L2.id, "f3", NOW))

    async with peopled.snapshot() as tx:
        assert await tx.feeds.find("f1") is None
        assert await tx.feeds.find("f2") == await tx.feeds.of(L1.id) == second


async def test_it_goes_when_it_is_ended_and_with_who_somebody_is(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.feeds.put(FIRST)
        await tx.feeds.put(Feed(L2.id, "f3", NOW))
        ended = [await tx.feeds.forget(L1.id), await tx.feeds.forget(L1.id)]
        await tx.retention.forget_person(L2.id, NOW)

    async with peopled.snapshot() as tx:
        assert ended == [1, 0]
        assert [await tx.feeds.find(each) for each in ("f1", "f3")] == [None, None]
