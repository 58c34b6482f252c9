"""Dates a cohort works towards, as they stand for one person: their own where they were given more time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.deadlines import Milestone
from bot.domain.extensions import Extension
from bot.domain.plan import Plan
from bot.domain.schedule import workday_before


@dataclass(frozen=True, slots=True)
class DueItem:
    """A milestone as it stands for one person. `number` is its place in the cohort file; `was_on` the common day."""

    number: int
    milestone: Milestone
    due_on: date

    @property
    def was_on(self) -> date:
        """The day it is due for everybody else."""
        return self.milestone.due_on

    @property
    def is_own(self) -> bool:
        """Whether the date is this person's alone."""
        return self.due_on != self.was_on

    def reminders(self) -> tuple[date, ...]:
        """Return the days of its reminders, first one first; counted from this person's own date."""
        return tuple(self.due_on - timedelta(days=days) for days in sorted(self.milestone.remind_days, reverse=True))


def due_items(plan: Plan, extensions: Iterable[Extension] = ()) -> tuple[DueItem, ...]:
    """Return a person's milestones by day; the latest granted date of each counts."""
    own: dict[str, date] = {}
    for extension in extensions:
        if extension.is_granted:
            own[extension.milestone] = max(extension.due_on, own.get(extension.milestone, extension.due_on))
    items = [DueItem(n, m, max(own.get(m.name, m.due_on), m.due_on)) for n, m in enumerate(plan.milestones)]
    return tuple(sorted(items, key=lambda item: (item.due_on, item.number)))


def still_due(items: Iterable[DueItem], today: date) -> tuple[DueItem, ...]:
    """Return those whose day is not over."""
    return tuple(item for item in items if item.due_on >= today)


def next_reminder(item: DueItem, after: date) -> date | None:
    """Return the first day after `after` on which a person is reminded of their own date; None: no more."""
    return next((day for day in item.reminders() if day > after), None)


@dataclass(frozen=True, slots=True)
class DeadlinePost:
    """A post in a group's channel before a milestone; `days` before it by plan, `on` is the day it really goes."""

    number: int
    milestone: Milestone
    days: int
    on: date


def deadline_posts(milestones: Sequence[Milestone], holidays: Collection[date]) -> tuple[DeadlinePost, ...]:
    """Return a group's posts by day; one that falls on a holiday goes on the working day before (rule 7)."""
    posts = []
    for number, milestone in enumerate(milestones):
        for days in milestone.remind_days:
            nominal = milestone.due_on - timedelta(days=days)
            on = workday_before(nominal, holidays) if nominal in holidays else nominal
            posts.append(DeadlinePost(number, milestone, days, on))
    return tuple(sorted(posts, key=lambda post: (post.on, post.number, -post.days)))


def pressure_at(plan: Plan, day: date) -> Milestone | None:
    """Return the main milestone that is close on a day: from its first reminder to the day it is due (P9)."""
    return next(
        (
            m
            for m in plan.milestones
            if m.is_main and m.remind_days and m.due_on - timedelta(days=max(m.remind_days)) <= day <= m.due_on
        ),
        None,
    )
