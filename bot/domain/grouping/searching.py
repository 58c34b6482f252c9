"""How groups are found: a first draft, exchanges, and where people are few enough, choosing from a pool of groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.grouping.bounding import FULL, fill, generate, mean_bound, mix, worst_bound
from bot.domain.grouping.building import first_draft, place_everybody
from bot.domain.grouping.choosing import HALF, Chooser, dived, placeable
from bot.domain.grouping.draft import NOWHERE, Draft
from bot.domain.grouping.improving import improve, quality
from bot.domain.grouping.pool import Pool, everyone
from bot.domain.grouping.pricing import priced, reach
from bot.domain.grouping.scoring import Table
from bot.domain.grouping.stretches import Choices

if TYPE_CHECKING:
    import numpy as np

    from bot.domain.grouping.scoring import Floats

FEW = 300
"""So many people have their groups chosen from a pool, with a bound from prices."""
LOOKS = 2_000
"""Looks at a person and all their exchanges, besides a few for each person."""
TOLERANCE = 1e-6
PER_PERSON = 2
EXCHANGES = 5_000_000
"""Exchanges looked at, so that thousands of people take seconds too."""
LAST_EXCHANGES = 240_000
"""Exchanges looked at in the end, where groups come from a pool."""
RAISES = 5
"""How often a higher floor for the worst group is tried, each time half the way that is left."""


@dataclass(frozen=True, slots=True)
class Found:
    """Groups of people by their columns, and bounds on the worst group and the mean."""

    groups: tuple[tuple[int, ...], ...]
    bound_worst: float
    bound_mean: float


def searched(table: Table, every: Sequence[Choices], seed: int) -> Found:
    """Return the best groups found for people who each could be placed."""
    import numpy as np

    if not table.members:
        return Found((), 0.0, 0.0)
    rng, people = np.random.default_rng(seed), len(table.members)
    near = reach(table, every)
    pool = everyone(table)
    if pool is not None:
        draft = improve(first_draft(table), rng, LOOKS // 4)
        return _chosen(draft, pool, near)
    draft = improve(first_draft(table), rng, min(PER_PERSON * people, EXCHANGES // people))
    if people > FEW:
        return _found(draft, near, FULL)
    return _from_pool(draft, every, near, rng)


def _chosen(draft: Draft, pool: Pool, near: "Floats") -> Found:
    """Return the best of all groups there could be; a good draft spares looking at those that are worse."""
    table = draft.table
    chooser = Chooser(pool, len(table.members), table.rules.sizes)
    most, placed = table.rules.sizes.most_placed(len(table.members)), _placed(draft)
    if placed < most:
        placed = chooser.most_placed()
    if not placed:
        return Found((), 0.0, 0.0)
    floor = float(draft.points.min()) if placed == _placed(draft) else 0.0
    worst = chooser.best_worst(placed, floor - TOLERANCE, worst_bound(near, placed) + TOLERANCE)
    groups = chooser.best_mean(placed, worst)
    bound = mix(pool, table, placed).mean
    return Found(tuple(groups), worst if chooser.is_proved else worst_bound(near, placed), bound)


def _from_pool(draft: Draft, every: Sequence[Choices], near: "Floats", rng: "np.random.Generator") -> Found:
    import numpy as np

    table = draft.table
    pool = Pool(table)
    pool.add([*draft.groups, *priced(table, every, np.zeros(len(table.members))).groups])
    if not len(pool):
        return Found((), 0.0, 0.0)
    if _placed(draft) < len(table.members):
        fill(table, every, pool)
        draft = _better(draft, _dive(pool, table, 0.0, 0.0, rng))
        pool.add(draft.groups)
    bound = generate(table, every, pool, _placed(draft))
    mean, most = mix(pool, table, _placed(draft)).mean, worst_bound(near, _placed(draft))
    draft = _better(draft, _dive(pool, table, float(draft.points.min()), mean, rng))
    draft = _raised(draft, pool, (mean, most), rng)
    draft = improve(draft, rng, min(LOOKS, LAST_EXCHANGES // len(table.members)))
    draft = _better(draft, _dive(pool, table, float(draft.points.min()), mean, rng))
    return _found(draft, near, bound)


def _raised(draft: Draft, pool: Pool, limits: tuple[float, float], rng: "np.random.Generator") -> Draft:
    """Return a draft whose worst group is better, if the pool has one; `limits`: a mean, and the most of the worst."""
    mean, high = limits
    low, people = float(draft.points.min()), len(draft.table.members)
    for _ in range(RAISES):
        floor = (low + high) / 2
        can_be = placeable(pool, people, floor) > _placed(draft) - HALF
        better = _better(draft, _dive(pool, draft.table, floor, mean, rng)) if can_be else draft
        if better is draft:
            high = floor
        draft, low = better, float(better.points.min())
    return draft


def _dive(pool: Pool, table: Table, floor: float, mean: float, rng: "np.random.Generator") -> Draft:
    draft = Draft(table, dived(pool, len(table.members), floor, mean))
    place_everybody(draft)
    return improve(draft, rng, PER_PERSON * len(table.members))


def _better(one: Draft, other: Draft) -> Draft:
    return max(one, other, key=lambda draft: (_placed(draft), quality(draft)))


def _placed(draft: Draft) -> int:
    return int((draft.place != NOWHERE).sum())


def _found(draft: Draft, near: "Floats", bound: float) -> Found:
    placed = _placed(draft)
    mean = min(bound, mean_bound(near, draft.table.rules.sizes, placed))
    groups = tuple(tuple(sorted(group)) for group in draft.groups)
    return Found(groups, min(worst_bound(near, placed), mean), mean)
