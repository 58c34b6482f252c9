"""What coordinators may decide without a file: which settings there are, how far each may go, how they fit together.

A cohort file may go further; what stands in it holds until somebody changes it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any

from bot.domain.plan import Plan
from bot.domain.schedule import Weekly
from bot.domain.severities import SeverityPolicy, default_severities
from bot.domain.signals.severity import Severity

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
_PHASE = "phase_"
_STEPS = ("ask_at", "draft_at", "case_at")
"""The rungs of the ladder; none may come before the one in front of it."""
_WEEK = 7 * 24 * 60
"""In minutes."""


class Policy(StrEnum):
    """What is decided together, on one form."""

    RHYTHM = "rhythm"
    NUDGES = "nudges"
    LADDER = "ladder"
    EXTENSIONS = "extensions"
    CRITICAL = "critical"
    HIGH = "high"
    ELEVATED = "elevated"
    NORMAL = "normal"

    @property
    def severity(self) -> Severity | None:
        """The severity it is about, None for everything else."""
        return Severity(self.value) if self.value in list(Severity) else None


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to decide: a number or a length of time with its limits; without limits a time or a span of hours."""

    name: str
    least: Any = None
    most: Any = None


def settings(plan: Plan, policy: Policy) -> tuple[Setting, ...]:
    """Return what a policy's form asks for, five things at most."""
    match policy:
        case Policy.RHYTHM:
            late = Setting("late_limit", HOUR, DAY)
            return (Setting("check_in_reminder"), Setting("check_in_closes"), Setting("quiet_hours"), late)
        case Policy.NUDGES:
            weekly = [Setting(f"{_PHASE}{phase.from_week}", 0, 14) for phase in plan.phases[:3]]
            return (Setting("per_day", 0, 5), Setting("stop_after", 1, 20), *weekly)
        case Policy.LADDER:
            steps = [Setting(name, 1, 10) for name in _STEPS]
            return (*steps, Setting("draft_reminder", HOUR, 7 * DAY), Setting("draft_overdue", HOUR, 14 * DAY))
        case Policy.EXTENSIONS:
            granted = (Setting("automatic_days", 0, 60), Setting("automatic_times", 0, 20))
            return (*granted, Setting("longest_days", 1, 180))
        case _:
            return _of_severity(default_severities()[Severity(policy)], Severity(policy))


def _of_severity(default: SeverityPolicy, severity: Severity) -> tuple[Setting, ...]:
    """Return how far a severity may go: what is grave is never slower than the safety design has it, nor told less."""
    if severity >= Severity.HIGH:
        return (
            Setting("wait", MINUTE, default.wait),
            Setting("repeats", default.repeats, 20),
            Setting("watch", 5 * MINUTE, default.watch),
            Setting("answer_within", 5 * MINUTE, default.answer_within),
        )
    return (
        Setting("working_days", 0, 5),
        Setting("wait", HOUR, 7 * DAY),
        Setting("watch", HOUR, 2 * DAY),
        Setting("answer_within", HOUR, 7 * DAY),
    )


def decided(plan: Plan, policy: Policy) -> dict[str, Any]:
    """Return what holds now, by the names of the settings."""
    return {each.name: _value(plan, policy, each.name) for each in settings(plan, policy)}


def mark(plan: Plan, policy: Policy) -> str:
    """Return a short name of what holds now: whoever changes something else has not seen this."""
    return sha256(repr(decided(plan, policy)).encode()).hexdigest()[:12]


def written(value: Any) -> str:
    """Return a value the way it is typed: `3`, `Sat 10:00`, `21:00-08:00`, `15 min`."""
    if not isinstance(value, timedelta):
        return str(value)
    minutes = round(value.total_seconds() / 60)
    if minutes % 1440 == 0:
        return f"{minutes // 1440} days"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def is_within(setting: Setting, value: Any) -> bool:
    """Whether a value keeps its limits."""
    return setting.least is None or setting.least <= value <= setting.most


def out_of_order(plan: Plan, policy: Policy, values: Mapping[str, Any]) -> str:
    """Return the first setting that does not fit the others, "" where all do."""
    match policy:
        case Policy.LADDER:
            late = [later for earlier, later in pairwise(_STEPS) if values[later] < values[earlier]]
            is_early = values["draft_overdue"] < values["draft_reminder"]
            return next(iter(late), "draft_overdue" if is_early else "")
        case Policy.EXTENSIONS:
            return "longest_days" if values["longest_days"] < values["automatic_days"] else ""
        case Policy.RHYTHM:
            opens = plan.rhythm.check_in_opens
            closes, reminder = (_after(opens, values[name]) for name in ("check_in_closes", "check_in_reminder"))
            return "check_in_reminder" if reminder >= closes else ""
        case _:
            return ""


def changed(plan: Plan, policy: Policy, values: Mapping[str, Any]) -> Plan:
    """Return the plan with these values in it."""
    severity = policy.severity
    if severity is not None:
        of_all = plan.safety.severities
        severities = of_all | {severity: replace(of_all[severity], **values)}
        return replace(plan, safety=replace(plan.safety, severities=severities))
    own = {name: value for name, value in values.items() if not name.startswith(_PHASE)}
    part = replace(getattr(plan, policy.value), **own)
    phases = tuple(
        replace(phase, nudges_per_week=values.get(f"{_PHASE}{phase.from_week}", phase.nudges_per_week))
        for phase in plan.phases
    )
    return replace(plan, phases=phases, **{policy.value: part})


def _value(plan: Plan, policy: Policy, name: str) -> Any:
    if name.startswith(_PHASE):
        week = int(name.removeprefix(_PHASE))
        return next(phase.nudges_per_week for phase in plan.phases if phase.from_week == week)
    severity = policy.severity
    part = plan.safety.severities[severity] if severity is not None else getattr(plan, policy.value)
    return getattr(part, name)


def _after(start: Weekly, then: Weekly) -> int:
    """Return the minutes from one weekly time to the next of another, a whole week when they are the same."""
    minutes = [(each.weekday * 24 + each.at.hour) * 60 + each.at.minute for each in (start, then)]
    return (minutes[1] - minutes[0]) % _WEEK or _WEEK
