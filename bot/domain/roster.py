"""People brought in from a spreadsheet: what each row would change, and which rows cannot be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.domain.members import Member, MemberState, Role
from bot.domain.room import Traits

Whereabouts = tuple[str, str, str]
"""An account: platform, workspace ("": the cohort's own there), id."""
OF_MEMBER = ("name", "timezone", "country", "language", "availability")
OF_TRAITS = ("stage", "style", "format", "capacity", "goals", "strengths", "affinity", "avoid", "prefer")
THEIRS = frozenset({"timezone", "country", "language", "availability", "style", "format"})
"""What people are asked themselves: once they have started, a spreadsheet does not overrule their own word."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a row cannot be."""

    TWICE = "twice"
    ACCOUNT_TWICE = "account_twice"
    ACCOUNT_TAKEN = "account_taken"
    NO_WORKSPACE = "no_workspace"
    OTHER_ROLE = "other_role"
    NO_NAME = "no_name"
    HAS_LEFT = "has_left"
    SELF = "self"
    UNKNOWN = "unknown"
    BOTH = "both"
    NOT_BY_A_PROGRAM = "not_by_a_program"
    NO_ACCOUNT_BY_A_PROGRAM = "no_account_by_a_program"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `said` has only what it says, by the names of Member's and Traits' fields; accounts as it has them."""

    line: int
    handle: str
    role: Role
    said: Mapping[str, Any] = field(default_factory=dict)
    accounts: tuple[Whereabouts, ...] = ()
    says_role: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is in the cohort already."""

    member: Member
    traits: Traits
    accounts: tuple[Whereabouts, ...] = ()

    def value(self, name: str) -> Any:
        """Return what is stored under a field's name."""
        return getattr(self.member if name in OF_MEMBER else self.traits, name)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """What a roster is compared with: who is there, by folded handle, and which workspace each platform has.

    Where a program brings it, nobody looked at the rows: it makes and touches no coordinator, and opens no account's
    way to whoever has begun. Its token would else be the key to what people confided.
    """

    people: Mapping[str, Known]
    workspaces: Mapping[str, str]
    is_by_program: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: its column, and what it is about ("": the row's own id)."""

    why: Refusal
    column: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row: `changes` by field, `kept` the fields whose own word stays, `accounts` that are new."""

    entry: Entry
    fate: Fate
    changes: Mapping[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    accounts: tuple[Whereabouts, ...] = ()
    reasons: tuple[Reason, ...] = ()


def compared(entries: Sequence[Entry], cohort: Cohorts) -> tuple[Outcome, ...]:
    """Return what becomes of every row, in their order; a second time, everything is unchanged."""
    settled = [replace(entry, accounts=_placed(entry, cohort)) for entry in entries]
    handles = Counter(entry.handle.casefold() for entry in settled)
    accounts = Counter(account for entry in settled for account in entry.accounts)
    everybody = {*handles, *cohort.people}
    owners = {account: key for key, known in cohort.people.items() for account in known.accounts}
    found = []
    for entry in settled:
        known = cohort.people.get(entry.handle.casefold())
        reasons = [
            *([Reason(Refusal.TWICE, "id")] if handles[entry.handle.casefold()] > 1 else []),
            *_accounts(entry, accounts, owners),
            *_wishes(entry, everybody),
            *_standing(entry, known),
            *(_beyond_a_program(entry, known) if cohort.is_by_program else []),
        ]
        found.append(Outcome(entry, Fate.REFUSED, reasons=tuple(reasons)) if reasons else _fate(entry, known))
    return tuple(found)


def _placed(entry: Entry, cohort: Cohorts) -> tuple[Whereabouts, ...]:
    return tuple((p, workspace or cohort.workspaces.get(p, ""), id) for p, workspace, id in entry.accounts)


def _accounts(entry: Entry, all_of_file: Counter[Whereabouts], owners: Mapping[Whereabouts, str]) -> list[Reason]:
    reasons = []
    for account in entry.accounts:
        if not account[1]:
            reasons.append(Reason(Refusal.NO_WORKSPACE, "account", account[0]))
        elif all_of_file[account] > 1:
            reasons.append(Reason(Refusal.ACCOUNT_TWICE, "account", account[2]))
        elif owners.get(account, entry.handle.casefold()) != entry.handle.casefold():
            reasons.append(Reason(Refusal.ACCOUNT_TAKEN, "account", account[2]))
    return reasons


def _wishes(entry: Entry, everybody: set[str]) -> list[Reason]:
    avoid, prefer = entry.said.get("avoid", frozenset()), entry.said.get("prefer", frozenset())
    reasons = [Reason(Refusal.BOTH, "avoid", handle) for handle in sorted(avoid & prefer)]
    for column, handles in (("avoid", avoid), ("prefer", prefer)):
        for handle in sorted(handles):
            if handle.casefold() == entry.handle.casefold():
                reasons.append(Reason(Refusal.SELF, column, handle))
            elif handle.casefold() not in everybody:
                reasons.append(Reason(Refusal.UNKNOWN, column, handle))
    return reasons


def _standing(entry: Entry, known: Known | None) -> list[Reason]:
    if known is None:
        return [] if entry.said.get("name") else [Reason(Refusal.NO_NAME, "name")]
    if entry.says_role and entry.role is not known.member.role:
        return [Reason(Refusal.OTHER_ROLE, "role", known.member.role)]
    return [] if known.member.is_reachable else [Reason(Refusal.HAS_LEFT, "id")]


def _beyond_a_program(entry: Entry, known: Known | None) -> list[Reason]:
    role = entry.role if known is None else known.member.role
    if role is Role.COORDINATOR:
        return [Reason(Refusal.NOT_BY_A_PROGRAM, "role" if known is None else "id")]
    if known is None or known.member.state is MemberState.INVITED:
        return []
    new = [account for account in entry.accounts if account not in known.accounts]
    return [Reason(Refusal.NO_ACCOUNT_BY_A_PROGRAM, "account", account[2]) for account in new]


def _fate(entry: Entry, known: Known | None) -> Outcome:
    if known is None:
        return Outcome(entry, Fate.NEW, dict(entry.said), accounts=entry.accounts)
    differs = {name: value for name, value in entry.said.items() if known.value(name) != value}
    has_begun = known.member.consent_version > 0 and known.member.role is not Role.COORDINATOR
    kept = tuple(name for name in differs if has_begun and name in THEIRS)
    changes = {name: value for name, value in differs.items() if name not in kept}
    new = tuple(account for account in entry.accounts if account not in known.accounts)
    return Outcome(entry, Fate.CHANGED if changes or new else Fate.UNCHANGED, changes, kept, new)
