"""What is made as large as can be: points first, an unchanged pair as the tie-break; looked at block by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.pairing.columns import BLOCK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.pairing.columns import Numbers

NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Points of rows with columns, and which pairs may be. `before` is each row's column until now, or NOBODY.

    A point counts `scale` times an unchanged pair, which is more than all of those can be.
    """

    points: "NDArray[np.int32]"
    may: "NDArray[np.bool_]"
    before: "Numbers"
    scale: int

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return len(self.points)

    @property
    def columns(self) -> int:
        """Return how many columns there are."""
        return int(self.points.shape[1])

    def of(self, rows: "Numbers", columns: "Numbers") -> "Numbers":
        """Return what single pairs are worth."""
        points = self.points[rows, columns]
        worth: Numbers = points.astype("int64") * self.scale + (self.before[rows] == columns)
        return worth

    def most(self, prices: "Numbers") -> int:
        """Return what all rows together gain at most when columns cost so much, each with its best one or none."""
        return sum(int(gains.max(axis=1, initial=0).sum()) for _, gains in self._gains(prices))

    def tops(self, prices: "Numbers", count: int) -> "tuple[Numbers, Numbers]":
        """Return rows and columns of the pairs that gain most: so many a row, of equal ones each row others."""
        import numpy as np

        count = min(count, self.columns)
        found = []
        for start, gains in self._gains(prices):
            rows = np.arange(start, start + len(gains))[:, None]
            turned = gains * self.columns + (np.arange(self.columns) - rows) % self.columns
            best = np.sort(np.argpartition(turned, self.columns - count, axis=1)[:, self.columns - count :], axis=1)
            may = self.may[rows, best]
            found.append(np.stack([np.broadcast_to(rows, best.shape)[may], best[may]]))
        both = np.concatenate(found, axis=1) if found else np.empty((2, 0), dtype=np.int64)
        return both[0], both[1]

    def _gains(self, prices: "Numbers") -> "Iterator[tuple[int, Numbers]]":
        """Yield blocks of what pairs gain when columns cost so much; below 0 what may not be."""
        import numpy as np

        for start in range(0, self.rows, BLOCK):
            rows = slice(start, start + BLOCK)
            gains = self.points[rows].astype(np.int64) * self.scale - prices
            held = np.flatnonzero(self.before[rows] != NOBODY)
            gains[held, self.before[start + held]] += 1
            gains[~self.may[rows]] = -1
            yield start, gains
