"""Groups that are proposed and seen by coordinators alone, until one of them approves and publishes (G3)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class DraftState(StrEnum):
    """Where proposed groups stand."""

    OPEN = "open"
    APPROVED = "approved"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """Proposed groups, by member id; `bound_worst` and `bound_mean` in hundredths of a point.

    `least`, `most` and `seed` are what was asked for (0: the cohort's own sizes); `before` are the groups as they were
    before the last change, empty where there is nothing to take back.
    """

    id: str
    cohort_id: str
    made_at: datetime
    made_by: str
    groups: tuple[tuple[str, ...], ...]
    unplaced: tuple[str, ...] = ()
    bound_worst: int = 0
    bound_mean: int = 0
    state: DraftState = DraftState.OPEN
    decided_by: str = ""
    least: int = 0
    most: int = 0
    seed: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    before: tuple[tuple[str, ...], ...] = ()

    @property
    def mark(self) -> str:
        """A short name of how it stands now: whoever acts on another one has not seen this."""
        text = "|".join([self.state, *(",".join(group) for group in self.groups), "", *self.unplaced])
        return sha256(text.encode()).hexdigest()[:12]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Everybody it is about."""
        return (*(member_id for group in self.groups for member_id in group), *self.unplaced)

    def group_of(self, member_id: str) -> int | None:
        """Return the position of somebody's group; None for who has no place."""
        return next((number for number, group in enumerate(self.groups) if member_id in group), None)

    def knows(self, member_id: str) -> bool:
        """Whether somebody is in the draft at all."""
        return member_id in self.unplaced or self.group_of(member_id) is not None

    def swapped(self, one: str, other: str) -> "GroupDraft":
        """Return the draft with two people in each other's place; whoever had none leaves the other without one."""
        change = {one: other, other: one}

        def put(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(change.get(member_id, member_id) for member_id in ids)

        return replace(self, groups=tuple(map(put, self.groups)), unplaced=put(self.unplaced), state=DraftState.OPEN)

    def decided(self, state: DraftState, by: str) -> "GroupDraft":
        """Return the draft with a coordinator's decision."""
        return replace(self, state=state, decided_by=by)

    def moved(self, member_ids: Collection[str], to: int | None) -> "GroupDraft":
        """Return the draft with people in group `to`, one more than there are for a new one, None for no place.

        A group nobody is left in is gone.
        """
        groups = [tuple(one for one in group if one not in member_ids) for group in self.groups]
        unplaced = tuple(one for one in self.unplaced if one not in member_ids)
        if to is None:
            unplaced = (*unplaced, *member_ids)
        elif to < len(groups):
            groups[to] = (*groups[to], *member_ids)
        else:
            groups.append(tuple(member_ids))
        return replace(self, groups=tuple(filter(None, groups)), unplaced=unplaced, state=DraftState.OPEN)

    def changed_from(self, before: "GroupDraft", now: datetime, by: str) -> "GroupDraft":
        """Return it as somebody's change, which can be taken back."""
        return replace(self, before=before.groups, changed_at=now, changed_by=by)

    def taken_back(self) -> "GroupDraft":
        """Return it without the last change."""
        inside = {one for group in self.before for one in group}
        unplaced = tuple(one for one in self.everybody if one not in inside)
        return replace(self, groups=self.before, unplaced=unplaced, state=DraftState.OPEN)
