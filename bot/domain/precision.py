"""How often a rule was right: false alarms among the closed cases that its signals opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.cases import Case, CaseState, Cause, Resolution

ENOUGH = 5
"""Closed cases below which a figure says more about people than about rules, and is not shown to everybody."""


@dataclass(frozen=True, slots=True)
class Precision:
    """One rule's closed cases, and how many of them were false alarms."""

    rule: str
    closed: int
    false_alarms: int

    @property
    def share(self) -> float:
        """The part that was false, 0 to 1."""
        return self.false_alarms / self.closed


def says_something(case: Case) -> bool:
    """Whether it counts for its rule; what people brought by hand and duplicates say nothing of a rule."""
    return case.cause is Cause.SIGNAL and case.is_closed and case.resolution is not Resolution.DUPLICATE


def by_rule(cases: Iterable[Case], before: Iterable[Precision] = ()) -> tuple[Precision, ...]:
    """Count by rule, the most often wrong first; `before` is what is left of cases that are no longer kept."""
    counted: dict[str, tuple[int, int]] = {}
    seen = [Precision(case.rule, 1, int(case.state is CaseState.VOID)) for case in cases if says_something(case)]
    for one in (*before, *seen):
        closed, wrong = counted.get(one.rule, (0, 0))
        counted[one.rule] = (closed + one.closed, wrong + one.false_alarms)
    found = [Precision(rule, closed, wrong) for rule, (closed, wrong) in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.closed, one.rule)))


def in_all(cases: Iterable[Case], before: Iterable[Precision] = ()) -> Precision | None:
    """Count over all rules, for everybody to read: without cases that are kept from somebody; None for too few."""
    counted = by_rule((case for case in cases if not case.kept_from), before)
    closed = sum(one.closed for one in counted)
    return Precision("", closed, sum(one.false_alarms for one in counted)) if closed >= ENOUGH else None
