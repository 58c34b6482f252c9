"""Workers of two versions over one database: each reads what the other writes, until the older one is gone."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.cli.checkup.database import work
from adapters.clock import SimulatedClock
from bot.auditor import Auditor
from bot.domain.cases import CaseState
from bot.effects import Urgency
from bot.errors import EnvironmentProblem
from bot.leases import Keeper, Wanted
from storage.address import parse_address
from storage.engine import SqlStorage, open_storage
from storage.formats import FORMATS
from storage.leases import BACK_WITHIN
from storage.migrate import revisions
from storage.schema import REVISION
from storage.session import Session
from storage.spoken import agreed
from tests.core.fate import Fate
from tests.core.office import Office, staffed
from tests.core.platform import Platform
from tests.storage.next_version import connected
from tests.storage.older import OlderStorage, ago, in_plain
from tests.storage.sample import KEY, NOW, add_people, case, claim, message, post

SOON, LONG = timedelta(seconds=1), timedelta(hours=1)
LOCAL = Wanted(doors=(("local",),))


@dataclass
class Worker:
    """A worker with its leases and its courier."""

    office: Office
    keeper: Keeper

    async def stops(self) -> None:
        """End as an operator ends it."""
        await self.keeper.release()
        await self.office.storage.close()


@dataclass
class Shift:
    """An older worker and a new one, both of which keep their leases up."""

    url: str
    older: Worker
    newer: Worker

    async def delivers(self) -> list[str]:
        """Let both deliver at once what is due; return everything that arrived so far."""
        await asyncio.gather(self.older.office.deliver(), self.newer.office.deliver())
        return sorted(self.newer.office.platform.texts)


async def _worker(storage: SqlStorage, name: str, platform: Platform, clock: SimulatedClock) -> Worker:
    keeper = Keeper(storage, clock, name, LOCAL)
    await keeper.look()
    return Worker(staffed(storage, clock, platform, name, Fate(), is_leased=True), keeper)


@pytest.fixture
async def shift(made_postgres_url: str) -> AsyncIterator[Shift]:
    """An older worker, in whose hands the platform is, and a new one that begins beside it."""
    clock = SimulatedClock(NOW)
    platform, before = Platform(clock), OlderStorage(made_postgres_url)
    async with before.transaction() as tx:
        await add_people(tx)
    older = await _worker(before, "older", platform, clock)
    newer = await _worker(await open_storage(made_postgres_url, key=KEY), "newer", platform, clock)
    yield Shift(made_postgres_url, older, newer)
    await before.close()
    await newer.office.storage.close()


async def _holds(storage: SqlStorage, holder: str) -> int | None:
    async with storage.transaction() as tx:
        return await tx.leases.hold(f"worker/{holder}", holder, NOW, LONG)


@pytest.mark.fault(38)
async def test_an_older_worker_reads_what_a_newer_one_writes_and_everything_comes_once(shift: Shift) -> None:
    await shift.older.office.add("from the older")
    await shift.newer.office.add("from the newer")
    await shift.newer.office.add("an alert", urgency=Urgency.ESCALATION, tag="case:s1")
    assert await shift.delivers() == ["Text of an alert", "Text of from the newer", "Text of from the older"]
    assert shift.older.office.platform.texts[0] == "Text of an alert"

    await shift.older.keeper.release()
    await shift.newer.keeper.look()
    await shift.older.keeper.look()
    await shift.older.office.add("planned by the older")
    assert "Text of planned by the older" in await shift.delivers()

    for worker in (shift.older, shift.newer):
        async with worker.office.storage.snapshot() as tx:
            assert [told.card.text for told in await tx.outbox.tagged("case:s1")] == ["Text of an alert"]
            assert len(await tx.outbox.to_member("c1-L1")) == 4
    assert len(shift.newer.office.platform.texts) == 4


async def test_what_stood_in_plain_is_sealed_once_the_older_worker_has_stopped(shift: Shift) -> None:
    await shift.newer.office.add("sent")
    await shift.delivers()
    await shift.newer.office.add("waits", "waits too")
    auditor = Auditor(shift.newer.office.app, shift.newer.office.courier)
    await auditor.look()
    assert (in_plain(shift.url), auditor.mended["plain"]) == (3, 0)

    await shift.older.stops()
    await auditor.look()
    await shift.newer.office.add("new")

    assert (in_plain(shift.url), auditor.mended["plain"]) == (0, 3)
    await shift.newer.keeper.look()
    await shift.newer.office.deliver()
    assert sorted(shift.newer.office.platform.texts) == [
        f"Text of {key}" for key in ("new", "sent", "waits", "waits too")
    ]


async def test_an_older_worker_that_was_killed_may_come_back_for_a_while(shift: Shift) -> None:
    ago(shift.url, "older", BACK_WITHIN - timedelta(minutes=1))
    await shift.newer.office.storage.keep_up()
    await shift.newer.office.add("in plain")
    await shift.older.keeper.look()
    assert in_plain(shift.url) == 1

    ago(shift.url, "older", BACK_WITHIN + SOON)
    assert await shift.newer.office.storage.keep_up() == 1
    assert in_plain(shift.url) == 0


@pytest.mark.fault(38)
async def test_an_older_worker_that_wakes_up_when_all_is_sealed_gets_no_lease_and_takes_nothing(shift: Shift) -> None:
    ago(shift.url, "older", LONG)
    await shift.newer.office.storage.keep_up()
    await shift.newer.keeper.look()
    await shift.newer.office.add("sealed")

    with pytest.raises(DBAPIError, match="a worker of an older version"):
        await shift.older.keeper.look()

    assert await shift.older.office.deliver() == 0
    assert await shift.newer.office.deliver() == 1
    await shift.older.keeper.release()


@pytest.mark.fault(38)
async def test_an_older_worker_that_begins_while_sealing_is_agreed_on_is_either_seen_or_refused(
    made_postgres_url: str,
) -> None:
    older, newer = OlderStorage(made_postgres_url), await open_storage(made_postgres_url, key=KEY)
    with connected(made_postgres_url) as connection:
        connection.execute(text("DELETE FROM facts WHERE name = 'spoken'"))

    async with older.transaction() as tx:
        await tx.leases.hold("worker/first", "first", NOW, LONG)
        async with newer._database.write() as connection:
            deciding = asyncio.create_task(agreed(Session(connection, is_read_only=False)))
            assert not (await asyncio.wait([deciding], timeout=0.1))[0]
            await tx._session._connection.commit()
            seen = await deciding

    async with older.transaction() as tx:
        await tx.leases.release("worker/first", "first")
    async with newer._database.write() as connection:
        agreed_on = await agreed(Session(connection, is_read_only=False))
        beginning = asyncio.create_task(_holds(older, "second"))
        assert not (await asyncio.wait([beginning], timeout=0.1))[0]
    with pytest.raises(DBAPIError, match="a worker of an older version"):
        await beginning

    assert (seen, agreed_on) == (0, max(FORMATS))
    await older.close()
    await newer.close()


async def test_whoever_stands_still_asking_for_a_lease_keeps_nobody_else_from_theirs(
    made_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.spoken._AT_MOST", "50ms")
    older = OlderStorage(made_postgres_url)

    async with older.transaction() as tx:
        await tx.leases.hold("worker/frozen", "frozen", NOW, LONG)
        newer = await asyncio.wait_for(open_storage(made_postgres_url, key=KEY), 10)
        assert await _holds(newer, "newer") == 1
        await post(newer, message("in plain"))
        assert in_plain(made_postgres_url) == 1
        await tx._session._connection.rollback()

    assert await newer.keep_up() == 1
    await older.close()
    await newer.close()


async def test_whoever_is_outgrown_says_so_once_and_holds_nothing(
    made_postgres_url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.leases.EVERY", timedelta())
    storage = await open_storage(made_postgres_url, key=KEY)
    with connected(made_postgres_url) as connection:
        connection.execute(text("UPDATE facts SET value = '99' WHERE name = 'spoken'"))
    keeper = Keeper(storage, SimulatedClock(NOW), "one", LOCAL)

    with pytest.raises(EnvironmentProblem, match="install their version"):
        await keeper.look()
    keeping = asyncio.create_task(keeper.keep())
    for _ in range(2):
        await keeper._looked.wait()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)

    assert [record.getMessage().partition(",")[0] for record in caplog.records if record.levelno == logging.ERROR] == [
        "Workers of a newer Kith are at work on this database"
    ]
    assert not keeper.is_at_work
    await storage.close()


async def test_a_worker_says_once_that_the_database_is_newer_and_which_workers_are_older(
    shift: Shift, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "storage.spoken")
    storage = shift.newer.office.storage
    with connected(shift.url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for _ in range(2):
        await storage.keep_up()

    async with storage.snapshot() as tx:
        notes = [note.what for note in await work(tx, NOW, parse_address(shift.url)) if note.subject == "workers"]
    assert notes == ["Workers of an older version are at work, so messages are kept in plain: older."]
    newer, older = [record.getMessage() for record in caplog.records if record.name == "storage.spoken"]
    assert newer.startswith(f"the database has schema 9999 by now, and this version knows {REVISION}")
    assert older.endswith("what they cannot read is not written: older")


async def test_a_case_that_was_handed_over_is_closed_for_an_older_worker(peopled: SqlStorage) -> None:
    handed = case("s1").acknowledged("c1-C1", NOW).handed_over(NOW)
    async with peopled.transaction() as tx:
        await tx.cases.add(case("s1").acknowledged("c1-C1", NOW))
        assert await tx.cases.save(handed)
        await tx.cases.add(case("s2", "K7Q3", state=CaseState.HANDED_OVER, closed_at=NOW))
        assert await tx.cases.find("s1") == handed
        assert await tx.cases.open_in("c1") == []
        assert {each.state for each in await tx.cases.in_cohort("c1")} == {CaseState.HANDED_OVER}

    async with peopled._database.read() as connection:
        kept = await connection.execute(text("SELECT state, resolution FROM cases"))
        assert {tuple(row) for row in kept} == {("resolved", None)}


async def test_a_worker_alone_seals_at_once(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await add_people(tx)
    await post(storage, message("m1"))

    async with storage._database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM outbox WHERE card LIKE '{%'")) == 0
    assert [each.card.text for each in await claim(storage)] == ["Text of m1"]


def test_nobody_who_cannot_read_a_format_starts_on_its_schema() -> None:
    """Each came with a revision of its own, and an older version refuses a schema it does not know."""
    assert sorted(FORMATS) == list(range(1, len(FORMATS) + 1))
    came = [FORMATS[number].revision for number in sorted(FORMATS)]
    assert came == sorted(set(came))
    assert set(came) <= set(revisions())
