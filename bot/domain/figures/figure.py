"""One figure of a cohort: what was measured, of whom, how many of how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SESSION_TARGET = 0.75
"""The part of sessions that should take place (programme, M1)."""


class Measure(StrEnum):
    """What is measured. The values are what programs read."""

    SESSIONS = "sessions_attended"
    CHECK_INS = "check_ins_answered"
    MODULES = "modules_completed"
    TAKING_PART = "learners_taking_part"
    RETENTION = "learners_retained"
    MESSAGES = "messages"
    PEER_REPLIES = "peer_replies"
    SURVEY_ANSWERS = "survey_answers"
    SURVEY_MEAN = "survey_mean"
    SURVEY_CHANGE = "survey_change"
    CONTACT_MINUTES = "minutes_to_first_contact"
    CONTACT_IN_TIME = "first_contacts_in_time"
    ANSWER_MINUTES = "minutes_to_answer_in_help"
    ANSWERED = "questions_answered_in_help"
    MENTOR_LEARNERS = "mentor_learners"
    MENTOR_MESSAGES = "mentor_messages"
    CASES = "cases_closed"
    STRUGGLING_PAIRS = "pairs_after_two_missed_sessions"
    HANDOFFS = "handoffs"
    HAND_RAISES = "hand_raises_offered"
    GOOD_WORDS = "good_words_about_peers"


class Cut(StrEnum):
    """Of whom a figure is."""

    COHORT = "cohort"
    GROUP = "group"
    MENTOR = "mentor"
    WEEK = "week"
    QUESTION = "question"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `n` of `of` (None: `n` is all there is). `name` is the group's, mentor's, week's or question's."""

    measure: Measure
    cut: Cut
    name: str
    n: float
    of: int | None = None

    @property
    def share(self) -> float | None:
        """The part of the whole, 0 to 1; None where there is no whole."""
        return self.n / self.of if self.of else None


def by_cut(every: Iterable[Figure], measure: Measure, cut: Cut) -> list[Figure]:
    """Return the figures of one measure and cut, in their order."""
    return [figure for figure in every if figure.measure is measure and figure.cut is cut]


def whole(every: Iterable[Figure], measure: Measure) -> Figure | None:
    """Return a measure's figure of the whole cohort."""
    return next(iter(by_cut(every, measure, Cut.COHORT)), None)
