import re
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.cards import Card
from bot.deliveries import LEASE
from bot.effects import Urgency
from bot.ports import Delivery, DeliveryState, Settle
from storage.engine import SqlStorage
from tests.storage.sample import DAY, HOUR, L1, MINUTE, NOW, claim, keys, message, post

AT_ONCE = {"local": Settle()}


async def _sent(storage: SqlStorage, delivery: Delivery, remote_id: str = "r1") -> bool:
    async with storage.transaction() as tx:
        return await tx.outbox.sent(delivery, remote_id, NOW)


async def test_a_message_comes_back_as_it_was(storage: SqlStorage) -> None:
    new = message("e:1", "lane", tag="case:1", deadline_at=NOW + DAY)

    [delivery_id] = await post(storage, new)
    [claimed] = await claim(storage)

    assert claimed == Delivery(
        id=delivery_id or "",
        seq=claimed.seq,
        key="e:1",
        lane="lane",
        urgency=Urgency.NOTICE,
        target=new.target,
        card=Card("Text of e:1", "case.alert"),
        state=DeliveryState.SENDING,
        at=NOW,
        next_at=NOW,
        recipient_id=L1.id,
        tag="case:1",
        deadline_at=NOW + DAY,
        attempt=1,
        fence=1,
        first_at=NOW,
        last_at=NOW,
    )


async def test_a_key_is_stored_once_for_ever(storage: SqlStorage) -> None:
    [first] = await post(storage, message("e:1"))
    assert await post(storage, message("e:1", "elsewhere")) == [None]
    [claimed] = await claim(storage)
    await _sent(storage, claimed)

    assert await post(storage, message("e:1")) == [None]
    assert claimed.id == first


async def test_an_id_is_fit_to_be_a_nonce_and_comes_from_the_key_alone(storage: SqlStorage) -> None:
    ids = await post(storage, message("e:1"), message("e:" + "2" * 200))

    assert [bool(re.fullmatch("[a-z2-7]{24}", found or "")) for found in ids] == [True, True], "Discord takes 25"
    assert len(set(ids)) == 2
    assert ids[0] == "dn4hauhymsjr2wkjdhgojbmc"


async def test_the_most_urgent_goes_first_then_the_oldest(storage: SqlStorage) -> None:
    await post(
        storage,
        message("prompt", urgency=Urgency.PROMPT, at=NOW - DAY),
        message("notice 1"),
        message("notice 2", at=NOW - MINUTE),
        message("notice 3"),
        message("alert", urgency=Urgency.ESCALATION),
        message("tomorrow", urgency=Urgency.ESCALATION, at=NOW + DAY),
    )

    assert keys(await claim(storage, limit=3)) == ["alert", "notice 2", "notice 1"]
    assert keys(await claim(storage)) == ["notice 3", "prompt"]


async def test_nothing_overtakes_within_a_lane(storage: SqlStorage) -> None:
    await post(
        storage,
        message("first", "lane"),
        message("second", "lane", urgency=Urgency.ESCALATION),
        message("other", "another"),
    )

    [first, other] = await claim(storage)
    assert keys([first, other]) == ["first", "other"]
    assert await claim(storage) == []

    async with storage.transaction() as tx:
        await tx.outbox.again(first, DeliveryState.PENDING, NOW + HOUR, "not now")
    assert await claim(storage) == []

    [first] = await claim(storage, NOW + HOUR)
    await _sent(storage, first)
    assert keys(await claim(storage, NOW + HOUR)) == ["second"]


@pytest.mark.parametrize("state", [DeliveryState.SKIPPED, DeliveryState.DEAD])
async def test_what_was_given_up_does_not_hold_up_its_lane(storage: SqlStorage, state: DeliveryState) -> None:
    await post(storage, message("first", "lane"), message("second", "lane"))
    [first] = await claim(storage)

    async with storage.transaction() as tx:
        assert await tx.outbox.end(first, state, "closed", NOW)

    assert keys(await claim(storage)) == ["second"]


