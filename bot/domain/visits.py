"""A visit to the desk in the browser: offered as a link in chat, begun once, over when it rests too long or ends."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

OFFERED_FOR = timedelta(minutes=10)
"""How long a link can be used."""
RESTS_FOR = timedelta(minutes=30)
"""How long a visit lasts without a page being looked at."""
LASTS_FOR = timedelta(hours=8)
"""How long it lasts in all: a working day."""
KEPT_FOR = timedelta(days=1)
"""How long its row is kept after it was offered."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One link and what becomes of it. It acts as the account that asked for it, from where it asked.

    `cookie` is a digest of what the browser holds; neither that nor the link can be told from the row.
    """

    id: str
    member_id: str
    platform: str
    workspace: str
    account: str
    channel: str
    is_direct: bool
    offered_at: datetime
    began_at: datetime | None = None
    seen_at: datetime | None = None
    ended_at: datetime | None = None
    cookie: str = ""

    def may_begin(self, now: datetime) -> bool:
        """Whether the link is still good: not used, not too old."""
        return self.began_at is None and self.ended_at is None and now < self.offered_at + OFFERED_FOR

    def is_open(self, now: datetime) -> bool:
        """Whether its browser may look."""
        if self.began_at is None or self.seen_at is None or self.ended_at is not None:
            return False
        return now < self.seen_at + RESTS_FOR and now < self.began_at + LASTS_FOR

    def begun(self, cookie: str, now: datetime) -> "Visit":
        """Return the visit as the first browser holds it."""
        return replace(self, began_at=now, seen_at=now, cookie=cookie)

    def seen(self, now: datetime) -> "Visit":
        """Return the visit after a page was looked at."""
        return replace(self, seen_at=now)
