"""Weekly prompts through every clock change of seven zones and two years, and planners that get them wrong."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, product, takewhile
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from bot.domain.schedule import LocalTime, Weekly

NEW_YORK, LONDON, CAIRO, GAZA = "America/New_York", "Europe/London", "Africa/Cairo", "Asia/Gaza"
LORD_HOWE, SANTIAGO, KATHMANDU = "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu"
ZONES = (NEW_YORK, LONDON, CAIRO, GAZA, LORD_HOWE, SANTIAGO, KATHMANDU)
CHANGING = tuple(zone for zone in ZONES if zone != KATHMANDU)

FIRST_MONDAY, WEEKS = date(2026, 1, 5), 104
MONDAYS = [FIRST_MONDAY + timedelta(weeks=week) for week in range(WEEKS)]
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
EVERY_HALF_HOUR = [Weekly(weekday, at) for weekday, at in product(range(7), HALF_HOURS)]

Planner = Callable[[Weekly, str], Iterator[datetime]]


def ours(rule: Weekly, zone: str) -> Iterator[datetime]:
    moment = LocalTime(FIRST_MONDAY - timedelta(days=1), time(23, 59), zone).moment()
    while True:
        moment = rule.after(moment, zone).moment()
        yield moment


def in_utc_weeks(rule: Weekly, zone: str) -> Iterator[datetime]:
    moment = rule.on_or_after(FIRST_MONDAY, zone).moment()
    while True:
        yield moment
        moment += timedelta(weeks=1)


def apscheduler_cron(rule: Weekly, zone: str) -> Iterator[datetime]:
    trigger = CronTrigger(day_of_week=rule.weekday, hour=rule.at.hour, minute=rule.at.minute, timezone=ZoneInfo(zone))
    moment = LocalTime(FIRST_MONDAY - timedelta(days=1), time(23, 59), zone).moment()
    while True:
        moment = trigger.get_next_fire_time(moment, moment)
        yield moment.astimezone(UTC)


def planned(planner: Planner, rule: Weekly, zone: str) -> list[datetime]:
    end = LocalTime(MONDAYS[-1] + timedelta(weeks=1), time(0), zone).moment()
    several = islice(planner(rule, zone), 2 * WEEKS)  # a planner that stands still must not hang us
    return list(takewhile(lambda moment: moment < end, several))


def faults(moments: list[datetime], rule: Weekly, zone: str) -> list[str]:
    """What is wrong with the moments of two years, judged by the wall clock alone."""
    shown = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in moments]
    weeks = Counter(local.date() - timedelta(days=local.weekday()) for local in shown)
    found = [f"{weeks[monday]} in the week of {monday}" for monday in MONDAYS if weeks[monday] != 1]
    found += [f"{later} follows {earlier}" for earlier, later in pairwise(moments) if later <= earlier]
    for local in shown:
        nominal = datetime.combine(local.date() + timedelta(days=rule.weekday - local.weekday()), rule.at)
        if local != nominal and local != nominal + gap_at(nominal, zone):
            found.append(f"{local} instead of {nominal}")
    return found


def gap_at(nominal: datetime, zone: str) -> timedelta:
    """By how much the clocks jump over `nominal`: nothing when some instant shows that time."""
    candidates = [nominal.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)]
    if any(instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == nominal for instant in candidates):
        return timedelta(0)
    return abs(candidates[0] - candidates[1])


def change_days(zone: str) -> set[int]:
    """The weekdays on which the clocks of `zone` change within the two years."""
    days = [FIRST_MONDAY + timedelta(days=day) for day in range(7 * WEEKS)]
    offsets = [datetime.combine(day, time(0), ZoneInfo(zone)).utcoffset() for day in days]
    return {day.weekday() for day, (before, after) in zip(days, pairwise(offsets), strict=False) if before != after}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.fault(32)
def test_a_weekly_prompt_at_any_half_hour_comes_exactly_once_a_week_for_two_years(zone: str) -> None:
    wrong = {str(rule): found for rule in EVERY_HALF_HOUR if (found := faults(planned(ours, rule, zone), rule, zone))}

    assert wrong == {}


@pytest.mark.parametrize("planner", [in_utc_weeks, apscheduler_cron])
@pytest.mark.parametrize("zone", CHANGING)
def test_the_same_check_finds_out_other_planners(zone: str, planner: Planner) -> None:
    rules = [Weekly(weekday, at) for weekday in change_days(zone) for at in HALF_HOURS[:8]]

    wrong = {str(rule): found for rule in rules if (found := faults(planned(planner, rule, zone), rule, zone))}

    assert wrong != {}


def test_apscheduler_fires_twice_in_a_fold_and_leaves_out_the_week_of_a_midnight_gap() -> None:
    twice, skipped = Weekly.parse("Sun 01:30"), Weekly.parse("Fri 00:00")

    assert "2 in the week of 2026-10-19" in faults(planned(apscheduler_cron, twice, LONDON), twice, LONDON)
    assert "0 in the week of 2026-04-20" in faults(planned(apscheduler_cron, skipped, CAIRO), skipped, CAIRO)
    assert faults(planned(ours, twice, LONDON), twice, LONDON) == []
    assert faults(planned(ours, skipped, CAIRO), skipped, CAIRO) == []


def test_every_kind_of_clock_change_lies_within_the_two_years() -> None:
    nominal = [
        datetime.combine(monday + timedelta(days=day), at)
        for monday in MONDAYS
        for day in (4, 5, 6)
        for at in HALF_HOURS[:8]
    ]

    gaps = {zone: {gap_at(at, zone) for at in nominal} - {timedelta(0)} for zone in ZONES}

    assert gaps == {zone: {timedelta(hours=1)} for zone in CHANGING} | {
        LORD_HOWE: {timedelta(minutes=30)},
        KATHMANDU: set(),
    }
