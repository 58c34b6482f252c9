"""What Prometheus reads: every figure is there from the start, none names anybody, and their number is bounded."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import make_url

from adapters.clock import SimulatedClock
from bot.domain.cases import CaseState, Cause
from bot.effects import Urgency
from bot.repositories import Stuck
from storage.engine import SqlStorage
from tests.adapters.health.figures import Fickle, read, running
from tests.storage.sample import NOW, add_people, case, message, post


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(NOW)


async def test_everything_is_there_before_anything_happened(made_sqlite_url: str, clock: SimulatedClock) -> None:
    async with running(made_sqlite_url, clock, Fickle()) as (_, sources):
        found = await read(sources)

    assert found["kith_deliveries_total", "dead,local,escalation"] == 0
    assert found["kith_alive", ""] == found["kith_ready", ""] == found["kith_connected", "local"] == 1
    assert found["kith_beats_total", ""] == 3
    assert found["kith_leases_held", "slack"] == 5
    assert found["kith_backup_age_seconds", ""] == 7200
    assert found["kith_outbox_waiting", "prompt"] == found["kith_stuck", "lanes"] == 0
    assert found["process_resident_memory_bytes", ""] > 0
    assert len(found) < 150


async def test_an_escalation_is_counted_from_its_commit_to_the_platforms_yes(
    made_sqlite_url: str, clock: SimulatedClock
) -> None:
    platform = Fickle()
    async with running(made_sqlite_url, clock, platform) as (house, sources):
        await _with_people(house.storage)
        await post(house.storage, message("alarm", urgency=Urgency.ESCALATION), message("note"))
        platform.takes = False
        await house.courier.deliver()
        waiting = await read(sources)
        platform.takes = True
        clock.set(NOW + timedelta(seconds=4))
        await house.courier.deliver()
        done = await read(sources)

    assert waiting["kith_deliveries_total", "refused,local,escalation"] == 1
    assert waiting["kith_outbox_waiting", "escalation"] == waiting["kith_outbox_waiting", "notice"] == 1
    assert done["kith_deliveries_total", "sent,local,escalation"] == 1
    assert done["kith_outbox_waiting", "escalation"] == 0
    assert done["kith_escalation_seconds_sum", ""] == 4
    assert [done["kith_escalation_seconds_bucket", bound] for bound in ("2.0", "5.0", "+Inf")] == [0, 1, 1]


async def test_a_case_that_nobody_has_shows_how_long(made_sqlite_url: str, clock: SimulatedClock) -> None:
    async with running(made_sqlite_url, clock, Fickle()) as (house, sources):
        await _with_people(house.storage)
        async with house.storage.transaction() as tx:
            await tx.cases.add(case("s1", "K7Q1"))
        clock.set(NOW + timedelta(minutes=20))
        sources.health.looked(Stuck(cases=1))
        found = await read(sources)

    assert found["kith_cases_open", ""] == 1
    assert found["kith_case_without_owner_seconds", ""] == 1200
    assert (found["kith_ready", ""], found["kith_stuck", "cases"]) == (0, 1)


@pytest.mark.parametrize(
    "kept",
    [{"subject_ids": ("m2",)}, {"opener_id": "l1", "cause": Cause.REPORT}, {"opener_id": "l1", "cause": Cause.FLAG}],
)
async def test_of_a_case_that_is_kept_from_somebody_no_figure_tells(
    made_sqlite_url: str, clock: SimulatedClock, kept: dict[str, Any]
) -> None:
    async with running(made_sqlite_url, clock, Fickle()) as (house, sources):
        await _with_people(house.storage)
        before = await read(sources)
        async with house.storage.transaction() as tx:
            hidden = replace(case("s1", "K7Q1"), state=CaseState.EXHAUSTED, **kept)
            assert hidden.kept_from
            await tx.cases.add(hidden)
        clock.set(NOW + timedelta(minutes=20))
        after = await read(sources)

    ours = [name for name in before if name[0].startswith("kith_cases") or name[0].startswith("kith_case_")]
    assert len(ours) == 3
    assert [after[name] for name in ours] == [before[name] for name in ours] == [0, 0, 0]


async def test_a_database_that_does_not_answer_leaves_the_other_figures(
    made_sqlite_url: str, clock: SimulatedClock
) -> None:
    async with running(made_sqlite_url, clock, Fickle()) as (_, sources):
        with closing(sqlite3.connect(str(make_url(made_sqlite_url).database))) as file, file:
            file.execute("ALTER TABLE outbox RENAME TO gone")
        found = await read(sources)

    assert found["kith_database_readable", ""] == 0
    assert ("kith_outbox_waiting", "prompt") not in found
    assert found["kith_alive", ""] == 1


async def _with_people(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await add_people(tx)
