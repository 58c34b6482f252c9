"""Two workers at once: on PostgreSQL two storages with connections of their own, on SQLite two tasks of one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.cards import Action
from bot.domain.cases import Case, Resolution
from bot.effects import Later
from bot.ports import Timer, Tx
from bot.purging import purge
from storage.engine import SqlStorage, open_storage
from storage.vault import KeyKind
from tests.storage.sample import C1, DAY, KEY, L1, M1, NOW, case, check_in, claim, keys, message, post

ROUNDS = 20
Workers = tuple[SqlStorage, SqlStorage]
T = TypeVar("T")


@pytest.fixture
async def workers(peopled: SqlStorage, made_url: str) -> AsyncIterator[Workers]:
    """Two workers on the same database."""
    if made_url.startswith("sqlite"):
        yield peopled, peopled
        return
    other = await open_storage(made_url, key=KEY)
    yield peopled, other
    await other.close()


async def _both(workers: Workers, work: Callable[[Tx], Awaitable[T]]) -> list[T]:
    async def one(storage: SqlStorage) -> T:
        async with storage.transaction() as tx:
            done = await work(tx)
            await asyncio.sleep(0.001)  # hold what is locked for a moment, so that the other one meets it
            return done

    return list(await asyncio.gather(*(one(worker) for worker in workers)))


@pytest.mark.fault(28)
async def test_an_event_is_handled_once(workers: Workers) -> None:
    for number in range(ROUNDS):
        key = f"event {number}"
        assert sorted(await _both(workers, lambda tx, key=key: tx.inbox.claim(key, NOW))) == [False, True]


async def test_a_message_is_claimed_once(workers: Workers) -> None:
    await post(workers[0], *(message(f"m{number:02}") for number in range(ROUNDS)))
    claimed: list[str] = []
    while batches := [keys(batch) for batch in await _both(workers, lambda tx: tx.outbox.claim(NOW, "w", 3)) if batch]:
        claimed += [key for batch in batches for key in batch]

    assert sorted(claimed) == [f"m{number:02}" for number in range(ROUNDS)]


async def test_two_workers_keep_a_lanes_order(workers: Workers) -> None:
    await post(workers[0], *(message(f"m{number:02}", "lane") for number in range(10)))
    order: list[str] = []

    async def deliver(storage: SqlStorage) -> None:
        while len(order) < 10:
            for delivery in await claim(storage, limit=3):
                order.append(delivery.key)
                async with storage.transaction() as tx:
                    assert await tx.outbox.sent(delivery, "r", NOW)

    await asyncio.wait_for(asyncio.gather(*(deliver(worker) for worker in workers)), 20)

    assert order == [f"m{number:02}" for number in range(10)]


async def test_a_timer_is_taken_once(workers: Workers) -> None:
    action = Action("check_in.open", "1")
    for _ in range(ROUNDS):
        async with workers[0].transaction() as tx:
            await tx.timers.put(Later(NOW, action))
        taken = await _both(workers, lambda tx: tx.timers.take(action, NOW))
        assert [timer for timer in taken if timer] == [Timer(action, NOW)]


@pytest.mark.fault(37)
async def test_one_of_two_people_takes_a_case(workers: Workers) -> None:
    for number in range(ROUNDS):
        opened = case(f"s{number}")
        async with workers[0].transaction() as tx:
            await tx.cases.add(opened)
        taken = opened.acknowledged(C1.id, NOW)
        assert sorted(await _both(workers, lambda tx, taken=taken: tx.cases.save(taken))) == [False, True]


@pytest.mark.fault(37)
async def test_a_case_that_is_taken_and_closed_at_once_is_one_of_the_two_and_never_open_again(workers: Workers) -> None:
    async def saved(storage: SqlStorage, changed: Case) -> bool:
        async with storage.transaction() as tx:
            done = await tx.cases.save(changed)
            await asyncio.sleep(0.001)
            return done

    for number in range(ROUNDS):
        opened = case(f"t{number}")
        async with workers[0].transaction() as tx:
            await tx.cases.add(opened)
        ends = [opened.acknowledged(C1.id, NOW), opened.resolved(Resolution.SUPPORTED, NOW)]
        done = await asyncio.gather(*(saved(worker, end) for worker, end in zip(workers, ends, strict=True)))
        assert sorted(done) == [False, True]
        async with workers[1].snapshot() as tx:
            stored = await tx.cases.find(opened.id)
        assert stored == ends[done.index(True)]


@pytest.mark.fault(37)
async def test_two_signals_at_once_open_one_case(workers: Workers) -> None:
    async def join_or_open(tx: Tx, category: str) -> Case | None:
        current = await tx.cases.current(L1.id, category, NOW)
        if current is None:
            opened = case(f"{category} {id(tx)}", category=category)
            await tx.cases.add(opened)
        return current

    for number in range(ROUNDS):
        joined = await _both(workers, lambda tx, number=number: join_or_open(tx, f"category {number}"))
        assert len([each for each in joined if each is None]) == 1


async def test_a_learners_week_gets_one_check_in(workers: Workers) -> None:
    for week in range(ROUNDS):

        async def add(tx: Tx, week: int = week) -> bool:
            return await tx.check_ins.add(check_in(f"{week} {id(tx)}", week=week))

        assert sorted(await _both(workers, add)) == [False, True]


async def test_two_first_texts_of_somebody_share_a_key(workers: Workers) -> None:
    for week in range(ROUNDS):

        async def write(tx: Tx, week: int = week) -> bool:
            return await tx.check_ins.add(check_in(f"{week} {id(tx)}", week=week * 2 + (id(tx) % 2), hardest="words"))

        async with workers[0].transaction() as tx:
            await tx.texts.forget(KeyKind.MEMBER, L1.id)
        await _both(workers, write)
        async with workers[0].snapshot() as snapshot:
            newest = [each for each in await snapshot.check_ins.history(L1.id) if each.week >= week * 2]
            assert {each.hardest for each in newest} == {"words"}


async def test_audit_rows_of_two_workers_make_one_chain(workers: Workers) -> None:
    for number in range(ROUNDS):
        await _both(workers, lambda tx, number=number: tx.audit.add(NOW, C1.id, "case.viewed", f"s{number}"))

    async with workers[0].snapshot() as tx:
        assert await tx.audit.verify() is None


async def test_fifty_increments_at_once_lose_none(workers: Workers) -> None:
    async def increment(storage: SqlStorage) -> None:
        async with storage.transaction() as tx:
            mentor = await tx.members.get(M1.id)
            assert mentor is not None
            await asyncio.sleep(0)
            await tx.members.save(replace(mentor, unanswered_nudges=mentor.unanswered_nudges + 1))

    await asyncio.gather(*(increment(workers[number % 2]) for number in range(50)))

    async with workers[0].snapshot() as tx:
        found = await tx.members.find(M1.id)
    assert found is not None
    assert found.unanswered_nudges == 50


async def test_a_case_that_is_put_on_hold_while_a_purge_runs_keeps_its_words(workers: Workers) -> None:
    closed = case().resolved(Resolution.SUPPORTED, NOW - 500 * DAY)
    async with workers[0].transaction() as tx:
        await tx.cases.add(replace(closed, excerpt="words"))
    is_held, has_looked = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with workers[0].transaction() as tx:
            known = await tx.cases.get(closed.id)
            assert known is not None
            assert await tx.cases.save(known.held(NOW.date(), NOW))
            is_held.set()
            await asyncio.sleep(0.2)  # the purge has looked by then, and has not seen it

    async def clean() -> None:
        await is_held.wait()
        async with workers[1].transaction() as tx:
            await purge(tx, NOW)
        has_looked.set()

    await asyncio.gather(hold(), clean())

    async with workers[0].snapshot() as tx:
        kept = await tx.cases.find(closed.id)
    assert has_looked.is_set()
    assert kept is not None
    assert (kept.is_held, kept.excerpt) == (True, "words")
