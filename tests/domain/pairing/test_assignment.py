"""The best whole is found among a few mentors for each learner, and the proof asks for those that were missing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from bot.domain.pairing.assignment import best
from bot.domain.pairing.worth import NOBODY, Worth

SCALE = 1_000


def worth(points: np.ndarray, may: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Return what is maximised, pair by pair; 0 where a pair may not be."""
    kept = before[:, None] == np.arange(points.shape[1])
    return np.where(may, points * SCALE + kept, 0)


def optimum(values: np.ndarray, capacities: list[int]) -> int:
    """Return the largest total by another way: every place a column of its own."""
    dense = values[:, np.repeat(np.arange(len(capacities)), capacities)]
    rows, columns = linear_sum_assignment(dense, maximize=True)
    return int(dense[rows, columns].sum())


@settings(deadline=None)
@given(
    rows=st.integers(1, 12),
    capacities=st.lists(st.integers(0, 4), min_size=1, max_size=6),
    top=st.integers(1, 3),
    seed=st.integers(0, 9_999),
    kinds=st.integers(1, 40),
)
def test_however_few_are_looked_at_first_the_total_is_the_optimum_and_proved(
    rows: int, capacities: list[int], top: int, seed: int, kinds: int
) -> None:
    rng = np.random.default_rng(seed)
    shape = (rows, len(capacities))
    points = rng.integers(1, 1 + kinds, shape, dtype=np.int32)
    may, before = rng.random(shape) < 0.8, rng.integers(NOBODY, len(capacities), rows)

    found = best(Worth(points, may, before, SCALE), capacities, top)

    values = worth(points, may, before)
    chosen = [(row, column) for row, column in enumerate(found.chosen) if column != NOBODY]
    assert sum(int(values[pair]) for pair in chosen) == found.bound == optimum(values, capacities)
    assert all(may[pair] for pair in chosen)
    assert all(sum(column == one for _, column in chosen) <= room for one, room in enumerate(capacities))


@pytest.mark.parametrize("kinds", [1, 3, 5_000])
def test_many_learners_who_want_much_the_same_are_proved_too(kinds: int) -> None:
    rng = np.random.default_rng(kinds)
    points = rng.integers(1, 1 + kinds, (600, 150), dtype=np.int32)
    may, nobody = np.ones(points.shape, dtype=bool), np.full(len(points), NOBODY)

    found = best(Worth(points, may, nobody, SCALE), [4] * 150, 5)

    assert found.bound == optimum(worth(points, may, nobody), [4] * 150)
    assert (found.chosen != NOBODY).all()


def test_without_anybody_or_any_mentor_nothing_is_chosen() -> None:
    for shape in ((0, 3), (3, 0), (0, 0)):
        nothing = Worth(np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=bool), np.full(shape[0], NOBODY), SCALE)

        found = best(nothing, [2] * shape[1])

        assert (found.bound, list(found.chosen)) == (0, [NOBODY] * shape[0])
