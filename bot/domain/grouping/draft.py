"""A draft of groups that can be changed: who is where, how good every group is, and what any change would bring."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain.grouping.scoring import Sums, Table, scores, together

if TYPE_CHECKING:
    from bot.domain.grouping.scoring import Floats

NOWHERE = -1


class Draft:
    """Groups of people, by their columns in the table. `points` are each group's; `place` is each person's group."""

    def __init__(self, table: Table, groups: Sequence[Sequence[int]]) -> None:
        import numpy as np

        self.table = table
        self.groups = [list(group) for group in groups]
        self.place = np.full(len(table.members), NOWHERE)
        self._others = together(table.each, [[] for _ in table.members])
        self._begin()

    def _begin(self) -> None:
        import numpy as np

        self._whole = together(self.table.each, self.groups)
        self.points = np.zeros(len(self.groups))
        for group in range(len(self.groups)):
            self._refresh(group)

    def begin(self, people: Sequence[int]) -> None:
        """Begin another group with people who are nowhere."""
        self.groups.append(list(people))
        self._begin()

    def instead(self, person: int) -> "Floats":
        """Return the points of a person's group with each of all people in their place; below 0 what may not be."""
        import numpy as np

        group = [one for one in self.groups[self.place[person]] if one != person]
        found = scores(self._others.one(person) + self.table.each, self.table.rules)
        return np.where(self.table.apart[group].any(axis=0), -1.0, found)

    def joining(self, person: int) -> "Floats":
        """Return the points of each of all people's groups with this person in their place; below 0 as above."""
        import numpy as np

        found = scores(self._others + self.table.each.one(person), self.table.rules)
        enemies = self.table.apart[person]
        foes = np.zeros(len(self.groups) + 1, dtype=np.int64)
        np.add.at(foes, self.place[enemies], 1)  # the last counts for nowhere
        return np.where((foes[self.place] - enemies > 0) | (self.place == NOWHERE), -1.0, found)

    def added(self, person: int) -> "Floats":
        """Return the points of every group with this person as one more; below 0 where they may not be."""
        import numpy as np

        found = scores(self._whole + self.table.each.one(person), self.table.rules)
        foes = self.place[self.table.apart[person]]
        found[foes[foes != NOWHERE]] = -1.0
        return np.where(self._whole.size >= self.table.rules.sizes.most, -1.0, found)

    def without(self, person: int) -> float:
        """Return the points of a person's group if they were not in it."""
        return float(scores(self._others.one(person), self.table.rules)[0])

    def swap(self, one: int, other: int) -> None:
        """Put two people in each other's places; one of them may be nowhere."""
        here, there = int(self.place[one]), int(self.place[other])
        for group, leaves, comes in ((here, one, other), (there, other, one)):
            if group != NOWHERE:
                self.groups[group][self.groups[group].index(leaves)] = comes
        self.place[[one, other]] = there, here
        for group in {here, there} - {NOWHERE}:
            self._refresh(group)

    def move(self, person: int, group: int) -> None:
        """Put a person into a group, or nowhere."""
        before = int(self.place[person])
        self.place[person] = group
        if before != NOWHERE:
            self.groups[before].remove(person)
            self._refresh(before)
        if group != NOWHERE:
            self.groups[group].append(person)
            self._refresh(group)

    def _refresh(self, group: int) -> None:
        people = self.groups[group]
        self.place[people] = group
        _put(self._whole, [group], together(self.table.each, [people]))
        if people:
            _put(self._others, people, together(self.table.each, [[o for o in people if o != one] for one in people]))
        self.points[group] = scores(self._whole.one(group), self.table.rules)[0] if people else 0.0


def _put(sums: Sums, columns: Sequence[int], part: Sums) -> None:
    sums.themes[:, columns] = part.themes
    sums.shared[:, :, columns] = part.shared
    sums.known[columns] = part.known
    sums.size[columns] = part.size
