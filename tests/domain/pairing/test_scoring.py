"""What counts for a pair: goals, stage, style, hours, format, language, wishes; never hours alone."""

from datetime import date, timedelta

import pytest

from bot.domain.availability import parse_availability
from bot.domain.members import MeetingFormat
from bot.domain.pairing import WEIGHTS, Criterion, Learner, Mentor, hours, score

LENGTH = timedelta(minutes=45)


def points(learner: Learner, mentor: Mentor, criterion: Criterion) -> float:
    return score([learner], [mentor]).reasons(0, 0)[criterion]


def test_the_weights_make_a_hundred_points_and_hours_are_a_small_part() -> None:
    assert sum(WEIGHTS.values()) == 100 * 100
    assert WEIGHTS[Criterion.HOURS] <= 2000


@pytest.mark.parametrize(
    ("criterion", "learner", "mentor", "expected"),
    [
        (Criterion.GOALS, {"goals": frozenset({"a", "b"})}, {"strengths": frozenset({"a", "c"})}, 12.5),
        (Criterion.GOALS, {"goals": frozenset({"a"})}, {"strengths": frozenset({"a", "c"})}, 25),
        (Criterion.GOALS, {}, {"strengths": frozenset({"a"})}, 12.5),
        (Criterion.STAGE, {"stage": 3}, {"completed_stage": 3}, 20),
        (Criterion.STAGE, {"stage": 3}, {"completed_stage": 9}, 14),
        (Criterion.STAGE, {"stage": 3}, {"completed_stage": 2}, 0),
        (Criterion.STAGE, {}, {"completed_stage": 2}, 10),
        (Criterion.STYLE, {"style": "warm"}, {"style": "warm"}, 15),
        (Criterion.STYLE, {"style": "warm"}, {"style": "direct"}, 0),
        (Criterion.FORMAT, {"format": MeetingFormat.CHAT}, {"format": MeetingFormat.EITHER}, 10),
        (Criterion.FORMAT, {"format": MeetingFormat.CHAT}, {"format": MeetingFormat.VIDEO}, 0),
        (Criterion.LANGUAGE, {"language": "pt"}, {"language": "en"}, 0),
        (Criterion.WISH, {"prefer": frozenset({"M1"})}, {}, 5),
        (Criterion.HOURS, {"starts": frozenset({1, 2})}, {"starts": frozenset({2, 3})}, 1.88),
        (Criterion.HOURS, {}, {"starts": frozenset({2, 3})}, 7.5),
    ],
)
def test_a_criterion_counts_what_it_says(
    criterion: Criterion, learner: dict[str, object], mentor: dict[str, object], expected: float
) -> None:
    assert points(Learner("L1", **learner), Mentor("M1", **mentor), criterion) == expected


def test_hours_are_compared_on_one_clock() -> None:
    lisbon = hours(parse_availability("Thu 12:00-13:30"), "Europe/Lisbon", date(2026, 2, 2), LENGTH)
    kolkata = hours(parse_availability("Thu 17:30-19:00"), "Asia/Kolkata", date(2026, 2, 2), LENGTH)

    assert lisbon == kolkata
    assert len(lisbon) == 4  # 12:00, 12:15, 12:30 and 12:45


def test_a_window_shorter_than_a_session_offers_nothing() -> None:
    assert hours(parse_availability("Mon 18:00-18:30"), "Europe/Berlin", date(2026, 2, 2), LENGTH) == frozenset()


def test_a_sunday_evening_in_the_west_is_monday_on_the_common_clock() -> None:
    found = hours(parse_availability("Sun 22:00-23:00"), "America/New_York", date(2026, 2, 2), LENGTH)

    assert min(found) == 3 * 4  # Monday 03:00 UTC


def test_clock_changes_move_common_hours() -> None:
    windows = parse_availability("Mon 18:00-19:00")

    winter = hours(windows, "Europe/Lisbon", date(2026, 3, 23), LENGTH)
    summer = hours(windows, "Europe/Lisbon", date(2026, 3, 30), LENGTH)

    assert {slot - 4 for slot in winter} == summer
