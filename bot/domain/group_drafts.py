"""Groups that are proposed and seen by coordinators alone, until one of them approves and publishes (G3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class DraftState(StrEnum):
    """Where proposed groups stand."""

    OPEN = "open"
    APPROVED = "approved"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """Proposed groups, by member id; `bound_worst` and `bound_mean` in hundredths of a point."""

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
