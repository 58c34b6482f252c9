"""The best whole: each learner at most one mentor, each mentor at most their capacity, the sum as large as can be.

scipy finds the assignment among each learner's best mentors; prices of mentors' places then prove that among all of
them no other is better, or name those that were missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.pairing.worth import NOBODY, Worth

if TYPE_CHECKING:
    from bot.domain.pairing.columns import Numbers

TOP = 30
"""Mentors looked at for each learner at first, and so many more each time the proof wants others.

With fewer, ten thousand learners often need a second look; with more, each look takes longer.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Each row's column, or NOBODY, and a total that no assignment exceeds; the optimum is proved if they are equal."""

    chosen: "Numbers"
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs that are looked at, by row, and what they are worth."""

    rows: "Numbers"
    columns: "Numbers"
    worth: "Numbers"


def best(worth: Worth, capacities: Sequence[int], top: int = TOP) -> Best:
    """Return the assignment of the largest total, with its proof."""
    import numpy as np

    places = np.minimum(np.asarray(capacities, dtype=np.int64), worth.rows)
    known, prices = np.empty(0, dtype=np.int64), np.zeros(worth.columns, dtype=np.int64)
    while True:
        rows, columns = worth.tops(prices, top)
        found = rows * worth.columns + columns
        more = np.union1d(known, found) if len(known) else found
        pairs = _pairs(worth, more)
        chosen = _matched(pairs, places, worth.rows)
        prices = _prices(pairs, chosen, worth.columns)
        bound = worth.most(prices) + int((prices * places).sum())
        if bound == _total(worth, chosen) or len(more) == len(known):
            return Best(chosen, bound)
        known = more


def _pairs(worth: Worth, numbers: "Numbers") -> _Pairs:
    rows, columns = numbers // max(worth.columns, 1), numbers % max(worth.columns, 1)
    return _Pairs(rows, columns, worth.of(rows, columns))


def _total(worth: Worth, chosen: "Numbers") -> int:
    rows = (chosen != NOBODY).nonzero()[0]
    return int(worth.of(rows, chosen[rows]).sum())


def _matched(pairs: _Pairs, places: "Numbers", rows: int) -> "Numbers":
    """Return each row's column, or NOBODY: beside all places of mentors, each row has one that is worth nothing."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    everybody, first = np.arange(rows), np.append(0, np.cumsum(places))
    who = np.append(pairs.rows, everybody)
    order = np.argsort(who, kind="stable")
    copies = np.append(places[pairs.columns], np.ones_like(everybody))[order]
    begins = np.append(first[pairs.columns], first[-1] + everybody)[order]
    costs = pairs.worth.max(initial=0) + 1.0 - np.append(pairs.worth, np.zeros_like(everybody))[order]
    ends = np.cumsum(copies)
    column = np.arange(copies.sum()) + np.repeat(begins - ends + copies, copies)
    row_ends = np.append(0, ends)[np.append(0, np.cumsum(np.bincount(who, minlength=rows)))]
    shape = (rows, int(first[-1]) + rows)
    graph = csr_array((np.repeat(costs, copies), column, row_ends), shape=shape)
    owners = np.append(np.repeat(np.arange(len(places)), places), np.full(rows, NOBODY))
    chosen: Numbers = owners[min_weight_full_bipartite_matching(graph)[1]]
    return chosen


def _prices(pairs: _Pairs, chosen: "Numbers", columns: int) -> "Numbers":
    """Return the least prices at which nobody wishes for another of the pairs that were looked at.

    By duality, whatever prices places have, every total is at most the prices of all places plus what each learner
    could gain at those prices. These prices make that tight.
    """
    import numpy as np

    order = np.argsort(pairs.columns, kind="stable")
    rows, column, worth = pairs.rows[order], pairs.columns[order], pairs.worth[order]
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    mine = np.zeros(len(chosen), dtype=np.int64)
    taken = chosen[rows] == column
    mine[rows[taken]] = worth[taken]
    prices = np.zeros(columns + 1, dtype=np.int64)  # the last one is nobody's, and stays 0
    for _ in range(columns + 1):  # longest paths: without a better assignment there is no cycle to go round
        raised = prices.copy()
        if len(starts):
            wished = np.maximum.reduceat(worth - (mine - prices[chosen])[rows], starts)
            raised[column[starts]] = np.maximum(prices[column[starts]], wished)
        if np.array_equal(raised, prices):
            break
        prices = raised
    return prices[:-1]
