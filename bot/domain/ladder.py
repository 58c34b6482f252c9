"""What follows a missed check-in or session: each miss triggers one rung, a person decides the rest."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain import check_ins, sessions
from bot.domain.check_ins import CheckInState
from bot.domain.plan import CheckInLadder
from bot.domain.sessions import Session


class Rung(StrEnum):
    """The steps up: ask the learner, draft for the mentor, open a case for the coordinator."""

    ASK = "ask"
    DRAFT = "draft"
    CASE = "case"


def next_rung(missed_in_a_row: int, ladder: CheckInLadder, *, has_open_case: bool) -> Rung | None:
    """Return what a new miss asks for; nothing while a case of the ladder is with a person."""
    if has_open_case or missed_in_a_row < ladder.ask_at:
        return None
    if missed_in_a_row >= ladder.case_at:
        return Rung.CASE
    if missed_in_a_row >= ladder.draft_at:
        return Rung.DRAFT
    return Rung.ASK


class SessionRung(StrEnum):
    """The steps up after missed sessions: draft for the mentor, then their note for a coordinator (a fixed rule)."""

    DRAFT = "draft"
    NOTE = "note"


def next_session_rung(missed_in_a_row: int, *, has_open_case: bool) -> SessionRung | None:
    """Return what a newly missed session asks for; nothing while a case of the ladder is with a person."""
    if has_open_case or not missed_in_a_row:
        return None
    return SessionRung.DRAFT if missed_in_a_row == 1 else SessionRung.NOTE


def slips(past: Iterable[CheckInState], counted: Iterable[Session]) -> bool:
    """Whether somebody missed their last check-in or session: support begins anew for them (P10)."""
    return check_ins.missed_in_a_row(past) > 0 or sessions.missed_in_a_row(counted) > 0
