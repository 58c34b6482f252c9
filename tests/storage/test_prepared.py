"""A statement that comes again goes to SQLite by a shorter way, and nobody can tell."""

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.domain.members import Member
from storage.engine import SqlStorage
from tests.storage.sample import C1, L1, L2, L3, NOW


async def _refer_to_nobody(storage: SqlStorage, why: str = "because") -> None:
    async with storage.transaction() as tx:
        await tx.nudges.withhold(L1.id, NOW, "nudge.check_in", why)
        await tx.nudges.withhold("nobody", NOW, "nudge.check_in", "because")


async def _try_to_write(storage: SqlStorage) -> None:
    async with storage.snapshot() as tx:
        await tx.inbox.claim("e1", NOW)


async def test_what_the_database_refuses_is_refused_in_the_same_words_again_and_again(peopled: SqlStorage) -> None:
    for _ in range(3):
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            await _refer_to_nobody(peopled)


async def test_a_snapshot_never_learns_to_write(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        assert [await tx.inbox.claim(key, NOW) for key in ("e2", "e3", "e2")] == [True, True, False]
    for _ in range(3):
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            await _try_to_write(peopled)


async def test_what_failed_the_short_way_leaves_nothing_behind(peopled: SqlStorage) -> None:
    for number in range(3):
        with pytest.raises(IntegrityError):
            await _refer_to_nobody(peopled, f"because {number}")
    async with peopled.snapshot() as tx:
        assert await tx.nudges.withheld(L1.id) == []


async def test_the_same_question_about_others_has_their_answer(peopled: SqlStorage) -> None:
    found = list[Member | None]()
    for wanted in (L1, L2, C1, L3, L1):
        async with peopled.snapshot() as tx:
            found.append(await tx.members.find(wanted.id))
    assert found == [L1, L2, C1, L3, L1]
    async with peopled.snapshot() as tx:
        assert await tx.members.find("nobody") is None
