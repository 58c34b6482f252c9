"""What a group agrees on among themselves: each may add one line, whoever looks after the group confirms it (G5)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

LONGEST = 200
"""Characters of a norm: one line, so that all of a group's stay readable."""


class NormState(StrEnum):
    """Where a norm stands."""

    OFFERED = "offered"
    AGREED = "agreed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Norm:
    """One line from one member of a group; `text` is sealed with their key, and their name is told to nobody."""

    id: str
    group_id: str
    member_id: str
    offered_at: datetime
    state: NormState = NormState.OFFERED
    text: str = ""

    def decided(self, *, is_agreed: bool) -> "Norm":
        """Return the norm with the word of whoever looks after the group."""
        return replace(self, state=NormState.AGREED if is_agreed else NormState.LEFT_OUT)
