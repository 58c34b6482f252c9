"""What Slack tells for the last time while nothing can be stored: a full disk, a database that is away."""

import sqlite3
from contextlib import closing

import pytest

from adapters.slack.gateway import LAST_TIME
from tests.adapters.slack.office import Office

WORRYING = "I want to kill myself"


@pytest.mark.fault(12)
async def test_what_is_told_for_the_last_time_while_nothing_can_be_stored_is_heard_once_it_can(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("adapters.slack.gateway._AGAIN_AFTER", 0.01)
    said = {"type": "message", "channel_type": "channel", "channel": office.rooms["g1"].id, "text": WORRYING}
    said |= {"user": office.people["L1"].id, "ts": "1803891600.000100"}
    told = {"type": "event_callback", "team_id": office.team.id, "event_id": "Ev1", "event": said}
    with closing(sqlite3.connect(office.url.removeprefix("sqlite+aiosqlite:///"))) as operator:
        for table in ("inbox", "facts"):
            failing = "BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END"
            operator.execute(f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} {failing}")
        await office.bot.gateway.take(told, LAST_TIME)
        await office.slack.until(lambda: caplog.text.count("nothing can be stored") > 2)
        operator.executescript("DROP TRIGGER no_inbox; DROP TRIGGER no_facts")
    await office.settled()

    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        assert len(await tx.cases.in_cohort(cohort.id)) == 1
