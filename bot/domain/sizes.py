"""How many people of a cohort are easy to look after: others are allowed, and asked about once (G15)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.members import Role
from bot.domain.roster import Cohorts, Fate, Outcome

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


def outgrown(known: Cohorts, outcomes: Iterable[Outcome]) -> Size | None:
    """Return the size new people would bring a cohort to, where that is more than is easy and what there was is not."""
    before = Counter(one.member.role for one in known.people.values() if one.member.is_reachable)
    after = before + Counter(one.entry.role for one in outcomes if one.fate is Fate.NEW)
    easy = {Role.LEARNER: EASY_LEARNERS, Role.MENTOR: EASY_MENTORS}
    is_past = any(before[role] < most.stop <= after[role] for role, most in easy.items())
    return Size(after[Role.LEARNER], after[Role.MENTOR]) if is_past else None
