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


@dataclass(frozen=True, slots=True)
class Table:
    """People as columns. `themes` hold what each would count under each theme, in points.

    `shared` has a bit for each stretch of hours: level, word, person; level L is a stretch of L + 1 quarters.
    """

    members: tuple[Member, ...]
    rules: Rules
    themes: "Mapping[Criterion, Floats]"
    shared: "Words"
    knows_hours: "NDArray[np.bool_]"
    apart: "NDArray[np.bool_]"

    def of(self, people: Sequence[int]) -> "Table":
        """Return the table of some of the people only; what their values are measured by stays."""
        return Table(
            tuple(self.members[one] for one in people),
            self.rules,
            {criterion: grid[:, people] for criterion, grid in self.themes.items()},
            self.shared[:, :, people],
            self.knows_hours[people],
            self.apart[people][:, people],
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """What any number of groups (columns) have: members' points added, stretches shared, hours known, people."""

    themes: "Mapping[Criterion, Floats]"
    shared: "Words"
    known: "NDArray[np.int64]"
    size: "NDArray[np.int64]"

    def at(self, column: int) -> "Sums":
        """Return one column, ready to be added to all columns of others."""
        part = {criterion: grid[:, column, None] for criterion, grid in self.themes.items()}
        return Sums(part, self.shared[:, :, column, None], self.known[column, None], self.size[column, None])

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            {criterion: grid + other.themes[criterion] for criterion, grid in self.themes.items()},
            self.shared & other.shared,
            self.known + other.known,
            self.size + other.size,
        )


def single(table: Table) -> Sums:
    """Return everybody as a group of one."""
    import numpy as np

    known = table.knows_hours.astype(np.int64)
    return Sums(table.themes, table.shared, known, np.ones(len(known), dtype=np.int64))


def together(table: Table, groups: Sequence[Sequence[int]]) -> Sums:
    """Return groups of people given by their columns; in an empty group everything is shared."""
    import numpy as np

    def added(grid: "Floats") -> "Floats":
        found = np.empty((len(grid), len(groups)))
        for column, group in enumerate(groups):
            grid[:, group].sum(axis=1, out=found[:, column])
        return found

    shared = np.empty((*table.shared.shape[:2], len(groups)), dtype=np.uint64)
    for column, group in enumerate(groups):
        np.bitwise_and.reduce(table.shared[:, :, group], axis=2, out=shared[:, :, column])
    return Sums(
        {criterion: added(grid) for criterion, grid in table.themes.items()},
        shared,
        np.array([int(table.knows_hours[group].sum()) for group in groups], dtype=np.int64),
        np.array([len(group) for group in groups], dtype=np.int64),
    )


def values(sums: Sums, rules: Rules) -> "dict[Criterion, Floats]":
    """Return each criterion's points for every group, all people's added up."""
    return {Criterion.HOURS: _hours(sums, level(sums)), **_themed(sums, rules)}


def _hours(sums: Sums, length: "NDArray[np.int64]") -> "Floats":
    weight = WEIGHTS[Criterion.HOURS]
    found: Floats = sums.known * (length * (weight / LEVELS)) + (sums.size - sums.known) * (weight * UNKNOWN)
    return found


def _themed(sums: Sums, rules: Rules) -> "dict[Criterion, Floats]":
    found = {criterion: sums.themes[criterion].max(axis=0) for criterion in THEMED}
    found[Criterion.AFFINITY] = _not_alone(sums.themes[Criterion.AFFINITY])
    if rules.stages is Stages.MIXED:
        found[Criterion.STAGE] = _mixed(sums)
    return found


def scores(sums: Sums, rules: Rules) -> "Floats":
    """Return the points of every group, 0 to 100; below 0 where people's hours have nothing in common."""
    import numpy as np

    length, themes = level(sums), _themed(sums, rules)
    found: Floats = sum(themes.values(), _hours(sums, length)) / np.maximum(sums.size, 1)
    if not rules.meets:
        return found
    return np.where((sums.known > 0) & (length == 0), -1.0, found)


def level(sums: Sums) -> "NDArray[np.int64]":
    """Return how many quarters in a row everybody who told their hours could begin, up to LEVELS."""
    found: NDArray[np.int64] = (sums.shared != 0).any(axis=1).sum(axis=0)
    return found


def _not_alone(grid: "Floats") -> "Floats":
    """Return what affinity counts: an experience is shared from two people on."""
    import numpy as np

    nobody, best = grid.min(axis=0), grid.max(axis=0)
    found: Floats = np.where(best - nobody < 2 * WEIGHTS[Criterion.AFFINITY], nobody, best)
    return found


def _mixed(sums: Sums) -> "Floats":
    import numpy as np

    grid = sums.themes[Criterion.STAGE]
    share = (grid > 0).sum(axis=0) / np.maximum(np.minimum(sums.size, len(grid)), 1)
    found: Floats = share * sums.size * WEIGHTS[Criterion.STAGE]
    return found
