"""How well two people fit: each criterion worth its points, all pairs at once.

Points are hundredths and whole numbers, so that a total is exact and anybody can add it up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.members import MeetingFormat
from bot.domain.pairing.people import SLOTS, Learner, Mentor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]


class Criterion(StrEnum):
    """What speaks for a pair. Never availability alone (programme, S4)."""

    GOALS = "goals"
    STAGE = "stage"
    STYLE = "style"
    HOURS = "hours"
    FORMAT = "format"
    LANGUAGE = "language"
    WISH = "wish"


WEIGHTS: Mapping[Criterion, int] = {
    Criterion.GOALS: 2500,
    Criterion.STAGE: 2000,
    Criterion.STYLE: 1500,
    Criterion.HOURS: 1500,
    Criterion.FORMAT: 1000,
    Criterion.LANGUAGE: 1000,
    Criterion.WISH: 500,
}
"""Hundredths of a point for a criterion that is wholly met; 10,000 (100 points) in all."""

UNKNOWN = 0.5
"""What a criterion counts where one of the two said nothing about it."""
RECENT = 2
"""A mentor who finished the learner's module at most so many modules ago still knows how it felt."""
LONG_AGO = 0.7
ENOUGH_STARTS = 8
"""So many common quarters to begin a session (about two free evenings) are as good as more."""


@dataclass(frozen=True, slots=True)
class Table:
    """Every learner (rows) with every mentor (columns). `points` are hundredths; only `admissible` pairs may be."""

    learners: tuple[Learner, ...]
    mentors: tuple[Mentor, ...]
    points: "NDArray[np.int64]"
    admissible: "NDArray[np.bool_]"
    by_criterion: "Mapping[Criterion, NDArray[np.int64]]"

    def reasons(self, row: int, column: int) -> dict[Criterion, float]:
        """Return the points of each criterion for one pair, in points."""
        return {criterion: int(grid[row, column]) / 100 for criterion, grid in self.by_criterion.items()}


def score(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> Table:
    """Score every pair. Not admissible are vetoes, and people whose hours never meet."""
    import numpy as np

    common = _common_starts(learners, mentors)
    knows_hours = _both([bool(one.starts) for one in learners], [bool(one.starts) for one in mentors])
    values = {
        Criterion.GOALS: _goals(learners, mentors),
        Criterion.STAGE: _stage(learners, mentors),
        Criterion.STYLE: _same([one.style for one in learners], [one.style for one in mentors]),
        Criterion.HOURS: np.where(knows_hours, np.minimum(common / ENOUGH_STARTS, 1.0), UNKNOWN),
        Criterion.FORMAT: _format(learners, mentors),
        Criterion.LANGUAGE: _same([one.language for one in learners], [one.language for one in mentors]),
        Criterion.WISH: _listed([one.prefer for one in learners], [one.id for one in mentors]),
    }
    by_criterion = {c: np.rint(values[c] * weight).astype(np.int64) for c, weight in WEIGHTS.items()}
    vetoed = _listed([one.avoid for one in learners], [one.id for one in mentors])
    vetoed += _listed([one.avoid for one in mentors], [one.id for one in learners]).T
    admissible = (vetoed == 0) & ~(knows_hours & (common == 0))
    points = np.sum(list(by_criterion.values()), axis=0)
    return Table(tuple(learners), tuple(mentors), points, admissible, by_criterion)


def _common_starts(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> "Grid":
    import numpy as np

    def week(starts: Sequence[frozenset[int]]) -> "NDArray[np.float32]":
        grid = np.zeros((len(starts), SLOTS), dtype=np.float32)
        for row, slots in enumerate(starts):
            grid[row, sorted(slots)] = 1
        return grid

    common = week([one.starts for one in learners]) @ week([one.starts for one in mentors]).T
    return common.astype(np.float64)


def _goals(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> "Grid":
    """Return the share of a learner's goals that a mentor has as a strength."""
    import numpy as np

    words = sorted({goal for one in learners for goal in one.goals} | {s for one in mentors for s in one.strengths})
    wanted = _listed([one.goals for one in learners], words)
    offered = _listed([one.strengths for one in mentors], words)
    count = wanted.sum(axis=1, keepdims=True)
    share = (wanted @ offered.T) / np.maximum(count, 1)
    known = (count > 0) & (offered.sum(axis=1) > 0)
    return np.where(known, share, UNKNOWN)


def _stage(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> "Grid":
    import numpy as np

    completed = np.array([one.completed_stage for one in mentors])
    ahead = completed[None, :] - np.array([one.stage for one in learners])[:, None]
    fits: Grid = np.where(ahead < 0, 0.0, np.where(ahead <= RECENT, 1.0, LONG_AGO))
    known = _both([one.stage > 0 for one in learners], [one.completed_stage > 0 for one in mentors])
    return np.where(known, fits, UNKNOWN)


def _both(theirs: Sequence[bool], others: Sequence[bool]) -> "NDArray[np.bool_]":
    import numpy as np

    both: NDArray[np.bool_] = np.array(theirs, dtype=bool)[:, None] & np.array(others, dtype=bool)[None, :]
    return both


def _same(theirs: Sequence[str], others: Sequence[str]) -> "Grid":
    """Return 1 where two words are the same, 0 where not, half where one is missing."""
    import numpy as np

    one, other = np.array(theirs, dtype=object)[:, None], np.array(others, dtype=object)[None, :]
    return np.where((one == "") | (other == ""), UNKNOWN, np.where(one == other, 1.0, 0.0))


def _format(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> "Grid":
    import numpy as np

    one = np.array([str(person.format) for person in learners])[:, None]
    other = np.array([str(person.format) for person in mentors])[None, :]
    open_to_both = (one == MeetingFormat.EITHER) | (other == MeetingFormat.EITHER)
    return np.where(open_to_both | (one == other), 1.0, 0.0)


def _listed(lists: Sequence[frozenset[str]], ids: Sequence[str]) -> "Grid":
    """Return 1 where a person's list names an id."""
    import numpy as np

    columns = {id: column for column, id in enumerate(ids)}
    grid = np.zeros((len(lists), len(ids)))
    for row, named in enumerate(lists):
        grid[row, [columns[id] for id in sorted(named) if id in columns]] = 1
    return grid
