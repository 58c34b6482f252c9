"""How far learners have come in the course, and who fell behind, without a rank."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.plan import Module, Plan


def due_by(plan: Plan, week: int) -> int:
    """Return how many modules should be finished when a week begins."""
    return sum(module.week < week for module in plan.modules)


def next_module(plan: Plan, finished: int | None, week: int) -> Module | None:
    """Return the module somebody is behind with when a week begins; None: nobody said, or they are on pace."""
    if finished is None or finished >= due_by(plan, week):
        return None
    return plan.modules[finished]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many learners there is word of, how many of them are on pace, and the modules they finished of those due."""

    known: int = 0
    on_pace: int = 0
    finished: int = 0
    due: int = 0


def pace(plan: Plan, finished: Iterable[int | None], week: int) -> Pace:
    """Count for a week that begins; learners nobody said anything of are left out (M2)."""
    said, due = [one for one in finished if one is not None], due_by(plan, week)
    return Pace(len(said), sum(one >= due for one in said), sum(min(one, due) for one in said), due * len(said))
