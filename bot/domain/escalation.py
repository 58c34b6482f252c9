"""Who hears of a case, when, and what happens when nobody acknowledges."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.severities import SeverityPolicy


@dataclass(frozen=True, slots=True)
class Step:
    """One look at an unacknowledged case: whom to tell now (handles), and when to look again (None: never)."""

    tell: tuple[str, ...]
    outside: bool
    is_last: bool
    next_at: datetime | None


def first_at(opened_at: datetime, policy: SeverityPolicy, zone: str, *, is_urgent: bool = False) -> datetime:
    """Return when the first alert may go: now, or the start of the hours of the person on call (in their zone)."""
    if policy.hours is None or is_urgent:
        return opened_at
    return policy.hours.next(opened_at, zone)


def step(number: int, order: tuple[str, ...], policy: SeverityPolicy, now: datetime, zone: str) -> Step:
    """Return what to do at step `number` (0 is the first alert). `order`: those eligible, the one on call first.

    Step 0 tells the one on call; step 1 the next person and the first again; each repeat tells the same two; after
    the repeats the outside contact hears of it and the case waits in the digest.
    """
    if number > policy.repeats + 1 or not order:
        return Step(tell=(), outside=policy.outside or not order, is_last=True, next_at=None)
    tell = order[:1] if number == 0 else order[:2]
    return Step(tell, outside=False, is_last=False, next_at=_next(policy, now, zone))


def _next(policy: SeverityPolicy, now: datetime, zone: str) -> datetime:
    if policy.working_days and policy.hours is not None:
        return policy.hours.add_working_days(now, policy.working_days, zone)
    return now + policy.wait
