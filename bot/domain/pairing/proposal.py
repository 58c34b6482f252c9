"""A proposal: the pairs with their reasons, who has nobody and why, and the proof that no other is better."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.pairing.assignment import best
from bot.domain.pairing.people import Learner, Mentor
from bot.domain.pairing.scoring import Criterion, Table, score
from bot.domain.pairing.worth import NOBODY, Worth


@dataclass(frozen=True, slots=True)
class Held:
    """A pair that stands already: published ones stay, proposed ones stay where nothing better needs the change."""

    learner: str
    mentor: str
    is_published: bool = True


class Why(StrEnum):
    """Why somebody has no mentor."""

    NO_MENTORS = "no_mentors"
    VETOES = "vetoes"
    HOURS = "hours"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Pair:
    """A learner with their mentor. `points` are 0 to 100, `reasons` add up to them."""

    learner: str
    mentor: str
    points: float
    reasons: dict[Criterion, float]
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A learner without a mentor."""

    learner: str
    why: Why


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs in the order of the learners. `total` and `bound` are points; equal ones prove the optimum."""

    pairs: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    total: float
    bound: float

    @property
    def is_optimal(self) -> bool:
        """Whether it is proved that no other proposal has a larger total."""
        return self.total == self.bound


def propose(
    learners: Sequence[Learner], mentors: Sequence[Mentor], held: Collection[Held] = ()
) -> tuple[Proposal, Table]:
    """Propose pairs: published ones held, then the largest total, then the fewest changes. Also return all scores.

    The same input has the same outcome, whatever the order of people. Held pairs must name people there are.
    """
    table = score(sorted(learners, key=lambda one: one.id), sorted(mentors, key=lambda one: one.id))
    fixed = _places(table, [pair for pair in held if pair.is_published])
    free = [row for row in range(len(table.learners)) if row not in fixed]
    taken = Counter(fixed.values())
    capacities = [max(0, one.capacity - taken[column]) for column, one in enumerate(table.mentors)]
    worth = _worth(table, free, _places(table, [pair for pair in held if not pair.is_published]))
    found = best(worth, capacities)
    chosen = {row: int(column) for row, column in zip(free, found.chosen, strict=True) if column != NOBODY}
    held_points = sum(int(table.points[row, column]) for row, column in fixed.items())
    return _proposal(table, fixed | chosen, fixed, found.bound // worth.scale + held_points), table


def _places(table: Table, held: Collection[Held]) -> dict[int, int]:
    """Return the columns of pairs by their rows."""
    rows = {one.id: row for row, one in enumerate(table.learners)}
    columns = {one.id: column for column, one in enumerate(table.mentors)}
    return {rows[pair.learner]: columns[pair.mentor] for pair in held}


def _worth(table: Table, free: Sequence[int], before: dict[int, int]) -> Worth:
    """Return what is maximised for people without a published mentor: all unchanged pairs never outweigh one point."""
    import numpy as np

    rows = slice(None) if len(free) == len(table.learners) else np.array(free, dtype=np.int64)
    columns = np.array([before.get(row, NOBODY) for row in free], dtype=np.int64)
    return Worth(table.points[rows], table.admissible[rows], columns, len(table.learners) + 1)


def _proposal(table: Table, chosen: dict[int, int], fixed: dict[int, int], most: int) -> Proposal:
    places = sorted(chosen.items())
    pairs = tuple(
        Pair(
            table.learners[row].id,
            table.mentors[column].id,
            int(table.points[row, column]) / 100,
            reasons,
            is_held=row in fixed,
        )
        for (row, column), reasons in zip(places, table.all_reasons(places), strict=True)
    )
    total = sum(int(table.points[row, column]) for row, column in places)
    return Proposal(pairs, _unpaired(table, chosen), total / 100, most / 100)


def _unpaired(table: Table, chosen: dict[int, int]) -> tuple[Unpaired, ...]:
    alone = [row for row in range(len(table.learners)) if row not in chosen]
    refused = [row for row in alone if not table.admissible[row].any()]
    everybody = [replace(table.learners[row], avoid=frozenset()) for row in refused]
    willing = score(everybody, [replace(mentor, avoid=frozenset()) for mentor in table.mentors]).admissible
    is_vetoed = {row: bool(could.any()) for row, could in zip(refused, willing, strict=True)}
    has_places = any(one.capacity for one in table.mentors)

    def why(row: int) -> Why:
        if not has_places:
            return Why.NO_MENTORS
        if row not in is_vetoed:
            return Why.FULL
        return Why.VETOES if is_vetoed[row] else Why.HOURS

    return tuple(Unpaired(table.learners[row].id, why(row)) for row in alone)
