"""How far learners have come in the course, and who fell behind, without a rank."""

from bot.domain.deadlines import Module
from bot.domain.plan import Plan


def due_by(plan: Plan, week: int) -> int:
    """Return how many modules should be finished when a week begins."""
    return sum(module.week < week for module in plan.modules)


def next_module(plan: Plan, finished: int | None, week: int) -> Module | None:
    """Return the module somebody is behind with when a week begins; None: nobody said, or they are on pace."""
    if finished is None or finished >= due_by(plan, week):
        return None
    return plan.modules[finished]
