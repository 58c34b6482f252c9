"""Lines of a cohort: who wrote, how fast a person was there, how satisfied people are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.case_times import CaseTimes
from bot.domain.cases import Case, Cause
from bot.domain.cohorts import Cohort
from bot.domain.figures import CaseFacts, Facts
from bot.domain.members import Member, Role
from bot.domain.signals.severity import Severity
from bot.domain.surveys import Result, Survey, SurveyKind
from bot.domain.trends import Line, Point, trends

NOW = datetime(2027, 3, 22, 12, tzinfo=UTC)
COHORT = Cohort("a", "a", "A", "UTC", date(2027, 3, 1), 8)
PEOPLE = tuple(Member(f"m{n}", "a", f"L{n}", f"Name {n}", Role.LEARNER, "UTC") for n in range(3))
FACTS = Facts(COHORT, NOW, NOW - timedelta(days=99), PEOPLE)


def opened(day: int, minutes: int | None) -> CaseFacts:
    at = datetime(2027, 3, day, 9, tzinfo=UTC)
    case = Case(f"c{day}{minutes}", "R", "a", "m0", "crisis", Severity.HIGH, Cause.SIGNAL, "crisis.x", at)
    after = None if minutes is None else timedelta(minutes=minutes)
    return CaseFacts(case, CaseTimes(at, after, after), timedelta(hours=4))


def pulse(number: int, *results: Result, closed: bool = True) -> Survey:
    ids = (f"s{number}", "a", SurveyKind.PULSE, number, ("One?", "Two?"), NOW, NOW)
    return Survey(*ids, closed_at=NOW if closed else None, asked=9, answered=6, results=results)


def test_who_wrote_is_told_of_the_weeks_of_the_cohort_beside_how_many_there_are() -> None:
    (line,) = trends(FACTS, {0: 1, 1: 2, 2: 3, 99: 1})

    assert (line.line, line.points) == (Line.PARTICIPATION, (Point(1, 2, 3), Point(2, 3, 3)))


def test_the_help_clock_is_the_median_of_a_week_and_counts_only_where_somebody_was_in_touch() -> None:
    cases = (opened(2, 10), opened(3, 30), opened(4, 200), opened(9, 7), opened(10, None))

    (line,) = trends(replace(FACTS, cases=cases), {})

    assert (line.line, line.points) == (Line.HELP, (Point(1, 30, 3), Point(2, 7, 1)))


def test_satisfaction_has_a_point_only_where_the_whole_cohort_may_be_told_of() -> None:
    surveys = (
        pulse(2, Result("", 6, (4.0, 5.0)), Result("g1", 5, (1.0, 1.0))),
        pulse(1, Result("g1", 5, (1.0, 1.0))),
        pulse(3, Result("", 6, (2.0, 2.0)), closed=False),
    )

    (line,) = trends(replace(FACTS, surveys=surveys), {})

    assert (line.line, line.points) == (Line.SATISFACTION, (Point(2, 4.5, 6),))


def test_where_nothing_happened_there_is_no_line() -> None:
    assert trends(FACTS, {}) == ()
