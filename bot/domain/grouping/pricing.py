"""The best group there could be when every person has a price, with the proof that none is better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from bot.domain.grouping.scoring import Table
from bot.domain.grouping.stretches import Choices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.grouping.scoring import Floats

    People = NDArray[np.int64]

LOOKED_AT = 1_500
"""Choices of themes whose best group is looked for one by one when their best people may not be together."""
MOST_GROUPS = 400
"""Groups that are worth adding at once, from as many choices of themes."""
PROMISING, AT_LEAST = 5, 25
"""Choices of themes whose best group is looked for: of each choice of hours, experience and size, and of all."""
EXACT = 1e-7
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Priced:
    """What holds at given prices: no group has more than `most` points beyond its people's prices.

    `groups` are the best of each choice of hours and experience, worth adding to a pool.
    """

    most: float
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One choice of themes for one size, and a total that no group of it exceeds."""

    choices: Choices
    size: int
    row: int
    total: float


def priced(table: Table, every: Sequence[Choices], prices: "Floats") -> Priced:
    """Return the most any group has beyond its people's prices."""
    import numpy as np

    best, groups = NEVER, []
    totals = {key: _tops(key[0], prices, key[1])[0] for key in _sized(table, every)}
    promising = max(PROMISING, AT_LEAST // max(len(totals), 1))
    firsts = [
        _Row(*key, int(row), float(found[row]))
        for key, found in totals.items()
        for row in np.argsort(-found, kind="stable")[:promising]
    ]
    for first in sorted(firsts, key=lambda row: -row.total)[:MOST_GROUPS]:
        value, group = _best(table, first, prices, NEVER)
        if group:
            groups.append(group)
        best = max(best, value)
    rows = [
        _Row(*key, int(row), float(found[row])) for key, found in totals.items() for row in (found > best).nonzero()[0]
    ]
    most, better = _proved(table, rows, prices, best)
    return Priced(most, (*groups, *better))


def _sized(table: Table, every: Sequence[Choices]) -> Iterator[tuple[Choices, int]]:
    for choices in every:
        for size in range(table.rules.sizes.least, min(table.rules.sizes.most, len(choices.people)) + 1):
            yield choices, size


def _proved(table: Table, rows: list[_Row], prices: "Floats", best: float) -> tuple[float, list[tuple[int, ...]]]:
    """Return the most over rows that could be better than the best so far, and the groups that were found so."""
    rows.sort(key=lambda row: -row.total)
    first, groups = best, list[tuple[int, ...]]()
    for row in rows[:LOOKED_AT]:
        if row.total <= best:
            break
        value, group = _best(table, row, prices, first)
        best = max(best, value)
        if group:
            groups.append(group)
    rest = rows[LOOKED_AT].total if len(rows) > LOOKED_AT else best
    return max(best, rest) + EXACT, groups


def reach(table: Table, every: Sequence[Choices]) -> "Floats":
    """Return for each person a number of points that no group with them exceeds; without end below where none is."""
    import numpy as np

    found = np.full(len(table.members), NEVER)
    nothing = np.zeros(len(table.members))
    for choices, size in _sized(table, every):
        totals, least = _tops(choices, nothing, size)
        each = (totals - least)[:, None] + np.minimum(choices.points / size, least[:, None])
        found[choices.people] = np.maximum(found[choices.people], each.max(axis=0))
    return found


def _tops(choices: Choices, prices: "Floats", size: int) -> "tuple[Floats, Floats]":
    """Return for each row the total of the best people, and what the least of them counts; wishes left out."""
    import numpy as np

    gains = choices.points / size - prices[choices.people]
    if choices.sharing is None:
        top = _largest(gains, size)
        return top.sum(axis=1), top.min(axis=1)
    sharing = gains[:, choices.sharing]
    two = choices.sharing[np.argpartition(sharing, len(choices.sharing) - 2, axis=1)[:, -2:]]
    pair = np.take_along_axis(gains, two, axis=1)
    np.put_along_axis(gains, two, NEVER, axis=1)
    rest = _largest(gains, size - 2) if size > 2 else np.zeros((len(gains), 1))
    return pair.sum(axis=1) + rest.sum(axis=1), np.minimum(pair.min(axis=1), rest.min(axis=1))


def _largest(gains: "Floats", count: int) -> "Floats":
    import numpy as np

    width = gains.shape[1]
    return gains if count == width else np.partition(gains, width - count, axis=1)[:, width - count :]


def _best(table: Table, row: _Row, prices: "Floats", floor: float) -> tuple[float, tuple[int, ...]]:
    """Return the best group of one choice of themes that keeps all wishes, if it has more than `floor`."""
    people = row.choices.people
    gains = row.choices.points[row.row] / row.size - prices[people]
    search = _Search(table, people, gains, floor)
    if row.choices.sharing is None:
        search.fill([], _by_gain(gains), row.size, 0.0)
    else:
        for pair in combinations(_by_gain(gains, row.choices.sharing), 2):
            search.begin(pair, row.size)
    return search.best, search.group


def _by_gain(gains: "Floats", among: "People | None" = None) -> list[int]:
    import numpy as np

    positions = np.arange(len(gains)) if among is None else among
    return [int(one) for one in positions[np.argsort(-gains[positions], kind="stable")]]


class _Search:
    """Looks for the people who gain most together, the most promising first; what cannot win is not looked at."""

    def __init__(self, table: Table, people: "People", gains: "Floats", floor: float) -> None:
        self._people, self._apart = people, table.apart[people]
        self._gains: list[float] = gains.tolist()
        self._order = _by_gain(gains)
        self.best = floor
        self.group: tuple[int, ...] = ()

    def begin(self, pair: tuple[int, ...], size: int) -> None:
        """Look at groups with two people in them."""
        one, other = pair
        total, people = self._gains[one] + self._gains[other], self._people
        if self._apart[one, people[other]] or total + self._most(self._order, size - 2) <= self.best:
            return
        foes = (self._apart[one] | self._apart[other])[people].tolist()
        self.fill([one, other], [p for p in self._order if p not in pair and not foes[p]], size - 2, total)

    def _most(self, ordered: Sequence[int], count: int) -> float:
        return sum(self._gains[one] for one in ordered[:count])

    def fill(self, chosen: list[int], allowed: Sequence[int], need: int, total: float) -> None:
        """Look at groups of the chosen and so many more of the allowed, who stand by what they gain."""
        if not need:
            if total > self.best:
                self.best, self.group = total, tuple(int(self._people[one]) for one in chosen)
            return
        for at in range(len(allowed) - need + 1):
            one = allowed[at]
            if total + self._most(allowed[at : at + need], need) <= self.best:
                return
            foes = self._apart[one][self._people].tolist()
            rest = [p for p in allowed[at + 1 :] if not foes[p]] if any(foes) else allowed[at + 1 :]
            self.fill([*chosen, one], rest, need - 1, total + self._gains[one])
