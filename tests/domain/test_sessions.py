"""What a session is: its slot, its agenda, whose word counts, and how many were missed in a row."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.cohorts import Cohort
from bot.domain.ladder import SessionRung, next_session_rung
from bot.domain.members import Member, Role
from bot.domain.plan import Plan, Sessions
from bot.domain.sessions import (
    Session,
    SessionState,
    Word,
    agenda,
    asked_slot,
    chosen_on,
    missed_in_a_row,
    next_choice,
    slot_at,
    slot_days,
    slot_span,
    slots,
)

COHORT = Cohort("c", "c", "C", "Europe/Lisbon", date(2026, 3, 2), 8)
AT = datetime(2026, 3, 10, 18, tzinfo=UTC)
SESSION = Session("e", "c", "l", "m", 1, 45).planned(AT)
MENTOR = Member("m", "c", "M1", "M", Role.MENTOR, "Europe/Lisbon")
LEARNER = Member("l", "c", "L1", "L", Role.LEARNER, "Europe/Lisbon")
SHARES = (5, 10, 15, 10, 5)


@pytest.mark.parametrize("minutes", range(30, 46))
def test_an_agenda_fits_into_any_length_in_whole_minutes(minutes: int) -> None:
    scaled = agenda(SHARES, minutes)

    assert sum(scaled) == minutes
    assert all(abs(n - share * minutes / 45) < 1 for n, share in zip(scaled, SHARES, strict=True))


def test_the_agenda_of_45_and_of_30_minutes() -> None:
    assert agenda(SHARES, 45) == SHARES
    assert agenda(SHARES, 30) == (3, 7, 10, 7, 3)


def test_every_week_lies_in_one_slot_and_a_last_slot_may_be_shorter() -> None:
    odd = replace(COHORT, weeks=5)

    assert [slots(COHORT), slots(odd)] == [4, 3]
    assert slot_days(odd, 3) == (date(2026, 3, 30), date(2026, 4, 5))
    days = [COHORT.starts_on + timedelta(days=n) for n in range(-1, 57)]
    assert [slot_at(COHORT, day) for day in days] == [None, *[1 + n // 14 for n in range(56)], None]
    assert slots(replace(COHORT, plan=Plan(sessions=Sessions(enabled=False)))) == 0


def test_a_slot_over_a_clock_change_lasts_from_midnight_to_midnight() -> None:
    first, last = slot_span(COHORT, 2)

    assert (first, last) == (datetime(2026, 3, 16, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC))


def test_times_are_asked_for_in_the_first_week_and_then_in_the_week_before_each_slot() -> None:
    zone = "America/New_York"

    assert [chosen_on(COHORT, slot, zone).key for slot in range(1, 5)] == [
        *("2026-03-04T12:00", "2026-03-11T12:00", "2026-03-25T12:00", "2026-04-08T12:00"),
    ]
    second = chosen_on(COHORT, 2, zone).moment()
    assert next_choice(COHORT, zone, second) == chosen_on(COHORT, 3, zone)
    assert next_choice(COHORT, zone, datetime(2026, 4, 9, tzinfo=UTC)) is None
    assert [asked_slot(COHORT, zone, second - timedelta(minutes=1)), asked_slot(COHORT, zone, second)] == [1, 2]
    assert asked_slot(COHORT, zone, datetime(2026, 3, 1, tzinfo=UTC)) is None


def test_both_are_reminded_a_day_and_an_hour_before_and_never_afterwards() -> None:
    day, hour = AT - timedelta(hours=24), AT - timedelta(hours=1)

    assert [SESSION.next_reminder(at) for at in (day - timedelta(hours=1), day, hour, AT)] == [day, hour, None, None]
    assert SESSION.asks_at() == datetime(2026, 3, 10, 19, tzinfo=UTC)
    assert Session("e", "c", "l", "m", 1, 45).next_reminder(AT) is None


def test_the_mentors_word_decides_and_the_learners_where_it_stands_alone() -> None:
    learner_first = SESSION.said(LEARNER, Word.MET)

    assert learner_first.state is SessionState.PLANNED
    assert learner_first.settled().state is SessionState.ATTENDED
    assert SESSION.settled().state is SessionState.UNKNOWN
    both = learner_first.said(MENTOR, Word.NOT_MET)
    assert (both.state, both.differs, both.settled().state) == (SessionState.MISSED, True, SessionState.MISSED)
    assert not learner_first.differs


@pytest.mark.parametrize(
    ("history", "missed"),
    [
        ("", 0),
        ("missed", 1),
        ("missed excused missed", 2),
        ("missed unknown missed", 2),
        ("missed attended", 0),
        ("missed attended missed", 1),
        ("missed missed missed", 3),
    ],
)
def test_only_a_session_that_took_place_ends_a_row_of_missed_ones(history: str, missed: int) -> None:
    states = [SessionState(word) for word in history.split()]

    assert missed_in_a_row(replace(SESSION, state=state) for state in states) == missed


def test_one_miss_drafts_more_ask_for_a_note_and_an_open_case_asks_for_nothing() -> None:
    rungs = [next_session_rung(missed, has_open_case=False) for missed in range(4)]

    assert rungs == [None, SessionRung.DRAFT, SessionRung.NOTE, SessionRung.NOTE]
    assert next_session_rung(2, has_open_case=True) is None
