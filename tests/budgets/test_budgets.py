"""Nobody is asked more often than the budget of the phase, whatever happens in whatever order, anywhere."""

import asyncio
from collections import Counter
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.plan import NudgePolicy, Phase, Plan
from bot.domain.schedule import QuietHours, local_date, week_of
from tests.budgets.wire import MONDAY, line
from tests.permissions.bottle import empty_database

zones = st.sampled_from(
    ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Auckland"]
)
clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
quiet_hours = st.builds(QuietHours, clock_times, clock_times)
policies = st.builds(NudgePolicy, st.integers(0, 3), st.integers(1, 9))
phases = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
    lambda each: (Phase("guide", 1, each[0]), Phase("practise", 3, each[1]), Phase("own_it", 6, each[2]))
)
steps = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["nudge", "nudge", "nudge", "answer"])), min_size=1, max_size=40
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("budgets"))


EASY = (Phase("guide", 1, 5),)
NIGHT, NEVER_QUIET = QuietHours(time(21), time(8)), QuietHours(time(0), time(0))
LATE_AND_NOON = [(22, "answer"), (22, "nudge"), (28, "nudge")]
SUNDAY_NIGHT = [(30, "answer")] * 11 + [(2, "nudge"), (28, "nudge")]


@given(zones, quiet_hours, policies, phases, steps)
@example("Europe/Lisbon", NIGHT, NudgePolicy(1, 9), EASY, LATE_AND_NOON)
@example("Europe/Lisbon", NIGHT, NudgePolicy(2, 9), (Phase("guide", 1, 1),), SUNDAY_NIGHT)
@example("Europe/Lisbon", NEVER_QUIET, NudgePolicy(2, 1), EASY, [(0, "nudge"), (0, "answer"), (0, "nudge")])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_member_gets_more_nudges_a_day_or_a_week_than_the_phase_allows(
    empty: Path,
    zone: str,
    quiet: QuietHours,
    policy: NudgePolicy,
    phases: tuple[Phase, ...],
    steps: list[tuple[int, str]],
) -> None:
    plan = Plan(phases=phases, nudges=policy)

    nudges, answers = asyncio.run(_lived(empty, zone, quiet, plan, steps))

    arrived = [at for at, _ in nudges]
    days = Counter(local_date(at, zone) for at in arrived)
    weeks = Counter(week_of(local_date(at, zone), MONDAY) for at in arrived)
    assert {day: n for day, n in days.items() if n > policy.per_day} == {}
    assert {week: n for week, n in weeks.items() if n > plan.phase(week).nudges_per_week} == {}
    assert _longest_row([decided for _, decided in nudges], answers) <= policy.stop_after


async def _lived(
    empty: Path, zone: str, quiet: QuietHours, plan: Plan, steps: list[tuple[int, str]]
) -> tuple[list[tuple[datetime, datetime]], list[datetime]]:
    """Return when each nudge arrived and when it was decided, and when an answer came."""
    answers = []
    async with line(empty, zone, quiet, plan) as life:
        for half_hours, what in steps:
            await life.passes(
                timedelta(minutes=30 * half_hours, seconds=1)
            )  # one after the other, so that rows can be told
            await life.does(f"test.{what}")
            if what == "answer":
                answers.append(life.clock.now())
        await life.passes(timedelta(days=2))
        nudges = [(at, delivery.card) for at, delivery in life.platform.arrived if delivery.card.kind == "test.nudge"]
        return [(at, datetime.fromisoformat(card.text.removeprefix("Nudge at "))) for at, card in nudges], answers


def _longest_row(decided: list[datetime], answers: list[datetime]) -> int:
    """Return the most nudges between two answers; one that was held over night counts where it was decided."""
    marked = sorted([(at, 1) for at in decided] + [(at, 0) for at in answers])
    return max((len(list(row)) for is_nudge, row in groupby(marked, key=lambda m: m[1]) if is_nudge), default=0)
