"""Nothing but what protects people reaches them in their quiet hours, through clock changes, outages and restarts."""

import asyncio
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.members import MemberState
from bot.domain.plan import Plan
from bot.domain.schedule import QuietHours
from bot.effects import Urgency
from tests.budgets.wire import Line, line
from tests.permissions.bottle import empty_database

CHANGES = {
    "America/New_York": datetime(2027, 3, 14, 7),  # noqa: DTZ001 - UTC, as the test counts
    "Europe/London": datetime(2027, 3, 28, 1),  # noqa: DTZ001
    "Australia/Lord_Howe": datetime(2027, 4, 3, 15),  # noqa: DTZ001
    "America/Santiago": datetime(2027, 4, 4, 3),  # noqa: DTZ001
    "Africa/Cairo": datetime(2027, 4, 29, 22),  # noqa: DTZ001
    "Asia/Kathmandu": datetime(2027, 3, 10),  # noqa: DTZ001 - it never changes
}
clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
quiet_hours = st.builds(QuietHours, clock_times, clock_times)
moves = st.tuples(
    st.sampled_from(
        ["escalation", "safety", "notice", "notice", "prompt", "sleeps", "down", "up", "passes", "quieter"]
    ),
    st.integers(0, 47),
)
WELCOME = (Urgency.ESCALATION, Urgency.SAFETY)
OUTAGE = [("down", 0), ("notice", 24), ("passes", 46), ("up", 1), ("passes", 24)]
OVERSLEPT = [("passes", 26), ("notice", 0), ("sleeps", 47), ("passes", 1)]
CHANGED = [("notice", 0), ("quieter", 12), ("passes", 47)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("quiet"))


@given(st.sampled_from(sorted(CHANGES)), quiet_hours, st.integers(-48, 24), st.lists(moves, max_size=25))
@example("Europe/London", QuietHours(time(21), time(8)), 0, OUTAGE)
@example("Europe/London", QuietHours(time(21), time(8)), -40, OVERSLEPT)
@example("Europe/London", QuietHours(time(0, 30), time(1)), 0, CHANGED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_below_safety_arrives_in_quiet_hours(
    empty: Path, zone: str, quiet: QuietHours, offset: int, steps: list[tuple[str, int]]
) -> None:
    begins = timedelta(hours=max(offset, 0)) + (CHANGES[zone] - datetime(2027, 3, 1)) + timedelta(hours=min(offset, 0))  # noqa: DTZ001

    asyncio.run(_lived(empty, zone, quiet, begins, steps))


async def _lived(empty: Path, zone: str, quiet: QuietHours, begins: timedelta, steps: list[tuple[str, int]]) -> None:
    async with line(empty, zone, quiet, Plan()) as life:
        await life.sleeps(begins)
        for what, half_hours in [*steps, ("up", 0), ("passes", 96)]:
            before = len(life.platform.arrived)
            quiet = await _move(life, what, timedelta(minutes=30 * half_hours), quiet)
            for at, delivery in life.platform.arrived[before:]:
                assert delivery.urgency in WELCOME or not quiet.contains(at, zone), f"{delivery.card.text} came at {at}"
        assert len(life.platform.arrived) == sum(
            what in ("escalation", "safety", "notice", "prompt") for what, _ in steps
        )


async def _move(life: Line, what: str, span: timedelta, quiet: QuietHours) -> QuietHours:
    """Do one thing, then let time pass; return the quiet hours that hold from then on."""
    match what:
        case "sleeps":
            await life.sleeps(span)
            return quiet
        case "down" | "up":
            life.platform.is_down = what == "down"
        case "quieter":
            quiet = QuietHours(time(12), time(11, 30))
            await life.becomes(quiet=quiet)
        case "passes":
            pass
        case _:
            await life.does("test.send", what)
    await life.passes(span)
    return quiet


@pytest.mark.parametrize("state", [MemberState.LEFT, MemberState.PAUSED, MemberState.DECLINED])
def test_what_waited_for_the_morning_is_not_sent_to_somebody_who_left_in_the_night(
    empty: Path, state: MemberState
) -> None:
    asyncio.run(_left_in_the_night(empty, state))


async def _left_in_the_night(empty: Path, state: MemberState) -> None:
    async with line(empty, "Europe/London", QuietHours(time(21), time(8)), Plan()) as life:
        await life.passes(timedelta(hours=22))
        await life.does("test.send", "notice")
        await life.becomes(state=state)
        await life.passes(timedelta(days=2))

        assert life.platform.arrived == []
