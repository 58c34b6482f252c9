"""A first draft: whoever is hardest to place begins a group and gets the people who suit best; nobody is forgotten."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.domain.grouping.draft import NOWHERE, Draft
from bot.domain.grouping.scoring import Table, scores, together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMPARED = 400
"""So many people at most stand for all when it is counted with how many somebody may be."""
LOOKED_AT = 400
"""People whose places are looked at to make room for one."""


def first_draft(table: Table) -> Draft:
    """Return groups that keep every rule; who found no place is nowhere."""
    import numpy as np

    sizes = table.rules.sizes
    count = max(sizes.counts(sizes.most_placed(len(table.members))), default=0)
    groups: list[list[int]] = []
    free = np.ones(len(table.members), dtype=bool)
    for seed in np.argsort(company(table), kind="stable"):
        if free[seed] and len(groups) < count:
            group = gathered(table, int(seed), free)
            if len(group) == sizes.least:
                free[group] = False
                groups.append(group)
    draft = Draft(table, groups)
    place_everybody(draft)
    return draft


def company(table: Table) -> "NDArray[np.int64]":
    """Return with how many people each person may be at all; of many people, a part stands for all."""
    import numpy as np

    part = list(range(0, len(table.members), 1 + len(table.members) // COMPARED))
    others = table.each.at(part)
    return np.array(
        [
            int(((scores(others + table.each.one(person), table.rules) >= 0) & ~table.apart[person, part]).sum())
            for person in range(len(table.members))
        ],
        dtype=np.int64,
    )


def gathered(table: Table, seed: int, free: "NDArray[np.bool_]") -> list[int]:
    """Return a person with those free people who suit best, one after the other, until the group is large enough."""
    import numpy as np

    group = [seed]
    while len(group) < table.rules.sizes.least:
        found = scores(together(table.each, [group]) + table.each, table.rules)
        found = np.where(free & ~table.apart[group].any(axis=0), found, -1.0)
        found[group] = -1.0
        best = int(found.argmax())
        if found[best] < 0:
            break
        group.append(best)
    return group


def place_everybody(draft: Draft) -> None:
    """Find a place for whoever is nowhere: as one more, by moving others along, or in a group of their own."""
    for person in _nowhere(draft):
        if draft.place[person] == NOWHERE and not _move_along(draft, person):
            _begin_group(draft, person)


def _nowhere(draft: Draft) -> Sequence[int]:
    return [int(person) for person in (draft.place == NOWHERE).nonzero()[0]]


def _move_along(draft: Draft, person: int) -> bool:
    """Let each take the place of the next until somebody fits elsewhere as one more; the shortest such way."""
    before: dict[int, int | None] = {person: None}
    waiting = deque([person])
    for _ in range(LOOKED_AT):
        if not waiting:
            return False
        one = waiting.popleft()
        way = list(_way(before, one))
        used = {int(draft.place[step]) for step in way}
        room = draft.added(one)
        room[[group for group in used if group != NOWHERE]] = -1.0
        if len(room) and room.max() >= 0:
            _go(draft, way, int(room.argmax()))
            return True
        suits = draft.joining(one)
        for other in suits.argsort()[::-1]:
            if suits[other] < 0:
                break
            if int(other) not in before and int(draft.place[other]) not in used:
                before[int(other)] = one
                waiting.append(int(other))
    return False


def _way(before: dict[int, int | None], last: int) -> Iterable[int]:
    """Yield the people of a way, the last first."""
    step: int | None = last
    while step is not None:
        yield step
        step = before[step]


def _go(draft: Draft, way: Sequence[int], group: int) -> None:
    """Move the last to a group, and each before into the place that has become free."""
    for person in way:
        left = int(draft.place[person])
        draft.move(person, group)
        group = left


def _begin_group(draft: Draft, seed: int) -> None:
    """Begin a group with people who are nowhere or whose groups can spare one."""
    import numpy as np

    sizes = draft.table.rules.sizes
    free = draft.place == NOWHERE
    for group in draft.groups:
        for person in group[: max(0, len(group) - sizes.least)]:
            free[person] = draft.without(person) >= 0
    group = gathered(draft.table, seed, np.asarray(free))
    if len(group) == sizes.least:
        for person in group:
            draft.move(person, NOWHERE)
        draft.begin(group)
