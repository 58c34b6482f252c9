"""The people of a cohort as a spreadsheet that `kith groups`, `kith pair` and an import understand."""

import csv
from collections.abc import Sequence
from io import StringIO

from bot.domain.members import Member, Role
from bot.domain.room import Traits
from bot.report_file import no_formula

WORDS = ("goals", "strengths", "affinity", "avoid", "prefer")
COLUMNS = ("id", "name", "role", "timezone", "country", "language", "account", "availability")
OF_TRAITS = ("stage", "style", "format", "capacity", "completed_stage", *WORDS)


def roster_row(one: Member, accounts: Sequence[str], traits: Traits) -> tuple[str, ...]:
    """Return somebody's row; an account is written `platform:workspace:id`."""
    return _row(one, ";".join(accounts)) + _said(one, traits)


def roster_csv(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as CSV, with their header. What a spreadsheet would take for a formula begins with `'`."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS + OF_TRAITS, *rows])
    return out.getvalue()


def _row(one: Member, where: str) -> tuple[str, ...]:
    said = (one.handle, one.name, str(one.role), one.timezone, one.country, one.language, where, one.availability)
    return tuple(no_formula(cell) for cell in said)


def _said(one: Member, traits: Traits) -> tuple[str, ...]:
    """Return what pairing and grouping know of somebody; a mentor's stage is the one they finished."""
    is_mentor = one.role is Role.MENTOR
    stage, finished = ("", str(traits.stage)) if is_mentor else (str(traits.stage), "")
    words = [";".join(no_formula(word) for word in sorted(getattr(traits, name))) for name in WORDS]
    return (stage, no_formula(traits.style), str(traits.format), str(traits.capacity), finished, *words)
