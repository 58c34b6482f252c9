"""How well two people fit: each criterion worth its points, all pairs at once.

Points are hundredths and whole numbers, so that a total is exact and anybody can add it up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.pairing.columns import BLOCK, UNSAID, Side, named, sides
from bot.domain.pairing.people import Learner, Mentor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.int32]
    from bot.domain.pairing.columns import Bits, Numbers


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


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Every learner (rows) with every mentor (columns). `points` are hundredths; only `admissible` pairs may be.

    What each criterion counts is worked out anew for those pairs somebody asks about: kept for all, ten thousand
    learners would take gigabytes.
    """

    learners: tuple[Learner, ...]
    mentors: tuple[Mentor, ...]
    points: "Grid"
    admissible: "NDArray[np.bool_]"
    sides: tuple[Side, Side]

    def reasons(self, row: int, column: int) -> dict[Criterion, float]:
        """Return the points of each criterion for one pair, in points."""
        return self.all_reasons([(row, column)])[0]

    def all_reasons(self, pairs: Sequence[tuple[int, int]]) -> list[dict[Criterion, float]]:
        """Return the points of each criterion for each pair, a row with a column."""
        parts = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
        return [reasons for part in parts for reasons in self._reasons(part)]

    def _reasons(self, pairs: Sequence[tuple[int, int]]) -> list[dict[Criterion, float]]:
        import numpy as np

        rows, columns = (np.array(each) for each in zip(*pairs, strict=True))
        grids = _by_criterion(self.sides[0].at(rows), self.sides[1].at(columns))
        wishes = [self.mentors[column].id in self.learners[row].prefer for row, column in pairs]
        grids[Criterion.WISH] = np.diag(np.array(wishes) * WEIGHTS[Criterion.WISH])
        return [{criterion: int(grids[criterion][at, at]) / 100 for criterion in WEIGHTS} for at in range(len(pairs))]


def score(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> Table:
    """Score every pair. Not admissible are vetoes, and people whose hours never meet."""
    import numpy as np

    theirs, others = sides(learners, mentors)
    points = np.empty((len(learners), len(mentors)), dtype=np.int32)
    admissible = np.empty(points.shape, dtype=bool)
    for start in range(0, len(learners), BLOCK):
        rows = slice(start, start + BLOCK)
        grids = _by_criterion(theirs.at(rows), others)
        np.sum(list(grids.values()), axis=0, out=points[rows])
        admissible[rows] = grids[Criterion.HOURS] > 0
    points[named((one.prefer for one in learners), (one.id for one in mentors))] += WEIGHTS[Criterion.WISH]
    admissible[named((one.avoid for one in learners), (one.id for one in mentors))] = False
    admissible.T[named((one.avoid for one in mentors), (one.id for one in learners))] = False
    return Table(tuple(learners), tuple(mentors), points, admissible, (theirs, others))


def _by_criterion(theirs: Side, others: Side) -> "dict[Criterion, Grid]":
    """Return what every criterion but wishes counts. Hours count nothing exactly where two people's never meet."""
    return {
        Criterion.GOALS: _goals(theirs, others),
        Criterion.STAGE: _stage(theirs, others),
        Criterion.STYLE: _same(theirs.style, others.style, Criterion.STYLE),
        Criterion.HOURS: _hours(theirs, others),
        Criterion.FORMAT: _format(theirs, others),
        Criterion.LANGUAGE: _same(theirs.language, others.language, Criterion.LANGUAGE),
    }


def _counted(criterion: Criterion, shares: "Sequence[float] | NDArray[np.float64]") -> "Grid":
    """Return what shares of a criterion are worth."""
    import numpy as np

    return np.rint(np.asarray(shares, dtype=np.float64) * WEIGHTS[criterion]).astype(np.int32)


def _hours(theirs: Side, others: Side) -> "Grid":
    import numpy as np

    common = np.minimum(_shared(theirs.starts, others.starts), ENOUGH_STARTS)
    worth = _counted(Criterion.HOURS, [*(count / ENOUGH_STARTS for count in range(ENOUGH_STARTS + 1)), UNKNOWN])
    common[~theirs.starts.any(axis=1), :] = common[:, ~others.starts.any(axis=1)] = ENOUGH_STARTS + 1
    return worth[common]


def _shared(theirs: "Bits", others: "Bits") -> "NDArray[np.uint16]":
    """Return how many bits each of theirs has in common with each of the others'."""
    import numpy as np

    found = np.zeros((len(theirs), len(others)), dtype=np.uint16)
    for word in range(theirs.shape[1]):
        found += np.bitwise_count(theirs[:, word, None] & others[:, word])
    return found


def _goals(theirs: Side, others: Side) -> "Grid":
    """Return the share of a learner's goals that a mentor has as a strength."""
    import numpy as np

    count = np.bitwise_count(theirs.words).sum(axis=1)
    worth = _counted(Criterion.GOALS, _shared(theirs.words, others.words) / np.maximum(count, 1)[:, None])
    worth[count == 0, :] = worth[:, ~others.words.any(axis=1)] = _counted(Criterion.GOALS, [UNKNOWN])[0]
    return worth


def _stage(theirs: Side, others: Side) -> "Grid":
    import numpy as np

    behind, recent, long_ago, unknown = _counted(Criterion.STAGE, [0.0, 1.0, LONG_AGO, UNKNOWN])
    ahead = others.stage - theirs.stage[:, None]
    worth: Grid = np.where(ahead < 0, behind, np.where(ahead <= RECENT, recent, long_ago))
    worth[theirs.stage == UNSAID, :] = worth[:, others.stage == UNSAID] = unknown
    return worth


def _same(theirs: "Numbers", others: "Numbers", criterion: Criterion) -> "Grid":
    """Return what it counts that two words are the same; half where one of the two said none."""
    import numpy as np

    differs, same, unknown = _counted(criterion, [0.0, 1.0, UNKNOWN])
    worth: Grid = np.where(theirs[:, None] == others, same, differs)
    worth[theirs == UNSAID, :] = worth[:, others == UNSAID] = unknown
    return worth


def _format(theirs: Side, others: Side) -> "Grid":
    worth = _same(theirs.format, others.format, Criterion.FORMAT)
    worth[theirs.format == UNSAID, :] = worth[:, others.format == UNSAID] = WEIGHTS[Criterion.FORMAT]
    return worth
