"""How long a case is kept at all: a year, a false alarm a month; how often its rule was wrong stays, as a count."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.allowances import Allowance, AllowState
from bot.domain.cases import CaseEntry, Resolution
from bot.domain.precision import Precision, by_rule, in_all
from bot.purging import purge
from storage.engine import SqlStorage
from tests.storage.sample import DAY, L1, NOW, case

YEAR, MONTH = timedelta(days=365), timedelta(days=30)


async def _closed(storage: SqlStorage, resolution: Resolution, **changes: Any) -> None:
    async with storage.transaction() as tx:
        closed = case(**changes).resolved(resolution, NOW)
        await tx.cases.add(replace(closed, excerpt="a sentence of hers"))
        await tx.cases.note(CaseEntry(closed.id, NOW, "note", "c1-C1", "called her"))


async def _left(storage: SqlStorage, at: datetime) -> tuple[int, int, list[Precision]]:
    """Cases, lines of the timeline and counts that are left after a purge."""
    async with storage.transaction() as tx:
        await purge(tx, at)
    async with storage.snapshot() as tx:
        assert await tx.audit.verify() is None
        cases = await tx.cases.in_cohort("c1")
        return len(cases), len(await tx.cases.timeline("s1")), await tx.cases.counted("c1")


@pytest.mark.parametrize(
    ("resolution", "kept", "wrong"), [(Resolution.SUPPORTED, YEAR, 0), (Resolution.FALSE_ALARM, MONTH, 1)]
)
async def test_a_closed_case_goes_altogether_when_its_time_is_over_and_its_rule_keeps_the_count(
    peopled: SqlStorage, resolution: Resolution, kept: timedelta, wrong: int
) -> None:
    await _closed(peopled, resolution)

    assert await _left(peopled, NOW + kept - DAY) == (1, 1, [])
    rule = case().rule
    assert await _left(peopled, NOW + kept) == (0, 0, [Precision(rule, 1, wrong)])
    assert await _left(peopled, NOW + kept) == (0, 0, [Precision(rule, 1, wrong)])


async def test_a_case_that_is_open_or_on_hold_stays_whatever_its_age(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.cases.add(case("s2", "K7Q3"))
    await _closed(peopled, Resolution.SUPPORTED, held_at=NOW)

    assert (await _left(peopled, NOW + 3 * YEAR))[:2] == (2, 1)


async def test_what_somebody_must_not_hear_of_is_not_even_counted(peopled: SqlStorage) -> None:
    await _closed(peopled, Resolution.SUPPORTED, subject_ids=("c1-C1",))

    assert await _left(peopled, NOW + YEAR) == (0, 0, [])


async def test_the_audit_log_keeps_two_years(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.audit.add(NOW, "c1-C1", "case.read", "s1")
        await tx.audit.add(NOW + 10 * DAY, "c1-C1", "case.read", "s1")
        assert (await purge(tx, NOW + 729 * DAY)).audit_rows == 0
        assert (await purge(tx, NOW + 731 * DAY)).audit_rows == 1


def test_counts_of_before_count_with_what_is_kept() -> None:
    before = [Precision("crisis.ideation", 4, 1), Precision("integrity.offer", 2, 2)]
    closed = replace(case(), rule="crisis.ideation").resolved(Resolution.FALSE_ALARM, NOW)

    assert by_rule([closed], before) == (Precision("integrity.offer", 2, 2), Precision("crisis.ideation", 5, 2))
    assert in_all([closed], before) == Precision("", 7, 4)


async def test_an_allowed_phrase_outlives_its_writer_and_ends_with_the_cohorts_texts(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for name, state in (("s1", AllowState.ALLOWED), ("s2", AllowState.PROPOSED)):
            await tx.allowances.add(Allowance(name, "c1", L1.id, "r1", NOW, state, f"words of {name}"))
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert [one.phrase for one in await tx.allowances.in_cohort("c1")] == ["words of s1", ""]

    async with peopled.transaction() as tx:
        await purge(tx, NOW + YEAR)
    async with peopled.snapshot() as tx:
        assert [one.phrase for one in await tx.allowances.in_cohort("c1")] == ["", ""]
