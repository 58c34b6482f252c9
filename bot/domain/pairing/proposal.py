"""A proposal: the pairs with their reasons, who has nobody and why, and the proof that no other is better."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.pairing.assignment import NOBODY, best, bound
from bot.domain.pairing.people import Learner, Mentor
from bot.domain.pairing.scoring import Criterion, Table, score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    capacities = [max(0, one.capacity - list(fixed.values()).count(column)) for column, one in enumerate(table.mentors)]
    points = _ranked(table, held)[free]
    chosen = best(points, capacities)
    chosen_by_row = fixed | {row: int(column) for row, column in zip(free, chosen, strict=True) if column != NOBODY}
    held_points = sum(int(table.points[row, column]) for row, column in fixed.items())
    most = bound(points, capacities, chosen) // _scale(table) + held_points
    return _proposal(table, chosen_by_row, fixed, most), table


def _places(table: Table, held: Collection[Held]) -> dict[int, int]:
    """Return the columns of pairs by their rows."""
    rows = {one.id: row for row, one in enumerate(table.learners)}
    columns = {one.id: column for column, one in enumerate(table.mentors)}
    return {rows[pair.learner]: columns[pair.mentor] for pair in held}


def _scale(table: Table) -> int:
    """Return what a point counts beside an unchanged pair: all unchanged pairs together never outweigh one."""
    return len(table.learners) + 1


def _ranked(table: Table, held: Collection[Held]) -> "NDArray[np.int64]":
    """Return what is maximised: points first, an unchanged pair as the tie-break, 0 where a pair may not be."""
    import numpy as np

    ranked = table.points * _scale(table)
    for row, column in _places(table, [pair for pair in held if not pair.is_published]).items():
        ranked[row, column] += 1
    return np.where(table.admissible, ranked, 0)


def _proposal(table: Table, chosen: dict[int, int], fixed: dict[int, int], most: int) -> Proposal:
    pairs = tuple(
        Pair(
            table.learners[row].id,
            table.mentors[column].id,
            int(table.points[row, column]) / 100,
            table.reasons(row, column),
            is_held=row in fixed,
        )
        for row, column in sorted(chosen.items())
    )
    unpaired = tuple(Unpaired(one.id, _why(table, row)) for row, one in enumerate(table.learners) if row not in chosen)
    total = sum(int(table.points[row, column]) for row, column in chosen.items())
    return Proposal(pairs, unpaired, total / 100, most / 100)


def _why(table: Table, row: int) -> Why:
    if not table.mentors or not any(one.capacity for one in table.mentors):
        return Why.NO_MENTORS
    if table.admissible[row].any():
        return Why.FULL
    learner = replace(table.learners[row], avoid=frozenset())
    willing = [replace(mentor, avoid=frozenset()) for mentor in table.mentors]
    return Why.VETOES if score([learner], willing).admissible.any() else Why.HOURS
