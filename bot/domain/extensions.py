"""More time for one milestone of one person: asked for without proof, granted at once inside the policy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.deadlines import ExtensionPolicy

REASON_LIMIT = 300


class ExtensionState(StrEnum):
    """SHOWN: the new date was shown and not confirmed; ASKED: a coordinator decides."""

    SHOWN = "shown"
    ASKED = "asked"
    GRANTED = "granted"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for a milestone, by its name; `due_on` is the new date. `reason` is personal text, sealed at rest.

    `is_automatic`: the policy granted it, nobody had to decide.
    """

    id: str
    cohort_id: str
    learner_id: str
    milestone: str
    days: int
    due_on: date
    asked_at: datetime
    state: ExtensionState = ExtensionState.SHOWN
    is_automatic: bool = False
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = ""

    @property
    def is_granted(self) -> bool:
        """Whether the date holds."""
        return self.state is ExtensionState.GRANTED

    def asked(self) -> "Extension":
        """Return the extension waiting for a coordinator."""
        return replace(self, state=ExtensionState.ASKED)

    def granted(self, now: datetime, by: str = "") -> "Extension":
        """Return the extension granted; without `by` the policy did it."""
        return replace(self, state=ExtensionState.GRANTED, is_automatic=not by, decided_at=now, decided_by=by)

    def denied(self, now: datetime, by: str) -> "Extension":
        """Return the extension not granted."""
        return replace(self, state=ExtensionState.DENIED, decided_at=now, decided_by=by)


def is_automatic(policy: ExtensionPolicy, days: int, before: Iterable[Extension]) -> bool:
    """Whether the policy grants so many days at once to somebody who had these extensions."""
    granted = sum(extension.is_granted for extension in before)
    return days <= policy.automatic_days and granted < policy.automatic_times


UNITS = ("d", "day", "days", "w", "week", "weeks")
_LENGTH = re.compile(rf"(?P<number>\d{{1,3}})\s*(?P<unit>{'|'.join(UNITS)})?\Z", re.ASCII)


def parse_days(text: str) -> int:
    """Read `5d`, `5 days`, `5` or `1 week` as days; ValueError where it is nothing like it, or no day at all."""
    match = _LENGTH.match(text.strip().lower())
    if match is None or not int(match["number"]):
        raise ValueError(f'"{text}" is not a length like 5d or 1 week')
    return int(match["number"]) * (7 if (match["unit"] or "d").startswith("w") else 1)


def latest(due_on: date, days: int) -> date:
    """Return the day that is so many days later."""
    return due_on + timedelta(days=days)
