"""A word for what somebody did: several different people answered, never oneself, never just before a deadline."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.deadlines import Milestone
from bot.domain.encouragement import answered, came_back, is_softened
from tests.golden.sample import NOW, cohort
from tests.golden.typed import FRIENDLY


def test_only_who_answered_several_different_people_hears_it() -> None:
    replies = {("a", "b"): 5, ("b", "a"): 1, ("b", "c"): 1, ("c", "c"): 3, ("c", "a"): 1}

    assert answered(replies, ["a", "b", "c"]) == {"b": 2}


def test_in_the_week_before_a_milestone_there_is_none() -> None:
    plain = cohort(FRIENDLY)
    this = replace(plain, plan=replace(plain.plan, milestones=(Milestone("Hand in", date(2026, 4, 10)),)))

    assert is_softened(this, date(2026, 4, 3))
    assert not is_softened(this, date(2026, 4, 2))
    assert not is_softened(this, date(2026, 4, 11))


@pytest.mark.parametrize(
    ("weeks", "is_back"),
    [("..a", True), ("a..a", True), (".a", False), ("..", False), ("..e", False), ("..ea", True), ("..aa", False)],
)
def test_somebody_is_back_who_answers_after_two_in_a_row_went_by(weeks: str, is_back: bool) -> None:
    states = {".": CheckInState.OVERDUE, "a": CheckInState.ANSWERED, "e": CheckInState.EXCUSED}
    history = [CheckIn(f"c{n}", "c", "l", n, NOW, NOW, states[each]) for n, each in enumerate(weeks, 1)]

    assert came_back(history, len(weeks)) is is_back
