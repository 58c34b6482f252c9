"""What the schedule promises of any moment anywhere, and how its times are written."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import (
    Daily,
    LocalTime,
    QuietHours,
    Rule,
    Weekly,
    WorkingHours,
    local_date,
    nearest_zone,
    parse_time,
    valid_zone,
    week_of,
    workday_after,
    workday_before,
)

NEW_YORK, LONDON, LORD_HOWE, KATHMANDU = "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"
ZONES = (NEW_YORK, LONDON, LORD_HOWE, KATHMANDU, "Africa/Cairo", "Asia/Gaza", "America/Santiago")


def test_a_time_the_clocks_jump_over_comes_later_by_the_jump() -> None:
    assert LocalTime.parse("2026-03-29T01:30", LONDON).moment() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert LocalTime.parse("2026-10-04T02:15", LORD_HOWE).moment() == datetime(2026, 10, 3, 15, 45, tzinfo=UTC)


def test_a_time_the_clocks_show_twice_means_the_first() -> None:
    assert LocalTime.parse("2026-10-25T01:30", LONDON).moment() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_daily_prompt_leaves_out_a_date_the_zone_never_had() -> None:
    zone, daily = "Pacific/Apia", Daily.parse("09:00")

    first = daily.on_or_after(date(2011, 12, 29), zone)
    second = daily.after(first.moment(), zone)

    assert [first.key, second.key] == ["2011-12-29T09:00", "2011-12-31T09:00"]
    assert daily.newest_until(second.moment(), zone) == second
    assert daily.on_or_before(date(2011, 12, 30), zone) == first


moments = st.datetimes(datetime(2005, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
dates = st.dates(date(2005, 1, 1), date(2060, 1, 1))
zones = st.sampled_from([*ZONES, "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC"])
clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
rules = st.one_of(st.builds(Weekly, st.integers(0, 6), clock_times), st.builds(Daily, clock_times))
changes_2026 = ("03-08", "03-29", "04-05", "04-24", "09-06", "10-04", "10-25", "11-01")
change_days = st.sampled_from([date(2011, 12, 30), *(date.fromisoformat(f"2026-{day}") for day in changes_2026)])
near_changes = st.builds(
    lambda zone, day, minutes: (LocalTime(day, time(0), zone).moment() + timedelta(minutes=minutes), zone),
    zones,
    change_days,
    st.integers(-300, 600),
)
anywhere = st.one_of(st.tuples(moments, zones), near_changes)


@given(rules, anywhere)
def test_any_moment_lies_between_the_newest_occurrence_and_the_next(rule: Rule, when: tuple[datetime, str]) -> None:
    moment, zone = when

    newest, following = rule.newest_until(moment, zone), rule.after(moment, zone)

    assert newest.moment() <= moment < following.moment()
    assert rule.after(newest.moment(), zone) == following
    assert rule.newest_until(following.moment(), zone) == following


@given(dates, clock_times, zones)
def test_a_key_names_its_local_time_and_reads_back(on: date, at: time, zone: str) -> None:
    nominal = LocalTime(on, at, zone)

    assert LocalTime.parse(nominal.key, zone) == nominal
    assert datetime.fromisoformat(nominal.key) == datetime.combine(on, at)


@given(rules)
def test_a_rule_reads_back_from_what_it_prints(rule: Weekly | Daily) -> None:
    assert type(rule).parse(str(rule)) == rule


@given(clock_times, clock_times)
def test_quiet_hours_read_back_from_what_they_print(start: time, end: time) -> None:
    assert QuietHours.parse(str(QuietHours(start, end))) == QuietHours(start, end)


@given(st.builds(QuietHours, clock_times, clock_times), anywhere)
def test_quiet_hours_are_over_at_the_first_moment_that_is_not_quiet(
    quiet: QuietHours, when: tuple[datetime, str]
) -> None:
    moment, zone = when

    over = quiet.over_at(moment, zone)

    assert over >= moment
    assert not quiet.contains(over, zone)
    step = (over - moment) / 97
    assert all(quiet.contains(moment + step * n, zone) for n in range(97) if over > moment)


def test_quiet_hours_cross_midnight_and_end_with_their_last_minute() -> None:
    quiet = QuietHours.parse("21:00-08:00")

    assert not quiet.contains(datetime(2026, 1, 7, 20, 59, tzinfo=UTC), LONDON)
    assert quiet.contains(datetime(2026, 1, 7, 21, 0, tzinfo=UTC), LONDON)
    assert quiet.over_at(datetime(2026, 1, 7, 21, 0, tzinfo=UTC), LONDON) == datetime(2026, 1, 8, 8, 0, tzinfo=UTC)
    assert not quiet.contains(datetime(2026, 1, 8, 8, 0, tzinfo=UTC), LONDON)


def test_quiet_hours_that_end_in_a_gap_end_where_the_clocks_jump() -> None:
    quiet = QuietHours.parse("22:00-01:30")

    assert quiet.over_at(datetime(2026, 3, 28, 23, 0, tzinfo=UTC), LONDON) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_quiet_hours_that_start_where_they_end_are_none() -> None:
    assert not QuietHours(time(9), time(9)).contains(datetime(2026, 1, 7, 9, tzinfo=UTC), "UTC")


OFFICE = WorkingHours(frozenset({0, 1, 2, 3, 4}), time(9), time(17))
working_hours = st.builds(
    lambda days, times: WorkingHours(days, min(times), max(times)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sets(clock_times, min_size=2, max_size=2),
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 1, 9, 16, 59, tzinfo=UTC), datetime(2026, 1, 9, 16, 59, tzinfo=UTC)),
        (datetime(2026, 1, 9, 17, 0, tzinfo=UTC), datetime(2026, 1, 12, 9, 0, tzinfo=UTC)),
        (datetime(2026, 1, 9, 8, 0, tzinfo=UTC), datetime(2026, 1, 9, 9, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 18, 0, tzinfo=UTC), datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),
    ],
)
def test_work_goes_on_now_or_at_the_next_start(moment: datetime, expected: datetime) -> None:
    assert OFFICE.next(moment, LONDON) == expected


@given(working_hours, anywhere)
def test_the_next_working_moment_is_a_working_moment(hours: WorkingHours, when: tuple[datetime, str]) -> None:
    moment, zone = when

    following = hours.next(moment, zone)

    assert following >= moment
    assert hours.contains(following, zone)
    assert hours.next(following, zone) == following


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, datetime(2026, 3, 26, 15, 30, tzinfo=UTC)),
        (1, datetime(2026, 3, 27, 15, 30, tzinfo=UTC)),
        (2, datetime(2026, 3, 30, 14, 30, tzinfo=UTC)),
    ],
)
def test_two_working_days_later_is_the_same_time_by_the_wall_clock(days: int, expected: datetime) -> None:
    assert OFFICE.add_working_days(datetime(2026, 3, 26, 15, 30, tzinfo=UTC), days, LONDON) == expected


@given(working_hours, anywhere, st.integers(0, 15))
def test_each_further_working_day_comes_later(hours: WorkingHours, when: tuple[datetime, str], n: int) -> None:
    moment, zone = when

    assert hours.add_working_days(moment, n, zone) < hours.add_working_days(moment, n + 1, zone)
    assert hours.contains(hours.add_working_days(moment, n, zone), zone)


def test_a_week_counts_seven_days_from_the_start() -> None:
    starts_on = date(2026, 3, 4)

    weeks = [week_of(starts_on + timedelta(days=day), starts_on) for day in (-8, -7, -1, 0, 6, 7, 90)]

    assert weeks == [-1, 0, 0, 1, 1, 2, 13]


def test_the_date_is_the_one_on_the_wall() -> None:
    moment = datetime(2026, 1, 7, 23, 30, tzinfo=UTC)

    assert [local_date(moment, zone).day for zone in (NEW_YORK, LONDON, KATHMANDU)] == [7, 7, 8]


def test_a_working_day_is_no_weekend_and_no_holiday() -> None:
    friday, monday = date(2026, 4, 10), date(2026, 4, 13)

    assert workday_after(friday) == monday
    assert workday_after(friday, {monday}) == date(2026, 4, 14)
    assert workday_before(monday, {friday}) == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("europe/london", LONDON),
        ("New York", NEW_YORK),
        ("kathmandu", KATHMANDU),
        ("Europe/Lodnon", LONDON),
        ("Kolkatta", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("half past nine", None),
    ],
)
def test_the_nearest_zone_is_the_one_that_was_meant(typed: str, meant: str | None) -> None:
    assert nearest_zone(typed) == meant


def test_a_zone_is_valid_as_the_database_spells_it() -> None:
    assert all(valid_zone(zone) for zone in (*ZONES, "UTC"))
    assert not any(
        valid_zone(name) for name in ("", "london", "europe/london", "Europe", "../Europe/London", "localtime")
    )


@pytest.mark.parametrize(
    "text", ["", "Mon", "Mon 9:00", "Mon 24:00", "Mon  09:00", "M 09:00", "Montag 09:00", "09:00 Mon", "Mon 09:00 UTC"]
)
def test_what_is_no_weekday_and_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        Weekly.parse(text)


@pytest.mark.parametrize("text", ["9:00", "24:00", "09:60", "0900", "+9:00", "٠٩:٠٠", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time like"):
        parse_time(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Weekly(7, time(9)),
        lambda: Weekly(0, time(9, 0, 1)),
        lambda: Daily(time(9, tzinfo=UTC)),
        lambda: QuietHours.parse("21:00"),
        lambda: WorkingHours(frozenset(), time(9), time(17)),
        lambda: WorkingHours(frozenset({7}), time(9), time(17)),
        lambda: WorkingHours(frozenset({0}), time(17), time(9)),
        lambda: OFFICE.add_working_days(datetime(2026, 1, 1, tzinfo=UTC), -1, "UTC"),
        lambda: local_date(datetime(2026, 1, 1), "UTC"),  # noqa: DTZ001
        lambda: LocalTime.parse("2026-02-30T09:00", "UTC"),
    ],
)
def test_what_cannot_be_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()
