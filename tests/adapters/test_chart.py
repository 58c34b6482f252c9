"""The chart of a cohort, as far as words in it can tell."""

import re

from adapters.chart import LIGHT, vector
from bot.domain.figures import Cut, Figure, Measure


def weeks_of(last: int) -> list[str]:
    """The numbers below the chart of a cohort that has got so far."""
    figures = tuple(Figure(Measure.CHECK_INS, Cut.WEEK, str(week), 3, 4) for week in range(1, last + 1))
    drawn = vector(figures, "Check-ins", LIGHT).decode()
    axis = drawn.partition('id="matplotlib.axis_1"')[2].partition('id="matplotlib.axis_2"')[0]
    return re.findall(r">([\d.\N{MINUS SIGN}]+)</text>", axis)


def test_weeks_are_whole_from_the_first_on() -> None:
    assert weeks_of(1) == ["1"]
    assert weeks_of(3) == ["1", "2", "3"]
