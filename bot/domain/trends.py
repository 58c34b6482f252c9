"""Three more lines of a cohort, week by week: who wrote, how fast a person was there, how satisfied people are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from bot.domain.figures.facts import Facts
from bot.domain.schedule import local_date
from bot.domain.surveys import SurveyKind


class Line(StrEnum):
    """What a line is of. The values stand in addresses."""

    PARTICIPATION = "participation"
    HELP = "help"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a week (or the number of a survey); `of` is the whole, where there is one."""

    at: int
    value: float
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One line, in the order of its weeks."""

    line: Line
    points: tuple[Point, ...]


def trends(facts: Facts, writers: Mapping[int, int], of: int | None = None) -> tuple[Trend, ...]:
    """Return the lines that there is anything to say about. `writers` is how many learners wrote, by week.

    `of`: how many learners there are, where `facts` do not hold them.
    """
    learners = len(facts.learners) if of is None else of
    wrote = tuple(Point(week, n, learners) for week, n in sorted(writers.items()) if facts.cohort.has_week(week))
    found = (
        Trend(Line.PARTICIPATION, wrote),
        Trend(Line.HELP, _help(facts)),
        Trend(Line.SATISFACTION, _satisfaction(facts)),
    )
    return tuple(trend for trend in found if trend.points)


def _help(facts: Facts) -> tuple[Point, ...]:
    """Return the median minutes until a person was in touch, of the cases that opened in a week."""
    minutes: dict[int, list[float]] = {}
    for each in facts.cases:
        if each.times.contact_after is not None:
            week = facts.cohort.week(local_date(each.times.since, facts.cohort.timezone))
            minutes.setdefault(week, []).append(each.times.contact_after.total_seconds() / 60)
    return tuple(Point(week, round(median(found), 1), len(found)) for week, found in sorted(minutes.items()))


def _satisfaction(facts: Facts) -> tuple[Point, ...]:
    """Return the mean of each pulse of the whole cohort; where too few answered there is no result, so no point."""
    pulses = [(each, each.result()) for each in facts.surveys if each.kind is SurveyKind.PULSE and each.closed_at]
    found = [
        Point(survey.number, round(sum(result.means) / len(result.means), 2), survey.answered)
        for survey, result in pulses
        if result is not None and result.means
    ]
    return tuple(sorted(found, key=lambda point: point.at))
