"""What is written down of a case: a line of its timeline, and of the audit log where somebody did it themselves."""

from bot.domain.cases import BROUGHT, Case, CaseEntry
from bot.domain.signals.severity import Severity
from bot.effects import Urgency
from bot.turn import Turn


async def note(turn: Turn, case: Case, what: str, text: str = "") -> None:
    """Add a line to a case's timeline, by whoever acts in this turn."""
    await turn.tx.cases.note(CaseEntry(case.id, turn.now, what, _actor_id(turn), text))


async def acted(turn: Turn, case: Case, what: str, text: str = "") -> None:
    """Add a line to a case's timeline, and to the audit log, for what somebody did with their own hand."""
    await note(turn, case, what, text)
    kind = what.partition(":")[0]
    by_hand = kind if kind in BROUGHT else what  # which rule it was stands in the case
    await turn.tx.audit.add(turn.now, _actor_id(turn), f"case.{by_hand}", case.id)


def _actor_id(turn: Turn) -> str:
    return turn.actor.id if turn.actor is not None else ""


def urgency_of(case: Case) -> Urgency:
    """Return how soon people hear of a case: at any hour only where somebody may be in danger."""
    return Urgency.ESCALATION if case.severity >= Severity.HIGH else Urgency.NOTICE
