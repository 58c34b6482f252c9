"""What is scanned in a cohort, and how fast a case of each severity is told: the defaults of the safety design."""

from dataclasses import dataclass, field
from datetime import time, timedelta

from bot.domain.own_rules import OwnRule
from bot.domain.schedule import WorkingHours
from bot.domain.signals.severity import Severity


@dataclass(frozen=True, slots=True)
class SeverityPolicy:
    """How fast a case of one severity is told, and what happens when nobody acknowledges.

    `hours`: only inside these hours of the person on call, else at their start (None: at any hour).
    After `wait` the next person hears of it too, then all of them every `wait`, `repeats` times, then the outside
    contact where `outside`, then the digest. `working_days` replaces `wait` by that many working days.
    """

    wait: timedelta
    repeats: int = 0
    hours: WorkingHours | None = None
    working_days: int = 0
    outside: bool = False
    watch: timedelta = timedelta(hours=4)
    """Without a note this long after the acknowledgement, the owner is reminded, then the case opens again."""
    answer_within: timedelta = timedelta(days=2)
    """The goal for a person's first answer, shown to those who wait."""


_ALL_DAYS = frozenset(range(7))


def default_severities() -> dict[Severity, SeverityPolicy]:
    """Return the defaults of the safety design: critical, high, elevated and normal."""
    office = WorkingHours(frozenset(range(5)), time(9), time(17))
    awake = WorkingHours(_ALL_DAYS, time(7), time(22))
    daytime = WorkingHours(_ALL_DAYS, time(8), time(21))
    return {
        Severity.CRITICAL: SeverityPolicy(
            timedelta(minutes=15),
            repeats=4,
            outside=True,
            watch=timedelta(minutes=30),
            answer_within=timedelta(minutes=30),
        ),
        Severity.HIGH: SeverityPolicy(
            timedelta(minutes=60), repeats=1, hours=awake, outside=True, answer_within=timedelta(hours=4)
        ),
        Severity.ELEVATED: SeverityPolicy(timedelta(hours=4), hours=daytime, working_days=1),
        Severity.NORMAL: SeverityPolicy(timedelta(days=1), hours=office, working_days=1),
    }


@dataclass(frozen=True, slots=True)
class Safety:
    """What is scanned, who hears of it outside, and how long it may take."""

    scan: tuple[str, ...] = ()
    """Groups by handle and cohort channels by name whose messages are scanned; DMs to the bot always are."""
    languages: tuple[str, ...] = ("en",)
    outside: str = ""
    """`mailto:` or `https://` address told, without content, when nobody acknowledges."""
    severities: dict[Severity, SeverityPolicy] = field(default_factory=default_severities)
    own_rules: tuple[OwnRule, ...] = ()
    """What coordinators look for beside the packs."""
