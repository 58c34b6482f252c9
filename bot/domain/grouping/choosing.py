"""Groups chosen out of a pool: nobody in two, as many people placed as can be, then the worst group, then the mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.grouping.pool import Group, Pool, membership
from bot.domain.grouping.rules import Sizes

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

    from bot.domain.grouping.scoring import Floats

NODES = 300
PLACE = 1_000.0
"""What a place for one person counts beside the points of a whole group."""
HALF = 0.5
ANY = 10.0
"""A gap so large that the first groups found will do."""
SURE = 0.55
"""A group of which a mixture wants so much is chosen."""


class Chooser:
    """Chooses out of a pool by whole-number programming; `is_proved` turns false when it gave up looking for better."""

    def __init__(self, pool: Pool, people: int, sizes: Sizes) -> None:
        self._pool, self._people, self._sizes = pool, people, sizes
        self.is_proved = True

    def most_placed(self) -> int:
        """Return how many people the pool's groups can place at once."""
        import numpy as np

        groups = self._pool.above(0.0)
        chosen = self._solve(groups, np.array([float(len(group)) for group in groups]), 0)
        return sum(len(group) for group in chosen or ())

    def best_worst(self, placed: int, floor: float, most: float) -> float:
        """Return the most points the worst group can have, from `floor`, known to be possible, to `most`, a bound."""
        import numpy as np

        levels = np.unique(self._pool.points(self._pool.above(floor)))
        levels = levels[levels <= most]
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            groups = self._pool.above(float(levels[middle]))
            chosen = self._solve(groups, self._pool.points(groups), placed, None, ANY)
            if chosen is None:
                high = middle - 1
            else:
                low = int(np.searchsorted(levels, self._pool.points(chosen).min()))
        return float(levels[low])

    def best_mean(self, placed: int, floor: float) -> list[Group]:
        """Return the groups with the best mean when none has less than `floor`; empty when none are found."""
        groups = self._pool.above(floor)
        points = self._pool.points(groups)
        found: list[tuple[float, list[Group]]] = []
        for count in self._sizes.counts(placed):
            chosen = self._solve(groups, points, placed, count)
            if chosen:
                found.append((float(self._pool.points(chosen).mean()), chosen))
        return max(found, key=lambda one: one[0], default=(0.0, []))[1]

    def _solve(
        self, groups: list[Group], worth: "Floats", placed: int, count: int | None = None, gap: float = 0.0
    ) -> list[Group] | None:
        import numpy as np
        from scipy.optimize import Bounds, milp

        if not groups:
            return None
        found = milp(
            -worth,
            constraints=self._limits(groups, placed, count),
            integrality=np.ones(len(groups)),
            bounds=Bounds(0, 1),
            options={"node_limit": NODES, "mip_rel_gap": gap},
        )
        self.is_proved &= found.status in (0, 2)
        return None if found.x is None else [groups[at] for at in np.flatnonzero(found.x > HALF)]

    def _limits(self, groups: list[Group], placed: int, count: int | None) -> "list[LinearConstraint]":
        import numpy as np
        from scipy.optimize import LinearConstraint

        once = LinearConstraint(membership(groups, self._people), -np.inf, 1)
        size = LinearConstraint(np.array([[float(len(group)) for group in groups]]), placed, np.inf)
        number = [LinearConstraint(np.ones((1, len(groups))), count, count)] if count else []
        return [once, size, *number]


@dataclass(frozen=True, slots=True)
class Shared:
    """Shares of groups that place the most people, and what one more place would be worth for each person."""

    shares: "Floats"
    prices: "Floats"


def dived(pool: Pool, people: int, floor: float, mean: float) -> list[Group]:
    """Return groups chosen one after the other, each time those a mixture of the pool's groups wants most.

    Who is left over is for others to place. `mean` is what a mean can be, so that more groups are not better as such.
    """
    import numpy as np

    groups, chosen = pool.above(floor), list[Group]()
    while groups:
        shares = shared_out(groups, pool, people, mean).shares
        taken = set[int]()
        for at in np.argsort(-shares, kind="stable"):
            if shares[at] < min(SURE, shares.max()) - 1e-6:
                break
            if taken.isdisjoint(groups[at]):
                taken |= set(groups[at])
                chosen.append(groups[at])
        groups = [group for group in groups if taken.isdisjoint(group)]
    return chosen


def shared_out(groups: list[Group], pool: Pool, people: int, mean: float) -> Shared:
    """Return the shares of groups that place the most people; points beyond `mean` decide between as many.

    Interior points take half the time of the simplex here, and a third more where groups are generated.
    """
    import numpy as np
    from scipy.optimize import linprog

    worth = np.array([len(group) for group in groups]) * PLACE + pool.points(groups) - mean
    found = linprog(-worth, membership(groups, people), np.ones(people), bounds=(0, None), method="highs-ipm")
    return Shared(found.x, -found.ineqlin.marginals - PLACE)


def placeable(pool: Pool, people: int, floor: float) -> float:
    """Return how many people a mixture of the pool's groups that have at least `floor` can place."""
    groups = pool.above(floor)
    shares = shared_out(groups, pool, people, 0.0).shares if groups else ()
    return float(sum(share * len(group) for share, group in zip(shares, groups, strict=True)))
