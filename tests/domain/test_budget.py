"""Nobody is asked more often than the programme says, whatever happens in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.budget import Allowance, Nudge, Silence, silence
from bot.domain.members import Member, MemberState, Role
from bot.domain.plan import NudgePolicy

MONDAY = date(2027, 3, 1)
LEARNER = Member("m1", "c1", "L1", "Name", Role.LEARNER, "UTC", MemberState.ACTIVE)
POLICY = NudgePolicy(per_day=2, stop_after=100)


def made(day: date) -> Nudge:
    return Nudge("n", "m1", "check_in.reminder", datetime.combine(day, datetime.min.time(), UTC), day)


@given(st.lists(st.integers(0, 27), max_size=80), st.integers(0, 3), st.integers(0, 6))
def test_no_order_of_wishes_gets_past_the_day_or_the_week(wishes: list[int], per_day: int, per_week: int) -> None:
    allowance = Allowance(NudgePolicy(per_day=per_day, stop_after=100), per_week)
    sent: list[Nudge] = []
    for day in (MONDAY + timedelta(days=offset) for offset in sorted(wishes)):
        recent = [nudge for nudge in sent if nudge.on > day - timedelta(days=7)]
        if silence(LEARNER, recent, day, allowance) is None:
            sent.append(made(day))

    for offset in range(28):
        assert sum(nudge.on == MONDAY + timedelta(days=offset) for nudge in sent) <= per_day
    for week in range(4):
        first = MONDAY + timedelta(weeks=week)
        assert sum(first <= nudge.on < first + timedelta(days=7) for nudge in sent) <= per_week


@pytest.mark.parametrize(
    ("changes", "is_with_a_person", "why"),
    [
        ({"state": MemberState.PAUSED}, False, Silence.NOT_TAKING_PART),
        ({"nudges_on": False}, False, Silence.TURNED_OFF),
        ({}, True, Silence.WITH_A_PERSON),
        ({"unanswered_nudges": 100}, False, Silence.STOPPED),
        ({}, False, None),
    ],
)
def test_why_nothing_is_asked(changes: dict[str, object], is_with_a_person: bool, why: Silence | None) -> None:
    member = Member("m1", "c1", "L1", "Name", Role.LEARNER, "UTC", **{"state": MemberState.ACTIVE, **changes})  # type: ignore[arg-type]

    assert silence(member, [], MONDAY, Allowance(POLICY, 5, is_with_a_person)) is why
