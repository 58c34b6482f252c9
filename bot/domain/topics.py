"""Topics: a thread with a title and a purpose in a group's or the cohort's channel, closed when it has gone quiet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TITLE, PURPOSE = 80, 400
MOST = 5
"""So many topics of one channel are open at once: few threads are found again, many are not."""
QUIET = timedelta(days=14)
"""A topic in whose thread nobody wrote for so long is closed."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `group_id` is "" in the channel of the whole cohort. `heard_at`: when somebody wrote there last."""

    id: str
    cohort_id: str
    group_id: str
    opener_id: str
    title: str
    purpose: str
    opened_at: datetime
    heard_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still goes on."""
        return self.closed_at is None

    @property
    def quiet_at(self) -> datetime:
        """When it has been quiet for too long, if nobody writes until then."""
        return self.heard_at + QUIET

    def heard(self, at: datetime) -> "Topic":
        """Return it with a message in its thread."""
        return replace(self, heard_at=max(self.heard_at, at))

    def closed(self, now: datetime) -> "Topic":
        """Return it as over."""
        return replace(self, closed_at=now)


def open_in(topics: Sequence[Topic], group_id: str) -> list[Topic]:
    """Return the open topics of one group's channel, or with "" of the cohort's."""
    return [topic for topic in topics if topic.is_open and topic.group_id == group_id]
