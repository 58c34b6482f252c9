"""From people to columns of numbers."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.domain.grouping.people import Member
from bot.domain.grouping.rules import Rules, Stages
from bot.domain.grouping.scoring import FAR, LEVELS, THEMED, UNKNOWN, WEIGHTS, Criterion, Sums, Table
from bot.domain.pairing.columns import WORD
from bot.domain.pairing.people import SLOTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.grouping.scoring import Floats, Words


def tabulate(members: Sequence[Member], rules: Rules) -> Table:
    """Return people as columns, in the order of their ids."""
    import numpy as np

    people = tuple(sorted(members, key=lambda one: one.id))
    stages = {one.stage for one in people}
    near = _themes(people, {0, *stages}, _near_stage)
    shares = {
        Criterion.GOALS: _themes(people, {"", *(goal for one in people for goal in one.goals)}, _goal),
        Criterion.STAGE: _themes(people, stages, _same_stage) if rules.stages is Stages.MIXED else near,
        Criterion.LANGUAGE: _themes(people, {"", *(one.language for one in people)}, _language),
        Criterion.AFFINITY: _themes(people, {"", *(word for one in people for word in one.affinity)}, _affinity),
    }
    points = [np.rint(shares[criterion] * WEIGHTS[criterion] * 100) / 100 for criterion in THEMED]
    ends = [sum(len(grid) for grid in points[:count]) for count in range(len(points) + 1)]
    places = {criterion: slice(*ends[at : at + 2]) for at, criterion in enumerate(THEMED)}
    knows = np.array([bool(one.starts) for one in people], dtype=np.int64)
    each = Sums(np.concatenate(points), places, _stretches(people), knows, np.ones_like(knows))
    return Table(people, rules, each, _apart(people))


def _themes(people: Sequence[Member], themes: Iterable[Any], share: Callable[[Member, Any], float]) -> "Floats":
    """Return what everybody counts, 0 to 1, under each theme; themes that are the same for everybody are one."""
    import numpy as np

    grid = np.array([[share(one, theme) for one in people] for theme in themes], dtype=np.float64)
    return np.unique(grid, axis=0)


def _goal(one: Member, goal: str) -> float:
    return float(goal in one.goals) if one.goals else UNKNOWN


def _near_stage(one: Member, stage: int) -> float:
    if not one.stage:
        return UNKNOWN
    return max(0.0, 1 - abs(one.stage - stage) / FAR) if stage else 0.0


def _same_stage(one: Member, stage: int) -> float:
    return float(one.stage == stage)


def _language(one: Member, language: str) -> float:
    return float(one.language == language) if one.language else UNKNOWN


def _affinity(one: Member, word: str) -> float:
    """Return whether a wish for people of the same experience is met; who has none misses nothing."""
    return float(word in one.affinity) if one.affinity else 1.0


def _stretches(people: Sequence[Member]) -> "Words":
    """Return the stretches of hours of everybody as bits; who told none is free in all of them.

    Stretches that the same people have are one, so that a week of 672 quarters mostly fits in a few numbers.
    """
    import numpy as np

    hours = np.ones((len(people), SLOTS), dtype=bool)
    for row, one in enumerate(people):
        if one.starts:
            hours[row] = False
            hours[row, list(one.starts)] = True
    free, found = hours, []
    for length in range(1, LEVELS + 1):
        found.append(distinct(free.T).T)
        free = free & np.roll(hours, -length, axis=1)
    words = -(-max(grid.shape[1] for grid in found) // WORD)
    return np.stack([_packed(grid, words) for grid in found])


def distinct(rows: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """Return each different row once, in order; comparing bytes is many times as fast as comparing rows."""
    import numpy as np

    packed = np.packbits(rows, axis=1)
    kept = sorted({row.tobytes() for row in packed})
    bits = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(len(kept), packed.shape[1])
    return np.unpackbits(bits, axis=1, count=rows.shape[1]).astype(bool)


def _packed(grid: "NDArray[np.bool_]", words: int) -> "Words":
    """Return people's bits, packed: word, person. Bits to fill up the last word are 0."""
    import numpy as np

    wide = np.zeros((len(grid), words * WORD), dtype=bool)
    wide[:, : grid.shape[1]] = grid
    packed: Words = np.ascontiguousarray(np.packbits(wide, axis=1).view(np.uint64).T)
    return packed


def _apart(people: Sequence[Member]) -> "NDArray[np.bool_]":
    import numpy as np

    columns = {one.id: column for column, one in enumerate(people)}
    grid = np.zeros((len(people), len(people)), dtype=bool)
    for row, one in enumerate(people):
        grid[row, [columns[id] for id in sorted(one.avoid) if id in columns and id != one.id]] = True
    both: NDArray[np.bool_] = grid | grid.T
    return both
