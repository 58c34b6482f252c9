"""Recognition that compares nobody: a word about somebody, and badges for what people gave. No ranks, no points."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PER_DAY = 5
"""Most kudos one person gives in 24 hours, so that nobody is flooded."""
KUDOS_LIMIT = 500


class KudosState(StrEnum):
    """What became of it: the person it is about decides. KEPT: it stays between the two."""

    ASKED = "asked"
    POSTED = "posted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Kudos:
    """A good word about somebody. `words` are personal text, the giver's, kept until it was decided."""

    id: str
    cohort_id: str
    giver_id: str
    receiver_id: str
    given_at: datetime
    words: str = ""
    state: KudosState = KudosState.ASKED


class Badge(StrEnum):
    """What somebody gave to others; there is no more or less of one."""

    CAREFUL_READER = "careful_reader"
    HOST = "host"
    OPEN_QUESTION = "open_question"
    GOOD_WORD = "good_word"
    APPRECIATED = "appreciated"


@dataclass(frozen=True, slots=True)
class Deeds:
    """What somebody did for others in a cohort, counted."""

    reviews: int = 0
    hosted: int = 0
    problems: int = 0
    kudos_given: int = 0
    kudos_received: int = 0


def badges(deeds: Deeds) -> tuple[Badge, ...]:
    """Return the badges of what somebody did: once is enough, and twice gives no other one."""
    has = (
        (Badge.CAREFUL_READER, deeds.reviews),
        (Badge.HOST, deeds.hosted),
        (Badge.OPEN_QUESTION, deeds.problems),
        (Badge.GOOD_WORD, deeds.kudos_given),
        (Badge.APPRECIATED, deeds.kudos_received),
    )
    return tuple(badge for badge, count in has if count)