async def test_an_expired_lease_is_doubt_and_never_a_fresh_start(storage: SqlStorage) -> None:
    await post(storage, message("first", "lane"), message("second", "lane"))
    [held] = await claim(storage)

    async with storage.transaction() as tx:
        assert await tx.doubts.expire(NOW + LEASE - MINUTE, AT_ONCE) == 0
        assert await tx.outbox.next_at() == NOW + LEASE
        assert await tx.timers.next_work_at() == NOW + LEASE
        assert await tx.doubts.expire(NOW + LEASE, AT_ONCE) == 1
        assert (await tx.outbox.counts())[DeliveryState.UNKNOWN] == 1
    [again] = await claim(storage, NOW + LEASE)

    assert (again.key, again.is_doubtful, again.fence, again.attempt) == ("first", True, 2, 2)
    assert (again.first_at, again.last_at) == (NOW, NOW + LEASE)
    assert not await _sent(storage, held)
    assert await _sent(storage, again)


async def test_there_is_something_to_do_when_a_lanes_head_is_due_or_a_lease_is_over(storage: SqlStorage) -> None:
    async def due(at: datetime) -> bool:
        async with storage.snapshot() as tx:
            return await tx.outbox.is_due(at)

    assert not await due(NOW)
    await post(storage, message("first", "lane", at=NOW + HOUR), message("second", "lane", at=NOW))
    assert not await due(NOW)
    assert await due(NOW + HOUR)
    await claim(storage, NOW + HOUR)
    assert not await due(NOW + HOUR + LEASE - MINUTE)
    assert await due(NOW + HOUR + LEASE)


async def test_what_is_doubted_settles_before_anybody_looks(storage: SqlStorage) -> None:
    await post(storage, message("first"))
    await claim(storage)

    async with storage.transaction() as tx:
        assert await tx.doubts.expire(NOW + LEASE, {"local": Settle(MINUTE)}) == 1
        assert await tx.outbox.next_at() == NOW + LEASE + MINUTE
    assert await claim(storage, NOW + LEASE) == []


async def test_doubt_stays_through_a_certain_refusal(storage: SqlStorage) -> None:
    await post(storage, message("first"))
    [claimed] = await claim(storage)
    async with storage.transaction() as tx:
        await tx.outbox.again(claimed, DeliveryState.UNKNOWN, NOW + MINUTE, "no answer")
    [claimed] = await claim(storage, NOW + MINUTE)
    async with storage.transaction() as tx:
        await tx.outbox.again(claimed, DeliveryState.PENDING, NOW + HOUR, "slow down")

    [claimed] = await claim(storage, NOW + HOUR)

    assert claimed.is_doubtful
    assert claimed.last_error == "slow down"


async def test_a_restarted_process_doubts_its_own_and_leaves_others(storage: SqlStorage) -> None:
    await post(storage, message("mine"), message("theirs"))
    await claim(storage, owner="me", limit=1)
    await claim(storage, owner="them", limit=1)

    async with storage.transaction() as tx:
        assert await tx.doubts.expire(NOW, AT_ONCE, owner="me") == 1

    assert keys(await claim(storage)) == ["mine"]


async def test_only_the_newest_fence_may_finish(storage: SqlStorage) -> None:
    await post(storage, message("first"))
    [claimed] = await claim(storage)
    stale = replace(claimed, fence=0)

    async with storage.transaction() as tx:
        assert not await tx.outbox.sent(stale, "r0", NOW)
        assert not await tx.outbox.again(stale, DeliveryState.PENDING, NOW, "")
        assert not await tx.outbox.end(stale, DeliveryState.DEAD, "", NOW)
        assert await tx.outbox.sent(claimed, "r1", NOW)
        assert not await tx.outbox.end(claimed, DeliveryState.DEAD, "", NOW)
        [found] = await tx.outbox.to_member(L1.id)

    assert (found.state, found.remote_id) == (DeliveryState.SENT, "r1")


async def test_a_revision_follows_its_original_and_knows_its_message(storage: SqlStorage) -> None:
    [original_id] = await post(storage, message("alert", "lane", tag="case:1"))
    [original] = await claim(storage)
    await post(storage, message("taken", "lane", revises=original_id, tag="case:1"))
    assert await claim(storage) == []
    await _sent(storage, original, "remote-7")

    [revision] = await claim(storage)

    assert (revision.revises, revision.revised_remote_id) == (original_id, "remote-7")
    async with storage.snapshot() as tx:
        assert [each.id for each in await tx.outbox.tagged("case:1")] == [original_id]


