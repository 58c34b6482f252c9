"""What figures are counted from: rows as they are stored, read once for a whole report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.asking import Question
from bot.domain.case_times import CaseTimes
from bot.domain.cases import Case
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.members import Absence, Group, Member, Pairing, Role
from bot.domain.recognition import Kudos
from bot.domain.sessions import Session
from bot.domain.surveys import Survey


@dataclass(frozen=True, slots=True)
class Talk:
    """How often somebody wrote, and how many of these messages answered somebody else."""

    messages: int
    replies: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case somebody may know of, how long it took, and how long it may take."""

    case: Case
    times: CaseTimes
    goal: timedelta


@dataclass(frozen=True, slots=True)
class Modules:
    """How many modules a learner has completed, of how many that were due."""

    completed: int
    due: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one report is counted from. `cases` are only those its reader may know of.

    `talk` by member id, `since` then; an answer counts as taking part since then too. `members_of` by group id.
    `modules` by learner id: empty where nobody brings the progress of a course in. `questions` are those of
    the channel for help.
    """

    cohort: Cohort
    now: datetime
    since: datetime
    people: tuple[Member, ...]
    groups: tuple[Group, ...] = ()
    members_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairings: tuple[Pairing, ...] = ()
    sessions: tuple[Session, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    absences: tuple[Absence, ...] = ()
    talk: Mapping[str, Talk] = field(default_factory=dict)
    cases: tuple[CaseFacts, ...] = ()
    surveys: tuple[Survey, ...] = ()
    modules: Mapping[str, Modules] = field(default_factory=dict)
    kudos: tuple[Kudos, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def learners(self) -> list[Member]:
        """The learners, by handle."""
        return [person for person in self.people if person.role is Role.LEARNER]

    @property
    def mentors(self) -> list[Member]:
        """The mentors, by handle."""
        return [person for person in self.people if person.role is Role.MENTOR]
