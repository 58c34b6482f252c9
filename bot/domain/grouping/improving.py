"""Better groups by exchanging people, until no exchange helps; then shaken a little, and again.

The worst group counts most: first what a group lacks is weighed by its cube, then the mean rises without the worst
falling. A number of steps ends it, never a clock, so that the same people and the same seed give the same groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.grouping.draft import NOWHERE, Draft

if TYPE_CHECKING:
    import numpy as np

    from bot.domain.grouping.scoring import Floats

FULL = 100.0
GAIN = 1e-6
"""What counts as better; less is rounding."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is made small: for every group what it lacks to the power of `power`; no group falls below `floor`."""

    power: int
    floor: float = 0.0

    def cost(self, points: "Floats | float") -> "Floats":
        """Return what points cost; without end where a group may not be or falls below the floor."""
        import numpy as np

        lack = cost = (FULL - np.asarray(points)) / FULL
        for _ in range(1, self.power):  # several times as fast as a power
            cost = cost * lack
        return np.where(lack > (FULL - max(self.floor - GAIN, 0.0)) / FULL, np.inf, cost)


def quality(draft: Draft) -> tuple[float, float]:
    """Return what is made large: the worst group's points, then the mean."""
    return (round(float(draft.points.min()), 6), round(float(draft.points.mean()), 6)) if len(draft.points) else (0, 0)


def improve(draft: Draft, rng: "np.random.Generator", steps: int) -> Draft:
    """Return the best draft found in so many looks at a person and all their exchanges."""
    if len(draft.groups) < 2:
        return draft
    steps -= _settle(draft, _worst_first(draft, rng), steps)
    best, groups = quality(draft), [list(group) for group in draft.groups]
    while steps > 0:
        steps -= 1 + _settle(draft, _shake(draft, rng), steps)
        if quality(draft) > best:
            best, groups = quality(draft), [list(group) for group in draft.groups]
        else:
            draft = Draft(draft.table, groups)
    return Draft(draft.table, groups)


def _worst_first(draft: Draft, rng: "np.random.Generator") -> list[int]:
    """Return everybody, those of the worst groups first; who is nowhere last."""
    points = {int(one): float(draft.points[draft.place[one]]) for one in rng.permutation(len(draft.place))}
    return sorted(points, key=lambda one: (draft.place[one] == NOWHERE, points[one]))


def _settle(draft: Draft, people: Iterable[int], steps: int) -> int:
    used = _descend(draft, people, Aim(3), steps)
    return used + _descend(draft, people, Aim(1, float(draft.points.min())), steps)


def _descend(draft: Draft, people: Iterable[int], aim: Aim, steps: int) -> int:
    """Exchange people for the better until nobody is left to look at; return how many were looked at."""
    waiting, used = dict.fromkeys(int(person) for person in people), 0
    while waiting and used < steps:
        person = next(iter(waiting))
        del waiting[person]
        used += 1
        if draft.place[person] != NOWHERE:
            waiting.update(dict.fromkeys(_exchange(draft, person, aim)))
    return used


def _exchange(draft: Draft, person: int, aim: Aim) -> list[int]:
    """Make the best exchange or move of a person; return the people of the groups it changed."""
    here = int(draft.place[person])
    costs = aim.cost(draft.points)
    change = aim.cost(draft.instead(person)) + aim.cost(draft.joining(person)) - costs[here] - costs[draft.place]
    change[draft.place == here] = 0.0
    other = int(change.argmin())
    gain, group = _moving(draft, person, aim)
    if min(gain, change[other]) > -GAIN:
        return []
    there = group if gain < change[other] else int(draft.place[other])
    if gain < change[other]:
        draft.move(person, group)
    else:
        draft.swap(person, other)
    return [*draft.groups[here], *draft.groups[there]]


def _moving(draft: Draft, person: int, aim: Aim) -> tuple[float, int]:
    """Return what moving a person to the best other group changes, and which it is."""
    here = int(draft.place[person])
    if len(draft.groups[here]) <= draft.table.rules.sizes.least:
        return 0.0, here
    costs = aim.cost(draft.points)
    change = aim.cost(draft.added(person)) - costs + aim.cost(draft.without(person)) - costs[here]
    change[here] = 0.0
    group = int(change.argmin())
    return float(change[group]), group


def _shake(draft: Draft, rng: "np.random.Generator") -> list[int]:
    """Exchange a few people of the worst group and of others at random; return whom that touched."""
    touched: list[int] = []
    for _ in range(3):
        worst = (
            draft.groups[int(draft.points.argmin())]
            if rng.random() < 0.5
            else draft.groups[rng.integers(len(draft.groups))]
        )
        one = int(rng.choice(worst))
        may = (draft.instead(one) >= 0) & (draft.joining(one) >= 0) & (draft.place != draft.place[one])
        if may.any():
            other = int(rng.choice(may.nonzero()[0]))
            draft.swap(one, other)
            touched += [*draft.groups[draft.place[one]], *draft.groups[draft.place[other]]]
    return touched
