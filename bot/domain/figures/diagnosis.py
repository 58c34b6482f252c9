"""A group has gone quiet: where to look first. Schedule, then structure, then the mentor's load, each with evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.check_ins import DUE, CheckIn, CheckInState
from bot.domain.figures.counting import sorted_by
from bot.domain.figures.facts import Facts
from bot.domain.members import Group, Member

HEAVY = 4
"""Learners of one mentor from which on the load itself may be the reason (programme, table of figures)."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off in the week that was quiet."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The evidence of each step for one group and one week, in the order in which to look (M12).

    `holidays` and `away` speak of the schedule; `elsewhere` is how many of other groups' check-ins with the same
    question were answered; `mentor` looks after `learners` and wrote `messages` since the report's beginning.
    """

    group: Group
    week: int
    answered: int
    due: int
    holidays: tuple[Holiday, ...] = ()
    away: int = 0
    elsewhere: tuple[int, int] = (0, 0)
    mentor: Member | None = None
    learners: int = 0
    messages: int = 0

    @property
    def is_schedule(self) -> bool:
        """Whether the days themselves may be the reason."""
        return bool(self.holidays) or self.away > 0

    @property
    def is_structure(self) -> bool:
        """Whether the question may be the reason: it did not work elsewhere either."""
        answered, due = self.elsewhere
        return due > 0 and 2 * answered < due

    @property
    def is_workload(self) -> bool:
        """Whether the mentor's load may be the reason: many learners, or nothing heard of them."""
        return self.mentor is not None and (self.learners > HEAVY or self.messages == 0)


def diagnose(facts: Facts, week: int, everywhere: tuple[int, int] | None = None) -> tuple[Diagnosis, ...]:
    """Return a diagnosis of every group that answered fewer than half of a week's due check-ins.

    `everywhere`: the whole cohort's answered and due, where `facts` are of some groups only.
    """
    counted = [each for each in facts.check_ins if each.week == week and each.state in DUE]
    theirs = sorted_by(counted, lambda each: each.learner_id)
    all_answered, all_due = everywhere or _rate(counted)
    found = []
    for group in facts.groups:
        members = facts.members_of.get(group.id, frozenset())
        answered, due = _rate(each for one in members for each in theirs.get(one, ()))
        if due and 2 * answered < due:
            elsewhere = (all_answered - answered, all_due - due)
            found.append(_looked_at(facts, Diagnosis(group, week, answered, due, elsewhere=elsewhere), members))
    return tuple(found)


def _rate(check_ins: Iterable[CheckIn]) -> tuple[int, int]:
    states = [each.state for each in check_ins]
    return states.count(CheckInState.ANSWERED), len(states)


def _looked_at(facts: Facts, bare: Diagnosis, members: frozenset[str]) -> Diagnosis:
    first = facts.cohort.starts_on + timedelta(weeks=bare.week - 1)
    days = {first + timedelta(days=number) for number in range(7)}
    of_group = facts.cohort.plan.holidays_of(bare.group.handle)
    holidays = [Holiday(h.on, h.name) for h in facts.cohort.plan.holidays if h.on in days & of_group]
    away = {a.member_id for a in facts.absences if a.member_id in members and any(a.covers(day) for day in days)}
    mentor = next((person for person in facts.mentors if person.id == bare.group.facilitator_id), None)
    pairs = [p for p in facts.pairings if mentor is not None and p.mentor_id == mentor.id and p.until_on is None]
    talk = facts.talk.get(mentor.id) if mentor is not None else None
    return Diagnosis(
        bare.group,
        bare.week,
        bare.answered,
        bare.due,
        tuple(dict.fromkeys(holidays)),
        len(away),
        bare.elsewhere,
        mentor,
        len(pairs),
        talk.messages if talk is not None else 0,
    )
