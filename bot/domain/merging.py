"""Groups that shrink or have gone quiet: which two to bring together, so that the fewest people move (G16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.members import Group
from bot.domain.plan import GroupSize

QUIET = timedelta(days=14)
"""A group in which nobody wrote for so long, while others did write, has gone quiet."""
AGAIN = timedelta(days=27)
"""A coordinator hears of a group that stays quiet on the fourth Monday again, also over a clock change."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A group as it is now: who is in it, by member id, and how many messages there were in the time looked at."""

    group: Group
    members: frozenset[str]
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """Bring the people of one group into another. `moves` is how many people that are."""

    leaving: Circle
    staying: Circle

    @property
    def moves(self) -> int:
        """Return how many people move."""
        return len(self.leaving.members)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about the groups that need it: merges, and groups that fit into no other and need one more person."""

    merges: tuple[Merge, ...] = ()
    alone: tuple[Circle, ...] = ()

    def about(self, group_id: str) -> "Advice":
        """Return what concerns one group."""
        return Advice(
            tuple(one for one in self.merges if group_id in (one.leaving.group.id, one.staying.group.id)),
            tuple(one for one in self.alone if one.group.id == group_id),
        )


def gone_quiet(circles: Sequence[Circle], size: GroupSize) -> list[Circle]:
    """Return the groups of enough people in which nobody wrote lately while others did."""
    return [circle for circle in needy(circles, size) if len(circle.members) >= size.min]


def needy(circles: Sequence[Circle], size: GroupSize) -> list[Circle]:
    """Return the groups that have shrunk below what a group needs, or gone quiet; the smallest first."""
    lively = any(circle.messages for circle in circles)
    found = [
        circle
        for circle in circles
        if circle.members and (len(circle.members) < size.min or (lively and not circle.messages))
    ]
    return sorted(found, key=lambda circle: (len(circle.members), circle.group.handle))


def advised(circles: Sequence[Circle], size: GroupSize) -> Advice:
    """Propose for each group in need the merge with the fewest moves; no group is in two, and none grows too large."""
    merges: list[Merge] = []
    alone: list[Circle] = []
    taken = set[str]()
    for circle in needy(circles, size):
        if circle.group.id in taken:
            continue
        found = [
            _merge(circle, other)
            for other in circles
            if other is not circle and other.members and other.group.id not in taken and _fit(circle, other, size)
        ]
        if not found:
            alone.append(circle)
            continue
        best = min(found, key=lambda m: (m.moves, -len(m.staying.members), m.staying.group.handle))
        merges.append(best)
        taken |= {best.leaving.group.id, best.staying.group.id}
    return Advice(tuple(merges), tuple(alone))


def with_room(circles: Sequence[Circle], size: GroupSize) -> list[Circle]:
    """Return the groups that one more person may join, the smallest first."""
    found = [circle for circle in circles if 0 < len(circle.members) < size.max]
    return sorted(found, key=lambda circle: (len(circle.members), circle.group.handle))


def _fit(one: Circle, other: Circle, size: GroupSize) -> bool:
    return len(one.members) + len(other.members) <= size.max


def _merge(needy: Circle, other: Circle) -> Merge:
    """Return the merge in which fewer people move; of two as large, the one in need does."""
    return Merge(other, needy) if len(other.members) < len(needy.members) else Merge(needy, other)
