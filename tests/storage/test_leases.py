"""Leases: one holder at a time, by the database's time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.deliveries import LEASE, SLOWEST
from bot.leases import SHARES, share_of
from bot.ports import Target, TargetKind
from bot.repositories import Lease
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, NOW, claim, keys, message, post

LONG, SHORT = timedelta(hours=1), timedelta(milliseconds=20)


async def _hold(storage: SqlStorage, holder: str, name: str = "discord", lasting: timedelta = LONG) -> int | None:
    async with storage.transaction() as tx:
        return await tx.leases.hold(name, holder, NOW, lasting)


async def _claimed(storage: SqlStorage, owner: str) -> list[str]:
    async with storage.transaction() as tx:
        return keys(await tx.outbox.claim(NOW, owner, 10, is_leased=True))


async def test_a_lease_has_one_holder_who_may_keep_it(storage: SqlStorage) -> None:
    assert await _hold(storage, "one") == 1
    assert await _hold(storage, "two") is None
    assert await _hold(storage, "one") == 1, "the same holder is in the same term"


async def test_a_lease_that_was_let_go_begins_a_new_term(storage: SqlStorage) -> None:
    await _hold(storage, "one")
    async with storage.transaction() as tx:
        await tx.leases.release("discord", "two")
        assert await tx.leases.running(NOW) == [Lease("discord", "one", 1)]
        await tx.leases.release("discord", "one")
        assert await tx.leases.running(NOW) == []

    assert await _hold(storage, "two") == 2
    assert await _hold(storage, "one") is None


async def test_on_postgresql_a_lease_runs_out_by_the_servers_time(made_postgres_url: str) -> None:
    storage = await open_storage(made_postgres_url, key=KEY)
    await _hold(storage, "one", lasting=SHORT)
    await asyncio.sleep(0.05)  # the server's time cannot be set, and NOW, which the caller says, stands still

    assert await _hold(storage, "two") == 2
    await storage.close()


async def test_only_the_holder_of_a_platforms_lease_claims_its_messages(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.outbox.add(message("m"))
    assert await _claimed(peopled, "one") == []

    await _hold(peopled, "two", "local")

    assert await _claimed(peopled, "one") == []
    assert await _claimed(peopled, "two") == ["m"]


async def test_the_holder_of_a_share_claims_what_goes_to_its_workspaces(peopled: SqlStorage) -> None:
    workspaces = ["T1", "T2", "T3", "T4"]
    async with peopled.transaction() as tx:
        for name in workspaces:
            target = Target(TargetKind.CHANNEL, "slack", name, "C1")
            await tx.outbox.add(replace(message(name), target=target))

    await _hold(peopled, "one", f"slack/{share_of('T1')}")

    assert await _claimed(peopled, "one") == [name for name in workspaces if share_of(name) == share_of("T1")]


async def test_a_worker_has_nothing_to_do_where_nothing_is_leased_to_it(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.outbox.add(message("m"))
    await _hold(peopled, "two", "local")

    async with peopled.snapshot() as tx:
        assert [await tx.outbox.is_due(NOW, who) for who in ("", "one", "two")] == [True, False, True]


async def test_a_platform_this_process_is_not_on_is_given_the_longest_time_to_settle(storage: SqlStorage) -> None:
    await post(storage, message("m"))
    await claim(storage)

    async with storage.transaction() as tx:
        assert await tx.doubts.expire(NOW + LEASE, {}) == 1
        assert await tx.outbox.next_at() == NOW + LEASE + SLOWEST.history


@pytest.mark.parametrize("workspace", ["T1", "ünïcode", ""])
def test_a_workspaces_share_never_changes(workspace: str) -> None:
    known = {"T1": "5", "ünïcode": "10", "": "0"}
    assert share_of(workspace) == known[workspace]
    assert 0 <= int(share_of(workspace)) < SHARES
