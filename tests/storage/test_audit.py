import pytest
from sqlalchemy import text

from storage.engine import SqlStorage
from tests.storage.sample import MINUTE, NOW


async def _note(storage: SqlStorage, number: int) -> None:
    async with storage.transaction() as tx:
        for step in range(number):
            await tx.audit.add(NOW + step * MINUTE, "c1-C1", "case.viewed", f"s{step}")


async def test_an_untouched_chain_verifies(storage: SqlStorage) -> None:
    async with storage.snapshot() as tx:
        assert await tx.audit.verify() is None
    await _note(storage, 3)
    await _note(storage, 2)

    async with storage.snapshot() as tx:
        assert await tx.audit.verify() is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET what = 'nothing' WHERE n = 2", 2),
        ("UPDATE audit SET at = at + 1 WHERE n = 4", 4),
        ("DELETE FROM audit WHERE n = 3", 3),
        ("UPDATE audit SET subject_id = 'x', hash = 'x' WHERE n = 1", 1),
    ],
)
async def test_the_first_broken_row_is_named(storage: SqlStorage, change: str, broken: int) -> None:
    await _note(storage, 5)
    async with storage._database.write() as connection:
        await connection.execute(text(change))

    async with storage.snapshot() as tx:
        assert await tx.audit.verify() == broken


async def test_a_transaction_sees_its_own_rows_and_a_failed_one_leaves_none(storage: SqlStorage) -> None:
    async def note_and_fail() -> None:
        async with storage.transaction() as tx:
            await tx.audit.add(NOW, "c1-C1", "case.viewed", "s1")
            assert await tx.audit.verify() is None
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await note_and_fail()

    async with storage._database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM audit")) == 0


async def test_the_log_is_read_backwards_a_page_at_a_time(storage: SqlStorage) -> None:
    await _note(storage, 5)

    async with storage.snapshot() as tx:
        first = await tx.audit.newest(0, 2)
        second = await tx.audit.newest(first[-1][0], 9)
    assert [(number, row.subject_id) for number, row in first] == [(5, "s4"), (4, "s3")]
    assert [number for number, _ in second] == [3, 2, 1]


async def _trim(storage: SqlStorage, before: int) -> int:
    async with storage.transaction() as tx:
        return await tx.audit.trim(NOW + before * MINUTE, NOW + 9 * MINUTE)


async def test_rows_that_had_their_time_go_and_the_rest_still_verifies(storage: SqlStorage) -> None:
    await _note(storage, 5)

    assert await _trim(storage, 3) == 3
    assert await _trim(storage, 3) == 0

    async with storage.snapshot() as tx:
        assert await tx.audit.verify() is None
        kept = [(number, row.what) for number, row in await tx.audit.newest(0, 9)]
    assert kept == [(6, "audit.trimmed"), (5, "case.viewed"), (4, "case.viewed"), (3, "audit.begins")]
    await _note(storage, 2)
    assert await _trim(storage, 10) == 6
    async with storage.snapshot() as tx:
        assert await tx.audit.verify() is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET n = 4, what = 'audit.begins' WHERE n = 4", 4),
        ("UPDATE audit SET subject_id = 's9' WHERE n = 4", 4),
        ("UPDATE audit SET hash = 'x' WHERE n = 3", 3),
    ],
)
async def test_nobody_takes_rows_off_the_front_unnoticed(storage: SqlStorage, change: str, broken: int) -> None:
    await _note(storage, 5)
    await _trim(storage, 3)
    async with storage._database.write() as connection:
        await connection.execute(text(change))
        if "begins" in change:
            await connection.execute(text("DELETE FROM audit WHERE n < 4"))

    async with storage.snapshot() as tx:
        assert await tx.audit.verify() == broken
