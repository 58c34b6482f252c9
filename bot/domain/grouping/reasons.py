"""Why somebody found no place, and the least that would have to change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from bot.domain.grouping.rules import Sizes
from bot.domain.grouping.scoring import Table
from bot.domain.grouping.stretches import Choices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOKED_AT = 20_000
"""Groups that are looked at for one person who has no place."""


class Why(StrEnum):
    """Why somebody is in no group."""

    HOURS = "hours"
    WISHES = "wishes"
    SIZES = "sizes"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody in no group.

    `wishes`: the fewest pairs of ids that would have to be together after all. `sizes` would place more, and them.
    """

    member: str
    why: Why
    wishes: tuple[tuple[str, str], ...] = ()
    sizes: Sizes | None = None


def why(table: Table, every: Sequence[Choices], person: int, spare: int) -> Unplaced:
    """Say why a person has no place; `spare` people must be left over by their number alone."""
    id = table.members[person].id
    companies = {tuple(one.people.tolist()): None for one in every if person in one.people}
    if not companies:
        return Unplaced(id, Why.HOURS)
    wishes = _fewest_wishes(table, list(companies), person)
    if wishes:
        return Unplaced(id, Why.WISHES, tuple((table.members[a].id, table.members[b].id) for a, b in wishes))
    return Unplaced(id, Why.SIZES if spare else Why.NEEDED)


def _fewest_wishes(table: Table, companies: Sequence[tuple[int, ...]], person: int) -> tuple[tuple[int, int], ...]:
    """Return the fewest wishes any group with a person would break; none where a group breaks none."""
    fewest: tuple[tuple[int, int], ...] | None = None
    for looked, group in enumerate(_groups(table, companies, person)):
        broken = tuple((a, b) for a, b in combinations(group, 2) if table.apart[a, b])
        if fewest is None or len(broken) < len(fewest):
            fewest = broken
        if not fewest or looked >= LOOKED_AT:
            break
    return fewest or ()


def _groups(table: Table, companies: Sequence[tuple[int, ...]], person: int) -> Iterator[tuple[int, ...]]:
    """Yield groups of the least size with a person, friends of theirs first."""
    for company in companies:
        others = [one for one in company if one != person]
        others.sort(key=lambda one: (bool(table.apart[person, one]), _foes(table, one, company), one))
        for rest in combinations(others, table.rules.sizes.least - 1):
            yield tuple(sorted((person, *rest)))


def _foes(table: Table, one: int, company: tuple[int, ...]) -> int:
    foes: NDArray[np.bool_] = table.apart[one, list(company)]
    return int(foes.sum())
