"""Every choice of themes a group can have: a stretch of hours, and for it each goal, stage, language and experience.

For a given choice everybody counts a fixed number of points, so that the best group is a matter of sorting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.grouping.rules import Stages
from bot.domain.grouping.scoring import LEVELS, THEMED, UNKNOWN, WEIGHTS, Criterion, Table
from bot.domain.grouping.table import distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.grouping.scoring import Floats

    People = NDArray[np.int64]

MOST_CELLS = 20_000_000
"""Choices of themes times people that are looked at one by one; beyond it, a criterion counts fully for everybody."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """People who share a stretch of hours, and what each counts under every choice of the other themes (rows).

    Of `sharing`, positions in `people`, a group needs two, since an experience is shared from two people on.
    """

    people: "People"
    points: "Floats"
    sharing: "People | None" = None


def every_choice(table: Table) -> tuple[Choices, ...]:
    """Return all choices of themes by stretch of hours and experience, but for those another one contains."""
    stretches = list(_stretches(table))
    full = _counted_fully(table, sum(len(people) for people, _ in stretches))
    return tuple(choices for people, hours in stretches for choices in _choices(table, people, hours, full))


def _stretches(table: Table) -> "Iterator[tuple[People, Floats]]":
    """Yield who shares each stretch of hours, and what hours count for each; none that another one contains.

    Stretches of too few people are left out.
    """
    import numpy as np

    sets, levels = _sets(table)
    enough = sets.sum(axis=1) >= table.rules.sizes.least
    sets, levels = sets[enough], levels[enough]
    inside = (sets.astype(np.float32) @ sets.T.astype(np.float32)) >= sets.sum(axis=1)[:, None]
    better = inside & (levels[:, None] <= levels[None, :])
    order = np.arange(len(sets))
    superfluous = better & (~better.T | (order[:, None] > order[None, :]))
    np.fill_diagonal(superfluous, val=False)
    weight = WEIGHTS[Criterion.HOURS]
    for row in (~superfluous.any(axis=1)).nonzero()[0]:
        people = sets[row].nonzero()[0]
        yield people, np.where(table.each.known[people] > 0, weight * levels[row] / LEVELS, weight * UNKNOWN)


def _sets(table: Table) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """Return the sets of people who share a stretch, and how long each stretch is."""
    import numpy as np

    found, levels = [], []
    for level in range(LEVELS):
        bits = np.unpackbits(np.ascontiguousarray(table.each.shared[level].T).view(np.uint8), axis=1).T
        found.append(distinct(bits.astype(bool)))
        levels += [level + 1] * len(found[-1])
    if not table.rules.meets:
        found.append(np.ones((1, len(table.members)), dtype=bool))
        levels.append(0)
    return np.concatenate(found), np.array(levels)


def _counted_fully(table: Table, people: int) -> frozenset[Criterion]:
    """Return the criteria that count fully for everybody, since looking at all their choices would take too long."""
    full = {Criterion.STAGE} if table.rules.stages is Stages.MIXED else set[Criterion]()
    for criterion in (Criterion.AFFINITY, Criterion.LANGUAGE, Criterion.STAGE, Criterion.GOALS):
        cells = people
        for other in THEMED:
            cells *= 1 if other in full else len(table.each.of(other))
        if cells <= MOST_CELLS:
            break
        full.add(criterion)
    return frozenset(full)


def _choices(table: Table, people: "People", hours: "Floats", full: frozenset[Criterion]) -> Iterator[Choices]:
    import numpy as np

    points = hours[None, :]
    for criterion in THEMED[:-1]:
        points = _all_sums(points, table.each.of(criterion)[:, people], WEIGHTS[criterion] if criterion in full else 0)
    grid = table.each.of(Criterion.AFFINITY)[:, people]
    if Criterion.AFFINITY in full:
        yield Choices(people, points + WEIGHTS[Criterion.AFFINITY])
        return
    nobody = grid.min(axis=0)
    yield Choices(people, points + nobody)
    for theme in np.unique(grid, axis=0):
        sharing = (theme > nobody).nonzero()[0]
        if len(sharing) > 1:
            yield Choices(people, points + theme, sharing)


def _all_sums(points: "Floats", theirs: "Floats", instead: int) -> "Floats":
    """Return every row of points with every theme added, or with the same for everybody instead."""
    import numpy as np

    if instead:
        return points + instead
    themes = np.unique(theirs, axis=0)
    sums: Floats = (points[:, None, :] + themes[None, :, :]).reshape(-1, points.shape[1])
    return sums
