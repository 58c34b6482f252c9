"""How many people of a cohort are easy to look after: others are allowed, and asked about once (G15)."""

from dataclasses import dataclass

EASY_LEARNERS, EASY_MENTORS = range(10, 21), range(3, 7)
"""The cohort size that is easy to look after (programme, table of figures)."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many learners and mentors a cohort has."""

    learners: int
    mentors: int

    @property
    def is_easy(self) -> bool:
        """Whether it is a size that is easy to look after."""
        return self.learners in EASY_LEARNERS and self.mentors in EASY_MENTORS
