"""Groups that could be, with their points: what good proposals are put together from."""

from collections.abc import Iterable
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from bot.domain.grouping.scoring import Table, scores, together

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix

    from bot.domain.grouping.scoring import Floats

MOST_TRIED = 13_000
"""So many groups are all tried one by one: 18 people in groups of 4 or 5."""

EXACT = 1e-7

Group = tuple[int, ...]


class Pool:
    """Groups that keep every rule, each once, with their points, in the order in which they came."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._points: dict[Group, float] = {}

    def add(self, groups: Iterable[Iterable[int]], prices: "Floats | None" = None, level: float = float("-inf")) -> int:
        """Take up groups that keep every rule; return how many are new.

        Only those count that have more than `level` points beyond their people's prices.
        """
        named = dict.fromkeys(tuple(sorted(group)) for group in groups)
        new = [group for group in named if group not in self._points]
        new = [group for group in new if not self._table.apart[list(group)][:, list(group)].any()]
        if not new:
            return 0
        points = scores(together(self._table.each, new), self._table.rules)
        found = {group: float(value) for group, value in zip(new, points, strict=True) if value >= 0}
        if prices is not None:
            found = {
                group: value for group, value in found.items() if value - prices[list(group)].sum() > level + EXACT
            }
        self._points |= found
        return len(found)

    def above(self, floor: float) -> list[Group]:
        """Return the groups that have at least so many points."""
        return [group for group, points in self._points.items() if points >= floor]

    def points(self, groups: Iterable[Group]) -> "Floats":
        """Return the points of groups."""
        import numpy as np

        return np.array([self._points[group] for group in groups], dtype=np.float64)

    def __len__(self) -> int:
        return len(self._points)


def everyone(table: Table) -> Pool | None:
    """Return every group there could be, where there are few enough to try them all."""
    people, sizes = len(table.members), table.rules.sizes
    every = range(sizes.least, sizes.most + 1)
    if sum(comb(people, size) for size in every) > MOST_TRIED:
        return None
    pool = Pool(table)
    pool.add(group for size in every for group in combinations(range(people), size))
    return pool


def membership(groups: list[Group], people: int) -> "csc_matrix":
    """Return who (row) is in which group (column)."""
    import numpy as np
    from scipy.sparse import csc_matrix

    rows: NDArray[np.int64] = np.concatenate([np.array(group) for group in groups])
    columns = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return csc_matrix((np.ones(len(rows)), (rows, columns)), shape=(people, len(groups)))
