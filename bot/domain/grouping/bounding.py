"""How good groups can be at all: numbers that no proposal exceeds which places as many people.

Whatever prices people have, the mean of any groups is at most what the best group has beyond its people's prices, and
the prices of those who are placed, shared among the groups. Column generation finds prices that make this tight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.grouping.choosing import shared_out
from bot.domain.grouping.pool import Pool, membership
from bot.domain.grouping.pricing import priced
from bot.domain.grouping.rules import Sizes
from bot.domain.grouping.scoring import Table
from bot.domain.grouping.stretches import Choices

if TYPE_CHECKING:
    from bot.domain.grouping.scoring import Floats

ROUNDS = 64
FILLS = 10
NEAR = 1.005
"""So near to what a mixture of known groups reaches, the bound is good enough."""
SMOOTH = 0.3
"""How much of the best prices so far is kept, so that prices do not jump about."""
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Mixture:
    """The best shares of known groups. A group would help that has more than `level` points beyond its prices."""

    mean: float
    prices: "Floats"
    level: float


def worst_bound(reach: "Floats", placed: int) -> float:
    """Return what the worst group cannot exceed: the reach of whoever among those placed reaches least."""
    import numpy as np

    return float(np.sort(reach)[::-1][placed - 1]) if placed else 0.0


def mean_bound(reach: "Floats", sizes: Sizes, placed: int) -> float:
    """Return what the mean cannot exceed, from everybody's reach alone: people of small groups count for more in it."""
    import numpy as np

    ordered = np.sort(reach)[::-1]
    found = 0.0
    for people in range(placed, len(reach) + 1):
        for groups in sizes.counts(people):
            weights = np.full(people, 1 / sizes.most)
            spare = groups - people / sizes.most
            step = 1 / sizes.least - 1 / sizes.most
            whole = min(people, int(spare / step)) if step else 0
            weights[:whole] += step
            if whole < people:
                weights[whole] += spare - whole * step
            found = max(found, float((ordered[:people] * weights).sum()) / groups)
    return min(found, FULL)


def priced_bound(most: float, prices: "Floats", sizes: Sizes, placed: int) -> float:
    """Return what the mean cannot exceed, when no group has more than `most` beyond its people's prices."""
    import numpy as np

    sums = np.cumsum(np.sort(prices)[::-1])
    shares = [sums[people - 1] / groups for people in range(placed, len(prices) + 1) for groups in sizes.counts(people)]
    return float(most + max(shares))


def generate(table: Table, every: Sequence[Choices], pool: Pool, placed: int) -> float:
    """Add groups to the pool that make better means possible; return a bound on the mean, the least of all rounds."""
    import numpy as np

    sizes = table.rules.sizes
    bound, best, smooth = FULL, np.zeros(len(table.members)), 0.0
    for _ in range(ROUNDS):
        mixture = mix(pool, table, placed)
        prices = smooth * best + (1 - smooth) * mixture.prices
        found = priced(table, every, prices)
        ours = priced_bound(found.most, prices, sizes, placed)
        added = pool.add(found.groups, mixture.prices, mixture.level)
        is_done = not (added or smooth)
        smooth = SMOOTH if ours < bound else 0.0
        if ours < bound:
            bound, best = ours, prices
        if is_done or bound <= NEAR * mixture.mean:
            break
    return bound


def fill(table: Table, every: Sequence[Choices], pool: Pool) -> None:
    """Add groups to the pool that make it possible to place more people."""
    for _ in range(FILLS):
        prices = shared_out(pool.above(0.0), pool, len(table.members), 0.0).prices
        if not pool.add(priced(table, every, prices).groups, prices, 0.0):
            break


def mix(pool: Pool, table: Table, placed: int) -> Mixture:
    """Return the best mean of shares of the pool's groups that place so many people."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csc_matrix, hstack

    groups, people = pool.above(0.0), len(table.members)
    counts = [k for several in range(placed, people + 1) for k in table.rules.sizes.counts(several)]
    rows = hstack([membership(groups, people), csc_matrix(-np.ones((people, 1)))]).tocsc()
    sums = np.array([[*(len(group) for group in groups), -placed], [*(1 for _ in groups), 0]], dtype=np.float64)
    shares = [(0, None)] * len(groups) + [(1 / max(counts), 1 / min(counts))]
    worth = np.append(-pool.points(groups), 0)
    found = linprog(worth, rows, np.zeros(people), sums, [0, 1], shares, method="highs")
    marginals = found.eqlin.marginals
    return Mixture(-found.fun, -(found.ineqlin.marginals + marginals[0]), -marginals[1])
