"""The whole sample cohort, to the unit: its totals, the same on every database and on every surface.

On PostgreSQL, and on Slack over HTTP, it is whole where KITH_WHOLE is set (`make test FAULTS=often`, as in CI); else it
goes until the crisis of its fourth week has been looked after.
"""

import asyncio
import json
import logging
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.cli.rehearsing import played
from adapters.clock import SimulatedClock
from adapters.simulation.play import Part, Played, simulate
from adapters.simulation.rehearsal import begins
from bot.transcript import Said
from tests.acceptance.spring import CRISIS, EXPECTED, shipped, temporary_database
from tests.doubles.surfaces.slack import surface

UNTIL = None if os.environ.get("KITH_WHOLE") else datetime(2026, 3, 27, tzinfo=UTC)


def as_bytes(done: Played) -> bytes:
    return json.dumps(done.as_json(), ensure_ascii=False).encode()


def told(done: Played, until: datetime | None = None) -> list[tuple[object, ...]]:
    return [(line.at, line.to, line.kind, line.reason, line.text) for line in said(done, until)]


def said(done: Played, until: datetime | None = None) -> list[Said]:
    return [line for line in done.messages if until is None or line.at < until]


def test_the_totals_come_out_to_the_unit(spring: Played) -> None:
    assert {key: spring.totals[key] for key in EXPECTED} == EXPECTED


def test_everything_the_script_asks_for_is_possible(spring: Played) -> None:
    assert spring.problems == ()


def test_pairs_wait_for_the_training_of_the_last_mentor(spring: Played) -> None:
    told = [(f"{line.at:%d %b %H:%M}", line.to, line.kind) for line in spring.messages if line.to == "C2"]
    (refused,) = [line for line in spring.messages if line.kind == "pairing.not_trained"]
    first = min(line.at for line in spring.messages if line.kind in ("pairing.your_mentor", "pairing.your_learners"))

    assert ("25 Feb 11:05", "C2", "pairing.not_trained") in told
    assert "Marcus: Rafael, Joana, Duarte" in refused.text
    assert ("27 Feb 12:00", "C2", "pairing.published") in told
    assert first == datetime(2026, 2, 27, 12, tzinfo=UTC)
    assert sum(line.kind == "pairing.your_mentor" for line in spring.messages) == 18


def test_every_message_can_say_why_it_came(spring: Played) -> None:
    assert [line.kind for line in spring.messages if line.surface != "reply" and not line.reason] == []


def test_the_same_seed_makes_the_same_bytes(spring: Played) -> None:
    assert as_bytes(asyncio.run(played(shipped()))) == as_bytes(spring)


def test_postgresql_makes_the_same_bytes(spring: Played, postgres_url: str) -> None:
    there = asyncio.run(played(shipped(until=UNTIL), database=postgres_url))

    if UNTIL is None:
        assert as_bytes(there) == as_bytes(spring)
    assert said(there) == said(spring, UNTIL)


@pytest.mark.parametrize("surface", ["local", "discord", "slack"])
def test_a_platform_over_its_wire_makes_the_same_transcript(
    spring: Played, surface: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    there = asyncio.run(played(shipped(), surface))

    assert there.problems == ()
    assert CRISIS not in caplog.text
    assert told(there) == told(spring)


def test_slack_over_http_makes_the_same_transcript(spring: Played, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    there = asyncio.run(on_slack_over_http(shipped(until=UNTIL)))

    assert there.problems == ()
    assert CRISIS not in caplog.text
    assert told(there) == told(spring, UNTIL)


async def on_slack_over_http(part: Part) -> Played:
    clock = SimulatedClock(begins(part.file))
    async with surface(part.file, clock, is_over_http=True) as (chosen, file), temporary_database(part) as build:
        return await simulate(replace(part, file=file, clock=clock), chosen, "slack", build)


def test_the_crisis_night_runs_to_the_minute(spring: Played) -> None:
    night = [
        (line.at, line.to, line.kind)
        for line in spring.messages
        if line.kind in ("crisis.reply", "case.alert") and line.at.date() == datetime(2026, 3, 26, tzinfo=UTC).date()
    ]
    three = datetime(2026, 3, 26, 3, tzinfo=UTC)

    assert night == [
        (three.replace(minute=40), "L11", "crisis.reply"),
        (three.replace(minute=40), "C2", "case.alert"),
        (three.replace(minute=55), "C2", "case.alert"),
        (three.replace(minute=55), "C1", "case.alert"),
    ]


def test_in_the_crisis_night_somebody_has_it_within_eighteen_minutes_and_nobody_else_reads_a_word(
    spring: Played,
) -> None:
    """Every platform is compared with this transcript, line by line and to the second."""
    begins = datetime(2026, 3, 26, 3, 40, tzinfo=UTC)
    night = [line for line in spring.messages if begins <= line.at < begins + timedelta(hours=3)]
    of_it = [line for line in night if line.kind.startswith(("case.", "crisis."))]
    (taken,) = [line for line in of_it if line.kind == "case.card" and "yours" in line.text]
    (first,) = [line for line in of_it if line.kind == "crisis.reply"]

    assert (first.at, taken.to, taken.at - begins) == (begins, "C1", timedelta(minutes=18))
    assert {line.to for line in of_it if line.surface == "channel"} == set()
    assert {line.to for line in of_it} == {"L11", "C1", "C2"}
    assert [line for line in of_it if line.at == begins + timedelta(minutes=7)] == []
    assert [line.to for line in night if CRISIS in line.text] == []
    assert {(line.at.second, line.at.microsecond) for line in of_it} == {(0, 0)}


def test_the_ladder_drafts_reach_the_mentor_of_the_day(spring: Played) -> None:
    drafts = [(f"{line.at:%Y-%m-%d}", line.to) for line in spring.messages if line.kind == "draft.check_in"]

    assert drafts == [("2026-03-23", "M3"), ("2026-04-13", "M4")]


def test_every_group_has_one_question_a_week_at_nine_of_its_own(spring: Played) -> None:
    posts = [line for line in spring.messages if line.kind == "prompt.week"]

    assert len(posts) == 32
    hours = {(line.to, f"{line.at:%m-%d %H}") for line in posts}
    assert {("dogwood", "03-02 14"), ("dogwood", "03-09 13"), ("cedar", "03-30 08"), ("elm", "03-30 07")} <= hours
    assert {("cedar", "04-07 08"), ("elm", "04-07 07"), ("baobab", "04-06 06")} <= hours
