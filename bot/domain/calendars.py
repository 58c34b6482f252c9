"""A date for somebody's own calendar, as it travels with a message: facts and words, which adapters write as a file."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One entry, in one version. `uid` is the same in every version; the highest `version` holds.

    It is frozen in the message with the moment it was made, so that every attempt to send it is the same file.
    `is_cancelled` takes the entry out again. `title` is what everybody sees who looks at a shared calendar.
    With `weekly_until` it comes every week until that moment, at the same time of day in `zone`.
    """

    uid: str
    version: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    title: str
    about: str = ""
    link: str = ""
    is_cancelled: bool = False
    name: str = "session.ics"
    zone: str = ""
    weekly_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at <= self.starts_at:
            raise ValueError("an entry of a calendar begins before it ends, at instants")
        if self.weekly_until is not None and (not self.zone or self.weekly_until < self.starts_at):
            raise ValueError("what comes every week has a zone, and an end after its beginning")
