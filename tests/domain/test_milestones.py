"""Whose date is when, and that nothing fires on a date that moved."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import ExtensionPolicy, Milestone
from bot.domain.extensions import Extension, ExtensionState, is_automatic, parse_days
from bot.domain.milestones import deadline_posts, due_items, next_reminder, pressure_at
from bot.domain.plan import Plan

NOW = datetime(2026, 4, 8, 12, tzinfo=UTC)
DUE = date(2026, 4, 10)
days = st.integers(1, 60)


def extension(more: int, from_on: date = DUE, state: ExtensionState = ExtensionState.GRANTED) -> Extension:
    return Extension("x", "c", "l", "Main", more, from_on + timedelta(days=more), NOW, state)


def reminders_after(plan: Plan, extensions: Sequence[Extension], day: date) -> list[date]:
    """Every day on which a person would be reminded from a day on, one timer after the other."""
    found: list[date] = []
    while (following := next_reminder(due_items(plan, extensions)[0], day)) is not None:
        found.append(following)
        day = following
    return found


@given(st.lists(days, min_size=1, max_size=4), st.sets(days, min_size=1, max_size=4), st.integers(-70, 200))
def test_after_any_extension_no_reminder_fires_on_an_old_date(
    lengths: list[int], ahead: set[int], from_day: int
) -> None:
    plan = Plan(milestones=(Milestone("Main", DUE, remind_days=tuple(ahead)),))
    granted: list[Extension] = []
    for length in lengths:
        granted.append(extension(length, granted[-1].due_on if granted else DUE))

    last = granted[-1].due_on
    assert due_items(plan, granted)[0].due_on == last
    asked_on = DUE + timedelta(days=from_day)
    assert set(reminders_after(plan, granted, asked_on)) == {
        day for n in ahead if (day := last - timedelta(days=n)) > asked_on
    }


@given(days, st.sampled_from([state for state in ExtensionState if state is not ExtensionState.GRANTED]))
def test_a_date_that_was_not_granted_moves_nothing(more: int, state: ExtensionState) -> None:
    plan = Plan(milestones=(Milestone("Main", DUE), Milestone("Other", DUE)))

    assert [item.due_on for item in due_items(plan, [extension(more, state=state)])] == [DUE, DUE]


@pytest.mark.parametrize(
    ("typed", "expected"), [("5d", 5), ("5 days", 5), ("5", 5), ("1 week", 7), ("2W", 14), (" 14 D ", 14)]
)
def test_lengths_are_read_as_people_write_them(typed: str, expected: int) -> None:
    assert parse_days(typed) == expected


@pytest.mark.parametrize("typed", ["", "0", "0d", "-3d", "soon", "5h", "5d please", "1.5d", "9999d", "٥d"])
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        parse_days(typed)


@pytest.mark.parametrize(
    ("length", "before", "at_once"), [(5, 0, True), (7, 0, True), (8, 0, False), (1, 1, False), (14, 0, False)]
)
def test_the_first_up_to_seven_days_is_granted_at_once(length: int, before: int, at_once: bool) -> None:
    assert is_automatic(ExtensionPolicy(), length, [extension(1)] * before) is at_once


def test_deadline_posts_move_before_a_row_of_holidays_and_stay_on_weekends() -> None:
    easter = {date(2026, 4, 3), date(2026, 4, 6)}
    on_friday, on_monday = Milestone("Main", DUE), Milestone("Other", date(2026, 4, 13))

    assert [(p.days, p.on) for p in deadline_posts([on_friday], easter)] == [
        (7, date(2026, 4, 2)),
        (2, date(2026, 4, 8)),
    ]
    assert [p.on for p in deadline_posts([on_monday], easter)] == [date(2026, 4, 2), date(2026, 4, 11)]


@pytest.mark.parametrize(("day", "is_close"), [(2, False), (3, True), (10, True), (11, False)])
def test_only_a_main_milestone_is_a_pressure_point_and_only_for_its_last_days(day: int, is_close: bool) -> None:
    main, small = Milestone("Main", DUE, is_main=True), Milestone("Small", DUE)

    assert pressure_at(Plan(milestones=(small, main)), date(2026, 4, day)) == (main if is_close else None)
