"""What peers do for each other: found by who it is for, one row for each, and words that go with their writer's key."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.hosts import Host, HostState
from bot.domain.problems import Helped, Problem
from bot.domain.recognition import Kudos, KudosState
from bot.domain.reviews import Review, ReviewState
from storage.engine import SqlStorage
from tests.storage.sample import DAY, GROUP, L1, L2, L3, MONDAY, NOW


def review(review_id: str, reviewer: str, author: str, number: int = 1) -> Review:
    return Review(review_id, "c1", GROUP.id, number, reviewer, author, MONDAY)


async def test_reviews_are_found_by_who_writes_them_and_by_round(peopled: SqlStorage) -> None:
    one, two, other = review("v1", L1.id, L2.id), review("v2", L2.id, L1.id), review("v3", L1.id, L2.id, 2)
    async with peopled.transaction() as tx:
        await tx.reviews.add([])
        await tx.reviews.add([two, one, other])
        assert await tx.reviews.get("v1") == one
        await tx.reviews.save(one.written(NOW))

    async with peopled.snapshot() as tx:
        assert await tx.reviews.open_of(L1.id) == [other]
        assert await tx.reviews.in_round("c1", 1) == [one.written(NOW), two]
        assert await tx.reviews.in_cohort("c1") == [one.written(NOW), two, other]
        assert (await tx.reviews.written_by(L1.id), await tx.reviews.written_by(L2.id)) == (1, 0)
        assert await tx.reviews.get("none") is None


async def test_nobody_reads_the_same_author_twice_in_one_round(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.reviews.add([review("v1", L1.id, L2.id)])

    async with peopled.transaction() as tx:
        with pytest.raises(IntegrityError):
            await tx.reviews.add([replace(review("v2", L1.id, L2.id), state=ReviewState.LAPSED)])


async def test_hosts_are_found_by_group_and_counted_when_they_said_yes(peopled: SqlStorage) -> None:
    first, second = Host("h1", "c1", GROUP.id, 6, L1.id), Host("h2", "c1", GROUP.id, 6, L2.id)
    async with peopled.transaction() as tx:
        await tx.hosts.add(second)
        await tx.hosts.add(first)
        await tx.hosts.save(replace(first, state=HostState.AGREED))
        assert await tx.hosts.get("h2") == second

    async with peopled.snapshot() as tx:
        assert await tx.hosts.of_group(GROUP.id) == [replace(first, state=HostState.AGREED), second]
        assert (await tx.hosts.hosted_by(L1.id), await tx.hosts.hosted_by(L2.id)) == (1, 0)


async def test_kudos_come_back_as_given_and_their_words_go_with_the_givers_key(peopled: SqlStorage) -> None:
    given = Kudos("k1", "c1", L1.id, L2.id, NOW, "You asked the right question 🙂")
    async with peopled.transaction() as tx:
        await tx.kudos.add(given)
        await tx.kudos.add(Kudos("k2", "c1", L1.id, L3.id, NOW + DAY))
        assert await tx.kudos.get("k1") == given
        await tx.kudos.save(replace(given, state=KudosState.POSTED))

    async with peopled.transaction() as tx:
        assert [each.id for each in await tx.kudos.in_cohort("c1")] == ["k1", "k2"]
        assert await tx.kudos.given_since(L1.id, NOW + DAY) == 1
        assert (await tx.kudos.counts(L1.id), await tx.kudos.counts(L2.id)) == ((2, 0), (0, 1))
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.kudos.get("k1") == replace(given, words="", state=KudosState.POSTED)


async def test_a_problem_comes_back_as_it_was_and_its_words_go_with_the_askers_key(peopled: SqlStorage) -> None:
    asked = Problem("p1", "c1", GROUP.id, L1.id, NOW, is_named=True, words="How do you plan a week?")
    settled = asked.closed(NOW + DAY, Helped.TOGETHER, "half hours")
    async with peopled.transaction() as tx:
        await tx.problems.add(asked)
        assert await tx.problems.get("p1") == asked
        await tx.problems.save(settled)

    async with peopled.transaction() as tx:
        assert await tx.problems.asked_by(L1.id) == [settled]
        assert await tx.problems.asked_by(L2.id) == []
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.problems.get("p1") == replace(settled, words="", lesson="")
