"""How good a group is: what its people have in common, each criterion worth its points, any number of groups at once.

A criterion looks for the one theme that serves the group best (a language, a goal, a stage, a stretch of hours) and
counts for how many it holds. So every value can be said in a sentence, and the best group for given themes is a
matter of sorting, which is what the bounds rest on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.grouping.people import Member
from bot.domain.grouping.rules import Rules, Stages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Words = NDArray[np.uint64]


class Criterion(StrEnum):
    """What speaks for a group."""

    HOURS = "hours"
    GOALS = "goals"
    STAGE = "stage"
    LANGUAGE = "language"
    AFFINITY = "affinity"


WEIGHTS: Mapping[Criterion, int] = {
    Criterion.HOURS: 30,
    Criterion.GOALS: 25,
    Criterion.STAGE: 20,
    Criterion.LANGUAGE: 15,
    Criterion.AFFINITY: 10,
}
"""Points for a criterion that is wholly met; 100 in all."""

UNKNOWN = 0.5
"""What a criterion counts for somebody who said nothing about it."""
LEVELS = 5
"""So many quarters of an hour in a row in which everybody could begin are as good as more: an hour of leeway."""
FAR = 3
"""Stages so far from the group's own count nothing."""
THEMED = (Criterion.GOALS, Criterion.STAGE, Criterion.LANGUAGE, Criterion.AFFINITY)
"""Criteria that look for one theme; affinity stands last."""


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What any number of groups (columns) have: members' points added, stretches shared, hours known, people.

    `themes` are those of all criteria below each other, `places` those of each of `THEMED` among them. `shared` has a
    bit for each stretch of hours: level, word, column; level L is a stretch of L + 1 quarters.
    """

    themes: "Floats"
    places: Mapping[Criterion, slice]
    shared: "Words"
    known: "NDArray[np.int64]"
    size: "NDArray[np.int64]"

    def at(self, columns: "Sequence[int] | slice") -> "Sums":
        """Return some columns."""
        shared, known, size = self.shared[:, :, columns], self.known[columns], self.size[columns]
        return Sums(self.themes[:, columns], self.places, shared, known, size)

    def one(self, column: int) -> "Sums":
        """Return one column, ready to be added to all columns of others."""
        return self.at(slice(column, column + 1))

    def of(self, criterion: Criterion) -> "Floats":
        """Return the themes of a criterion of `THEMED`."""
        return self.themes[self.places[criterion]]

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.themes + other.themes,
            self.places,
            self.shared & other.shared,
            self.known + other.known,
            self.size + other.size,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """People as columns: each a group of one, in points they would count under each theme; and whom they avoid."""

    members: tuple[Member, ...]
    rules: Rules
    each: Sums
    apart: "NDArray[np.bool_]"

    def of(self, people: Sequence[int]) -> "Table":
        """Return the table of some of the people only; what their values are measured by stays."""
        members = tuple(self.members[one] for one in people)
        return Table(members, self.rules, self.each.at(people), self.apart[people][:, people])


def together(each: Sums, groups: Sequence[Sequence[int]]) -> Sums:
    """Return groups of people given by their columns in `each`; in an empty group everything is shared."""
    import numpy as np

    count = len(groups)
    themes, known = np.zeros((len(each.themes), count)), np.zeros(count, dtype=np.int64)
    shared = np.full((*each.shared.shape[:2], count), ~np.uint64(0))
    size = np.array([len(group) for group in groups], dtype=np.int64)
    for people in sorted({len(group) for group in groups} - {0}):
        at = (size == people).nonzero()[0]
        who = np.array([groups[column] for column in at])
        themes[:, at] = each.themes[:, who].sum(axis=2)
        shared[:, :, at] = np.bitwise_and.reduce(each.shared[:, :, who], axis=3)
        known[at] = each.known[who].sum(axis=1)
    return Sums(themes, each.places, shared, known, size)


def values(sums: Sums, rules: Rules) -> "dict[Criterion, Floats]":
    """Return each criterion's points for every group, all people's added up."""
    return {Criterion.HOURS: _hours(sums, level(sums)), **dict(zip(THEMED, _themed(sums, rules), strict=True))}


def _hours(sums: Sums, length: "NDArray[np.int64]") -> "Floats":
    weight = WEIGHTS[Criterion.HOURS]
    found: Floats = sums.known * (length * (weight / LEVELS)) + (sums.size - sums.known) * (weight * UNKNOWN)
    return found


def _themed(sums: Sums, rules: Rules) -> "Floats":
    """Return what the theme that serves a group best counts, for each criterion of `THEMED` (rows)."""
    import numpy as np

    found: Floats = np.empty((len(THEMED), sums.themes.shape[1]))
    for row, criterion in enumerate(THEMED):
        np.maximum.reduce(sums.of(criterion), axis=0, out=found[row])
    found[-1] = _not_alone(sums.of(Criterion.AFFINITY), found[-1])
    if rules.stages is Stages.MIXED:
        found[THEMED.index(Criterion.STAGE)] = _mixed(sums.of(Criterion.STAGE), sums.size)
    return found


def scores(sums: Sums, rules: Rules) -> "Floats":
    """Return the points of every group, 0 to 100; below 0 where people's hours have nothing in common."""
    import numpy as np

    length = level(sums)
    found: Floats = (_themed(sums, rules).sum(axis=0) + _hours(sums, length)) / np.maximum(sums.size, 1)
    if not rules.meets:
        return found
    return np.where((sums.known > 0) & (length == 0), -1.0, found)


def level(sums: Sums) -> "NDArray[np.int64]":
    """Return how many quarters in a row everybody who told their hours could begin, up to LEVELS."""
    found: NDArray[np.int64] = (sums.shared != 0).any(axis=1).sum(axis=0)
    return found


def _not_alone(grid: "Floats", best: "Floats") -> "Floats":
    """Return what affinity counts: an experience is shared from two people on."""
    import numpy as np

    if len(grid) == 1:  # nobody named one
        return best
    nobody = grid.min(axis=0)
    found: Floats = np.where(best - nobody < 2 * WEIGHTS[Criterion.AFFINITY], nobody, best)
    return found


def _mixed(grid: "Floats", size: "NDArray[np.int64]") -> "Floats":
    import numpy as np

    share = (grid > 0).sum(axis=0) / np.maximum(np.minimum(size, len(grid)), 1)
    found: Floats = share * size * WEIGHTS[Criterion.STAGE]
    return found