async def test_tagged_leaves_out_what_never_arrived(storage: SqlStorage) -> None:
    await post(storage, message("a", tag="t"), message("b", tag="t"), message("c", tag="t"), message("d"))
    claimed = await claim(storage, limit=2)
    async with storage.transaction() as tx:
        await tx.outbox.end(claimed[0], DeliveryState.DEAD, "closed", NOW)

    async with storage.snapshot() as tx:
        assert keys(await tx.outbox.tagged("t")) == ["b", "c"]


async def test_what_was_sent_to_a_member_is_told_newest_first(storage: SqlStorage) -> None:
    await post(storage, message("a"), message("b"), message("c"), message("x", recipient_id="c1-L2"))
    for claimed in await claim(storage, limit=2):
        await _sent(storage, claimed)

    async with storage.snapshot() as tx:
        assert keys(await tx.outbox.to_member(L1.id)) == ["b", "a"]
        assert keys(await tx.outbox.to_member(L1.id, 1)) == ["b"]
        counts = await tx.outbox.counts()
    assert {state: number for state, number in counts.items() if number} == {
        DeliveryState.SENT: 2,
        DeliveryState.PENDING: 2,
    }
    assert set(counts) == set(DeliveryState)


async def test_the_next_look_is_at_lane_heads_only(storage: SqlStorage) -> None:
    async with storage.snapshot() as tx:
        assert await tx.outbox.next_at() is None
    await post(storage, message("first", "lane", at=NOW + DAY), message("second", "lane", at=NOW))

    async with storage.snapshot() as tx:
        assert await tx.outbox.next_at() == NOW + DAY


async def test_every_attempt_is_on_record(storage: SqlStorage) -> None:
    await post(storage, message("first"))
    [claimed] = await claim(storage)
    async with storage.transaction() as tx:
        await tx.outbox.again(claimed, DeliveryState.PENDING, NOW, "slow down")
    await claim(storage)
    async with storage.transaction() as tx:
        await tx.doubts.expire(NOW + LEASE, AT_ONCE)
    [claimed] = await claim(storage, NOW + LEASE)
    await _sent(storage, claimed)

    async with storage._database.read() as connection:
        rows = await connection.execute(text("SELECT n, outcome, error FROM attempts ORDER BY n"))
        assert [tuple(row) for row in rows] == [
            (1, "pending", "slow down"),
            (2, "unknown", "lease expired"),
            (3, "sent", ""),
        ]


async def test_what_was_given_up_waits_until_it_is_settled_once(storage: SqlStorage) -> None:
    await post(storage, message("first"), message("second"), message("third"))
    for claimed in await claim(storage):
        async with storage.transaction() as tx:
            if claimed.key != "second":
                await tx.outbox.end(claimed, DeliveryState.DEAD, "closed", NOW)

    async with storage.transaction() as tx:
        waiting = await tx.outbox.undelivered(L1.id, 5)
        assert keys(waiting) == ["third", "first"]
        assert keys(await tx.outbox.undelivered(L1.id, 1)) == ["third"]
        assert await tx.outbox.settle(waiting[0].id, DeliveryState.SENT, NOW + HOUR)
        assert not await tx.outbox.settle(waiting[0].id, DeliveryState.SKIPPED, NOW + HOUR)

    async with storage.snapshot() as tx:
        assert keys(await tx.outbox.undelivered(L1.id, 5)) == ["first"]
        assert keys(await tx.outbox.to_member(L1.id)) == ["third"]


async def test_what_is_still_to_go_out_is_listed_by_its_next_try(storage: SqlStorage) -> None:
    await post(storage, message("later", "one", at=NOW + DAY), message("sent", "two"), message("soon", "three"))
    first, second = await claim(storage)
    assert {first.key, second.key} == {"sent", "soon"}
    done, again = (first, second) if first.key == "sent" else (second, first)
    await _sent(storage, done)
    async with storage.transaction() as tx:
        await tx.outbox.again(again, DeliveryState.PENDING, NOW + HOUR, "try later")

    async with storage.snapshot() as tx:
        assert [waiting.key for waiting in await tx.outbox.waiting(10)] == ["soon", "later"]
        assert [waiting.key for waiting in await tx.outbox.waiting(1)] == ["soon"]
