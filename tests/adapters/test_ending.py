import asyncio

import pytest

from adapters.ending import ended


async def _hears_the(nth: int) -> None:
    """End at the n-th cancellation, and take those before for something else."""
    for _ in range(nth - 1):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            continue
    await asyncio.sleep(60)


async def test_who_did_not_hear_it_is_told_again() -> None:
    tasks = [asyncio.create_task(_hears_the(nth)) for nth in (1, 2, 3)]
    await asyncio.sleep(0)
    await ended(*tasks, None, within=30, again_after=0.01)

    assert all(task.cancelled() for task in tasks)


async def test_who_never_hears_it_is_left_behind_and_named(caplog: pytest.LogCaptureFixture) -> None:
    task = asyncio.create_task(_hears_the(1_000), name="the deaf one")
    await asyncio.sleep(0)
    await ended(task, within=0.02, again_after=0.01)

    assert not task.done()
    assert [record.message for record in caplog.records] == ["the deaf one does not end; it is left behind"]
    await ended(task, within=30, again_after=0.0001)


async def test_what_somebody_raises_at_the_end_stops_nobody_else_from_ending() -> None:
    async def fails() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            raise ValueError

    tasks = [asyncio.create_task(fails()), asyncio.create_task(_hears_the(1))]
    await asyncio.sleep(0)
    await ended(*tasks)

    assert [task.done() for task in tasks] == [True, True]
