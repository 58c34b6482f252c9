"""The secret address of somebody's own calendar."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """One address: made from `id` and a seal, so that nobody can make it from the row alone. A new one has a new id."""

    member_id: str
    id: str
    made_at: datetime
