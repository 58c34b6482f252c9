"""Visits to the desk: begun once whoever races, found by their cookie, ended and forgotten."""

import asyncio
from dataclasses import replace

from bot.domain.visits import Visit
from storage.engine import SqlStorage
from tests.storage.sample import DAY, MINUTE, NOW


def visit(number: int = 1, member_id: str = "c1-C1") -> Visit:
    """A link somebody was offered."""
    return Visit(f"v{number}", member_id, "local", "demo", "u1", "dm", True, NOW + number * MINUTE)


async def test_a_visit_comes_back_as_it_was_and_as_it_became(peopled: SqlStorage) -> None:
    begun = visit().begun("digest", NOW)
    async with peopled.transaction() as tx:
        await tx.visits.add(visit())
        assert await tx.visits.get("v1") == visit()
        assert await tx.visits.of_cookie("") is None
        await tx.visits.save(begun)

    async with peopled.snapshot() as tx:
        assert await tx.visits.find("v1") == await tx.visits.get("v1") == await tx.visits.of_cookie("digest") == begun
        assert await tx.visits.of_cookie("other") is None


async def test_two_who_use_the_same_link_at_once_do_not_both_get_in(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.visits.add(visit())

    async def begin(cookie: str) -> bool:
        async with peopled.transaction() as tx:
            found = await tx.visits.get("v1")
            if found is None or not found.may_begin(NOW):
                return False
            await tx.visits.save(found.begun(cookie, NOW))
            return True

    assert sorted(await asyncio.gather(*(begin(f"cookie {n}") for n in range(5)))) == [False] * 4 + [True]


async def test_ending_ends_all_of_one_member_and_nobody_elses(peopled: SqlStorage) -> None:
    over = replace(visit(1), ended_at=NOW)
    async with peopled.transaction() as tx:
        for each in (over, visit(2), visit(3).begun("digest", NOW), visit(4, "c1-M1")):
            await tx.visits.add(each)
        assert await tx.visits.end("c1-C1", NOW + MINUTE) == 2

    async with peopled.snapshot() as tx:
        ended = [(await tx.visits.find(f"v{number}")) for number in (1, 2, 3, 4)]
    assert [each.ended_at if each else 0 for each in ended] == [NOW, NOW + MINUTE, NOW + MINUTE, None]


async def test_old_visits_are_forgotten(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for number in (1, 2):
            await tx.visits.add(replace(visit(number), offered_at=NOW - number * DAY))
        assert await tx.visits.forget(NOW - DAY) == 1

    async with peopled.snapshot() as tx:
        assert await tx.visits.find("v1") is not None
        assert await tx.visits.find("v2") is None


async def test_whoever_is_forgotten_has_no_visit_left(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.visits.add(visit(1))
        await tx.visits.add(visit(2, "c1-M1"))
    async with peopled.transaction() as tx:
        await tx.retention.forget_person("c1-C1", NOW)

    async with peopled.snapshot() as tx:
        assert await tx.visits.find("v1") is None
        assert await tx.visits.find("v2") is not None
