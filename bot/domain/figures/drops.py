"""The weeks in which participation fell, and where to look first: dates, then the question, then mentors' load (M12).

Everything here is counts of at least five people; smaller groups are told together or not at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.check_ins import DUE, CheckIn, CheckInState
from bot.domain.disclosure import ENOUGH, hidden
from bot.domain.figures.diagnosis import HEAVY, Holiday
from bot.domain.figures.facts import Facts

FELL = 0.10
"""A share that is smaller by so much than the week before has fallen."""
LOW = 0.5
"""A week in which fewer answer is looked at even where it did not fall."""
MANY_AWAY = 0.2


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many check-ins were answered."""

    answered: int
    due: int

    @property
    def is_told(self) -> bool:
        """Whether it is of so many people that it says nothing about one of them."""
        return self.due >= ENOUGH

    @property
    def share(self) -> float:
        """The part that was answered; 1 where nothing was due."""
        return self.answered / self.due if self.due else 1.0

    def is_below(self, other: "Share") -> bool:
        """Whether it is markedly smaller than another one, of enough people both."""
        return self.is_told and other.is_told and other.share - self.share >= FELL - 1e-9


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """A group in a week and in the week before; `name` "" stands for all that are too small to be told alone."""

    name: str
    now: Share
    before: Share


@dataclass(frozen=True, slots=True)
class Drop:
    """A week to look at, with the evidence of each step in the order in which to look."""

    week: int
    now: Share
    before: Share | None
    holidays: tuple[Holiday, ...]
    milestones: tuple[str, ...]
    away: int
    theme: str
    has_new_phase: bool
    groups: tuple[GroupWeek, ...]
    heavy: Share
    others: Share

    @property
    def fell(self) -> tuple[GroupWeek, ...]:
        """The groups in which it fell."""
        return tuple(each for each in self.groups if each.now.is_below(each.before))

    @property
    def is_schedule(self) -> bool:
        """Whether the days themselves may be the reason."""
        return bool(self.holidays or self.milestones) or self.away >= max(1, MANY_AWAY * self.now.due)

    @property
    def is_structure(self) -> bool:
        """Whether the question may be the reason: support became lighter, or it fell in most groups at once."""
        return self.has_new_phase or (len(self.groups) > 1 and 2 * len(self.fell) > len(self.groups))

    @property
    def is_workload(self) -> bool:
        """Whether mentors' load may be: whoever has a mentor of many learners answered less than everybody else."""
        return self.heavy.is_below(self.others)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Every week's share, and the weeks to look at, the newest first."""

    shares: tuple[tuple[int, Share], ...]
    drops: tuple[Drop, ...]


def drops(facts: Facts) -> Weeks:
    """Return how check-ins were answered week by week, and the evidence for each week in which that fell."""
    found = {week: _share(facts, week) for week in sorted({each.week for each in facts.check_ins})}
    told = {week: share for week, share in found.items() if share.is_told}
    before = {later: told[earlier] for earlier, later in pairwise(told)}
    wanted = [week for week, now in told.items() if now.share < LOW or (week in before and now.is_below(before[week]))]
    return Weeks(tuple(told.items()), tuple(_drop(facts, week, told[week], before.get(week)) for week in wanted[::-1]))


def _share(facts: Facts, week: int, is_counted: Callable[[CheckIn], bool] = lambda _: True) -> Share:
    return _counted(each for each in facts.check_ins if each.week == week and is_counted(each))


def _counted(check_ins: Iterable[CheckIn]) -> Share:
    states = [each.state for each in check_ins if each.state in DUE]
    return Share(states.count(CheckInState.ANSWERED), len(states))


def _drop(facts: Facts, week: int, now: Share, before: Share | None) -> Drop:
    plan, days = facts.cohort.plan, _days(facts, week)
    prompt = plan.prompt(week)
    away = {a.member_id for a in facts.absences if any(a.covers(day) for day in days)}
    heavy = _of_heavy(facts)
    return Drop(
        week,
        now,
        before,
        tuple(dict.fromkeys(Holiday(each.on, each.name) for each in plan.holidays if each.on in days)),
        tuple(each.name for each in plan.milestones if each.due_on in days),
        len(away & {person.id for person in facts.learners}),
        prompt.theme if prompt is not None else "",
        week > 1 and plan.phase(week) != plan.phase(week - 1),
        _groups(facts, week),
        _share(facts, week, lambda each: each.learner_id in heavy),
        _share(facts, week, lambda each: each.learner_id not in heavy),
    )


def _days(facts: Facts, week: int) -> frozenset[date]:
    first = facts.cohort.starts_on + timedelta(weeks=week - 1)
    return frozenset(first + timedelta(days=number) for number in range(7))


def _of_heavy(facts: Facts) -> frozenset[str]:
    """Return the learners whose mentor looks after more than is good."""
    pairs = [pair for pair in facts.pairings if pair.until_on is None]
    loads = Counter(pair.mentor_id for pair in pairs)
    return frozenset(pair.learner_id for pair in pairs if loads[pair.mentor_id] > HEAVY)


def _groups(facts: Facts, week: int) -> tuple[GroupWeek, ...]:
    """Return the groups that may be told alone, then all others together; nothing comes out by subtraction."""
    due = {each.learner_id: each.id for each in facts.check_ins if each.week == week and each.state in DUE}
    asked = {group.id: frozenset(due[one] for one in _inside(facts, group.id) if one in due) for group in facts.groups}
    grouped = frozenset[str]().union(*(_inside(facts, group.id) for group in facts.groups))
    kept = hidden(asked, due.keys() - grouped)
    told = [_group(facts, week, group.name, _inside(facts, group.id)) for group in facts.groups if group.id not in kept]
    rest = frozenset(due.keys() - grouped).union(*(_inside(facts, id) for id in kept))
    together = _group(facts, week, "", rest)
    return (*(each for each in told if each.now.due), *([together] if together.now.is_told else []))


def _inside(facts: Facts, group_id: str) -> frozenset[str]:
    return facts.members_of.get(group_id, frozenset())


def _group(facts: Facts, week: int, name: str, members: frozenset[str]) -> GroupWeek:
    now, before = (_share(facts, each, lambda one: one.learner_id in members) for each in (week, week - 1))
    return GroupWeek(name, now, before)
