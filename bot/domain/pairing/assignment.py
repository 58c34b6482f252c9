"""The best whole: each learner at most one mentor, each mentor at most their capacity, the sum as large as can be.

scipy finds the assignment; prices of mentors' places, found apart from it, prove that no other is better.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.int64]
    Chosen = NDArray[np.int64]

NOBODY = -1


def best(points: "Points", capacities: Sequence[int]) -> "Chosen":
    """Return each row's column, or NOBODY. `points` are not negative; 0 stands for a pair that may not be."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    free = np.minimum(np.array(capacities, dtype=np.int64), len(points))
    places = np.repeat(np.arange(len(capacities)), free)
    chosen = np.full(len(points), NOBODY, dtype=np.int64)
    if len(places) and len(points):
        rows, columns = linear_sum_assignment(points[:, places], maximize=True)
        chosen[rows] = places[columns]
        chosen[rows[points[rows, chosen[rows]] == 0]] = NOBODY
    return chosen


def bound(points: "Points", capacities: Sequence[int], chosen: "Chosen") -> int:
    """Return a total that no assignment exceeds; it equals that of `chosen` exactly when that one is optimal.

    By duality: whatever prices places have, every total is at most the prices of all places plus what each learner
    could gain at those prices. The prices are the least that leave nobody wishing for another mentor.
    """
    import numpy as np

    prices = _prices(points, chosen)
    gains = np.maximum(0, (points - prices[None, :]).max(axis=1, initial=0))
    return int(gains.sum() + (prices * np.asarray(capacities, dtype=np.int64)).sum())


def _prices(points: "Points", chosen: "Chosen") -> "NDArray[np.int64]":
    import numpy as np

    mentors = points.shape[1]
    prices = np.zeros(mentors, dtype=np.int64)
    wishes = np.full((mentors, mentors), np.iinfo(np.int64).min // 4)
    for mentor in range(mentors):
        rows = np.flatnonzero(chosen == mentor)
        if len(rows):
            wishes[mentor] = (points[rows] - points[rows, mentor][:, None]).max(axis=0)
    alone = points[chosen == NOBODY].max(axis=0, initial=0)
    for _ in range(mentors + 1):  # longest paths: without a better assignment there is no cycle to go round
        raised = np.maximum(alone, np.maximum(prices, (wishes + prices[:, None]).max(axis=0, initial=0)))
        if np.array_equal(raised, prices):
            break
        prices = raised
    return prices
