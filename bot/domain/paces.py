"""A whole group at its own pace: its questions and its dates come some weeks later, for everybody in it (G10)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.cohorts import Cohort
from bot.domain.members import Group

SLOWEST = 4
"""Weeks a group may be behind its cohort at most."""


def paced(cohort: Cohort, group: Group | None) -> Cohort:
    """Return the cohort as a group lives it: begun later, with later dates, ended with all others."""
    behind = timedelta(weeks=group.weeks_behind) if group is not None else timedelta()
    if not behind:
        return cohort
    milestones = tuple(replace(m, due_on=min(m.due_on + behind, cohort.ends_on)) for m in cohort.plan.milestones)
    plan = replace(cohort.plan, milestones=milestones)
    weeks = cohort.weeks - behind // timedelta(weeks=1)
    return replace(cohort, starts_on=cohort.starts_on + behind, weeks=weeks, plan=plan)


def possible(cohort: Cohort, week: int) -> range:
    """Return how many weeks a group may be behind in a week of the cohort: it has begun, and something is left."""
    return range(min(SLOWEST, week - 1, cohort.weeks - week) + 1)
