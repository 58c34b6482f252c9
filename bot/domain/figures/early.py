"""Early warnings: whom somebody might write to before it is late, each with its reasons; never a score of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.check_ins import DUE, CheckIn, missed_in_a_row
from bot.domain.figures.counting import sorted_by
from bot.domain.figures.facts import Facts
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.domain.sessions import COUNTED, Session, SessionState
from bot.domain.sessions import missed_in_a_row as sessions_in_a_row

QUIET = timedelta(days=14)
"""So long without an answer to anything, and without a message, is worth a line."""
ENOUGH_SIGNS = 2
"""One missed thing is a week; two kinds at once, or twice the same, are worth a line (programme, E1)."""


class Reason(StrEnum):
    """Why somebody stands on the list."""

    CHECK_INS = "check_ins"
    SESSIONS = "sessions"
    QUIET = "quiet"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Early:
    """One learner and the reasons, each with how often."""

    learner: Member
    reasons: tuple[tuple[Reason, int], ...]


def early_warnings(facts: Facts) -> tuple[Early, ...]:
    """Return the learners worth a line, those with most reasons first. Who is away, paused or gone is not on it."""
    found = []
    history = sorted_by(facts.check_ins, lambda each: each.learner_id)
    sessions = sorted_by(facts.sessions, lambda each: each.learner_id)
    absences = sorted_by(facts.absences, lambda each: each.member_id)
    for learner in facts.learners:
        today = local_date(facts.now, learner.timezone)
        is_away = any(each.covers(today) for each in absences.get(learner.id, ()))
        theirs = history.get(learner.id, []), sessions.get(learner.id, [])
        reasons = () if is_away or not learner.is_active else _reasons(facts, learner, *theirs)
        if sum(times for _, times in reasons) >= ENOUGH_SIGNS:
            found.append(Early(learner, reasons))
    return tuple(sorted(found, key=lambda each: (-sum(n for _, n in each.reasons), each.learner.handle)))


def _reasons(
    facts: Facts, learner: Member, check_ins: list[CheckIn], every: list[Session]
) -> tuple[tuple[Reason, int], ...]:
    history = sorted(check_ins, key=lambda each: each.week)
    sessions = [session for session in every if session.state in COUNTED and session.starts_at]
    sessions.sort(key=lambda session: session.starts_at or facts.now)
    answers = [each.answered_at for each in history if each.answered_at is not None]
    met = [s.starts_at for s in sessions if s.state is SessionState.ATTENDED and s.starts_at is not None]
    modules = facts.modules.get(learner.id)
    counts = {
        Reason.CHECK_INS: missed_in_a_row(each.state for each in history),
        Reason.SESSIONS: sessions_in_a_row(sessions),
        Reason.QUIET: int(_is_quiet(facts, learner, [*answers, *met], len(_due(history)))),
        Reason.BEHIND: max(0, modules.due - modules.completed) if modules is not None else 0,
    }
    return tuple((reason, times) for reason, times in counts.items() if times)


def _due(history: list[CheckIn]) -> list[CheckIn]:
    return [each for each in history if each.state in DUE]


def _is_quiet(facts: Facts, learner: Member, heard_at: list[datetime], due: int) -> bool:
    """Whether nothing was heard of somebody for a fortnight in which something was expected."""
    has_written = learner.id in facts.talk and facts.talk[learner.id].messages > 0
    return due > 0 and not has_written and not any(facts.now - at <= QUIET for at in heard_at)
