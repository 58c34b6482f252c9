"""The weeks of a cohort as a picture, as it travels with a message: figures and words, which adapters draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.figures import Cut, Figure, Measure

_DRAWN = (Measure.CHECK_INS, Measure.SESSIONS)
FEWEST = 2
"""One week is a point, not a course of things: the sentence says as much."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Check-ins and sessions week by week. `alternative` says the same in words; `title` is what the file is called."""

    figures: tuple[Figure, ...]
    alternative: str
    title: str
    name: str = "weeks.png"


def drawn(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures that a picture shows; none where there are too few weeks for one."""
    weeks = tuple(figure for figure in figures if figure.cut is Cut.WEEK and figure.measure in _DRAWN)
    return weeks if sum(figure.measure is Measure.CHECK_INS for figure in weeks) >= FEWEST else ()
