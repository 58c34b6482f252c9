"""Who is who is remembered: whatever changes it is counted, and what was remembered before stores nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.members import MemberState, Participation
from bot.events import Account, Place
from bot.ports import Spot, Tx
from storage.engine import SqlStorage, open_storage
from storage.schema.lookups import LOOKED_UP
from tests.storage.sample import COHORT, KEY, L1, L2, NOW, account, add_people, member
from tests.storage.test_topics import TOPIC

HERE = Place("local", "w1", "#g1")
SPOT = Spot(HERE, "c1", "g1", "g1")
Change = Callable[[Tx], Awaitable[object]]
CHANGES: dict[str, tuple[str, Change]] = {
    "somebody is new": ("members", lambda tx: tx.members.add(member("L9"), [account(member("L9"))])),
    "somebody leaves": ("members", lambda tx: tx.members.save(replace(L1, state=MemberState.LEFT))),
    "somebody withdraws their consent": ("members", lambda tx: tx.members.save(replace(L1, consent_version=0))),
    "somebody has one more account": ("accounts", lambda tx: tx.members.let_in(L1.id, Account("local", "w2", "u-1"))),
    "a cohort is new": ("cohorts", lambda tx: tx.cohorts.add(replace(COHORT, id="c9", handle="autumn"))),
    "a cohort's rules are others": ("cohorts", lambda tx: tx.cohorts.save(replace(COHORT, weeks=9))),
    "a channel is listed": ("places", lambda tx: tx.places.add(replace(SPOT, place=Place("local", "w1", "#new")))),
    "a channel moves": ("places", lambda tx: tx.places.move(SPOT, Place("local", "w1", "#moved"))),
    "a channel is no longer ours": ("places", lambda tx: tx.places.forget(HERE)),
    "a topic opens": ("topics", lambda tx: tx.topics.add(replace(TOPIC, id="t2"))),
    "a topic is closed": ("topics", lambda tx: tx.topics.save(TOPIC.closed(NOW))),
}


async def version(storage: SqlStorage) -> int:
    """Return the version by now."""
    async with storage.snapshot() as tx:
        return await tx.lookup_version()


async def noted(storage: SqlStorage, id: str, as_of: int | None) -> bool:
    """Try to note one message by what was asked at a version."""
    async with storage.noting() as note:
        return await note({id: Participation("c1", L1.id, id, "g1", NOW, "g1")}, NOW, as_of)


async def stored(storage: SqlStorage) -> int:
    """Return how many messages are stored."""
    async with storage.snapshot() as tx:
        return await tx.participations.in_cohort("c1")


@pytest.fixture
async def storage(peopled: SqlStorage) -> SqlStorage:
    """A storage with people, a channel and a topic."""
    async with peopled.transaction() as tx:
        await tx.places.add(SPOT)
        await tx.topics.add(TOPIC)
    return peopled


@pytest.fixture
async def shared(made_postgres_url: str) -> AsyncIterator[tuple[SqlStorage, SqlStorage]]:
    """Two workers on one PostgreSQL database."""
    one, other = [await open_storage(made_postgres_url, key=KEY) for _ in range(2)]
    async with one.transaction() as tx:
        await add_people(tx)
    yield one, other
    await one.close()
    await other.close()


@pytest.mark.parametrize("what", CHANGES)
async def test_whatever_changes_who_is_who_makes_another_version(storage: SqlStorage, what: str) -> None:
    before = await version(storage)
    async with storage.transaction() as tx:
        await CHANGES[what][1](tx)

    assert await version(storage) != before
    assert not await noted(storage, "a", before), "nothing is stored by what was remembered before"
    assert await stored(storage) == 0
    assert await noted(storage, "a", await version(storage))
    assert await stored(storage) == 1


def test_a_change_to_each_table_is_among_those_that_are_tried() -> None:
    assert {table for table, _ in CHANGES.values()} == set(LOOKED_UP)


async def test_noting_makes_no_other_version_and_without_one_nothing_is_noted(storage: SqlStorage) -> None:
    before = await version(storage)

    assert await noted(storage, "a", before)
    assert await noted(storage, "b", before)
    assert not await noted(storage, "c", None)
    assert await stored(storage) == 2
    assert await version(storage) == before


async def test_on_postgresql_other_work_leaves_the_version_alone(shared: tuple[SqlStorage, SqlStorage]) -> None:
    before = await version(shared[0])
    async with shared[1].transaction() as tx:
        await tx.inbox.claim("e1", NOW)
        await tx.facts.put("fact", "is")
        await tx.participations.add(Participation("c1", L1.id, "m1", "g1", NOW, ""))

    assert await version(shared[0]) == before


async def test_what_is_not_committed_is_not_counted_and_what_is_rolled_back_never(
    shared: tuple[SqlStorage, SqlStorage],
) -> None:
    one, other = shared
    before = await version(one)
    with suppress(KeyError):
        async with other.transaction() as tx:
            await tx.members.save(replace(L1, consent_version=0))
            assert await noted(one, "a", before), "the withdrawal is not committed: as every snapshot saw it"
            raise KeyError

    assert await version(one) == before


async def test_of_two_changes_that_overlap_each_is_counted_when_it_is_committed(
    shared: tuple[SqlStorage, SqlStorage],
) -> None:
    one, other = shared
    before = await version(one)
    async with one.transaction() as first:
        await first.members.save(replace(L1, consent_version=0))
        async with other.transaction() as second:
            await second.members.save(replace(L2, consent_version=0))
        between = await version(other)
        assert not await noted(other, "a", before)
        assert await noted(other, "b", between)

    assert len({before, between, await version(other)}) == 3
    assert not await noted(other, "c", between), "it began earlier and was committed later"


async def test_twenty_changes_at_once_stand_in_nobodys_way_and_each_counts_once(
    shared: tuple[SqlStorage, SqlStorage],
) -> None:
    before, all_here = await version(shared[0]), asyncio.Barrier(20)

    async def join(storage: SqlStorage, number: int) -> None:
        people = [member(f"X{number}.{each}") for each in range(3)]
        async with storage.transaction() as tx:
            for person in people:
                await tx.members.add(person, [account(person)])
            await all_here.wait()  # more of them than rows they are counted in

    await asyncio.gather(*(join(shared[number % 2], number) for number in range(20)))

    assert await version(shared[1]) == before + 20, "a transaction counts once, however much it changes"


async def test_also_what_somebody_changes_by_hand_is_counted(shared: tuple[SqlStorage, SqlStorage]) -> None:
    async def by_hand(sql: str) -> int:
        async with shared[0]._database.write() as connection:
            await connection.execute(text(sql))
        return await version(shared[1])

    seen = [
        await by_hand("UPDATE members SET consent_version = 0 WHERE handle = 'L1'"),
        await by_hand("DELETE FROM accounts"),
        await by_hand("TRUNCATE topics"),
    ]
    assert seen == sorted(seen)
    assert len(set(seen)) == 3


async def test_a_connection_that_was_cut_is_opened_anew(shared: tuple[SqlStorage, SqlStorage]) -> None:
    one, other = shared
    assert await noted(one, "a", await version(one))
    async with other._database.write() as connection:
        cut = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'WITH asked%' AND state = 'idle' AND datname = current_database()"
        )
        assert [gone for (gone,) in await connection.execute(text(cut))] == [True]

    assert await noted(one, "b", await version(other))
    assert await stored(other) == 2
