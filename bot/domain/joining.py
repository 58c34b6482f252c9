"""When what joins an open case is more than one more line in it, and the case goes to whoever is on call (again)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.cases import BROUGHT, Case, CaseEntry, CaseState
from bot.domain.signals.severity import Severity

IMMINENT: Final = ".imminent"
"""How the ids of rules end that see a plan, a time or a farewell: they tell the next person, too, at once."""
EXHAUSTED: Final = "exhausted"
"""The line of a case's timeline that says that every step was tried."""
LATELY: Final = timedelta(hours=1)
"""So long after such a word another one is no news to whoever has the case."""

TRIED_AGAIN: Final = timedelta(minutes=10)
"""So long after everybody was tried in vain nobody is tried again: signals may come by the hundred."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What joins a case; `first_step` of 1 tells two people at once, `is_urgent` asks for no office hours.

    `is_owner_there` is false where whoever has the case has days off or is gone.
    """

    severity: Severity
    at: datetime
    first_step: int = 0
    is_urgent: bool = False
    is_owner_there: bool = True

    def is_graver_than(self, case: Case, timeline: Sequence[CaseEntry]) -> bool:
        """Whether it is graver than what was said before: more severe, or a plan where there was none lately."""
        return self.severity > case.severity or (
            self.first_step > 0 and not case.is_unowned and not _was_imminent(timeline, self.at - LATELY)
        )

    def goes_to_the_line(self, case: Case, timeline: Sequence[CaseEntry]) -> bool:
        """Whether somebody must be told who would not be told by the case's own policy, or only much later."""
        if self.is_graver_than(case, timeline):
            return True
        if case.state is CaseState.EXHAUSTED:
            given_up = max((entry.at for entry in timeline if entry.what == EXHAUSTED), default=case.opened_at)
            return self.at - given_up >= TRIED_AGAIN
        if not case.is_unowned:
            return not self.is_owner_there
        is_still_waiting = case.step == 0 and self.is_urgent
        return is_still_waiting or 0 < case.step <= self.first_step


def joined(case: Case, joining: Joining, timeline: Sequence[CaseEntry]) -> Case:
    """Return the case with one more signal; where it goes to the line, without an owner and from where that begins."""
    if not joining.goes_to_the_line(case, timeline):
        return replace(case.asked_anew(), signals=case.signals + 1, version=case.version + 1)
    is_further_on = case.state is CaseState.OPEN and not joining.is_graver_than(case, timeline)
    step = max(joining.first_step, case.step if is_further_on else 0)
    severity = max(case.severity, joining.severity)
    return replace(case.opened_again(), signals=case.signals + 1, severity=severity, step=step)


def _was_imminent(timeline: Sequence[CaseEntry], since: datetime) -> bool:
    return any(_brought(entry).endswith(IMMINENT) for entry in timeline if entry.at > since)


def _brought(entry: CaseEntry) -> str:
    kind, _, rule = entry.what.partition(":")
    return rule if kind in BROUGHT else ""
