"""What somebody finds out who has read several figures: by joining, cutting, subtracting, and by linear algebra."""

from itertools import combinations

import numpy as np

from bot.domain.disclosure import ENOUGH, Answers


def works_out(told: tuple[Answers, ...]) -> set[Answers]:
    """Everything an attacker gets who joins, cuts and subtracts what was told, until nothing new comes out."""
    known = set(told)
    while True:
        new = {made for a, b in combinations(known, 2) for made in (a - b, b - a, a & b, a | b) if made} - known
        if not new:
            return known
        known |= new


def gives_away(told: tuple[Answers, ...], few: int = ENOUGH) -> bool:
    """Whether any sum of multiples of the figures is about fewer than five people alone: linear algebra, by rank."""
    columns = sorted(frozenset().union(*told))
    if not told or not columns:
        return False
    matrix = np.array([[name in answers for name in columns] for answers in told], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    for size in range(1, min(few, len(columns) + 1)):
        for chosen in combinations(range(len(columns)), size):
            if np.linalg.matrix_rank(np.delete(matrix, chosen, axis=1)) < rank:
                return True
    return False
