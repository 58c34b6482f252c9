"""A message drafted for a mentor to send to a learner in the mentor's own name."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.members import Member


class About(StrEnum):
    """What a draft was made for."""

    CHECK_IN = "check_in"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted message with up to two times to meet (UTC). `text` is personal, encrypted at rest.

    `cause` is the check-in or session that was missed ("" when the mentor asked for it).
    """

    id: str
    cohort_id: str
    learner_id: str
    mentor_id: str
    cause: str
    text: str
    options: tuple[datetime, ...]
    created_at: datetime
    sent_at: datetime | None = None
    chosen_at: datetime | None = None
    about: About = About.CHECK_IN

    def sent(self, text: str, now: datetime) -> "Draft":
        """Return the draft as it went out."""
        return replace(self, text=text, sent_at=now)

    def chosen(self, option: datetime) -> "Draft":
        """Return the draft with the time the learner picked."""
        return replace(self, chosen_at=option)

    def is_moot(self, last_answer_at: datetime | None) -> bool:
        """Whether the learner has been heard from since it was drafted: there is no hurry any more."""
        return last_answer_at is not None and last_answer_at > self.created_at

    def is_for(self, actor: Member) -> bool:
        """Whether it was drafted for this mentor to send."""
        return actor.id == self.mentor_id
