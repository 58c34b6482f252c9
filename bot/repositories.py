"""What the storage keeps, one repository a noun.

Rules of every repository: `get` locks the row until the transaction ends, `find` does not; both return None where
there is nothing. Lists come in a stated, stable order. Ids are opaque text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.cards import Action
from bot.deliveries import Delivery, DeliveryState, NewDelivery, Timer
from bot.domain.budget import Nudge
from bot.domain.cases import Case, CaseEntry
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.drafts import Draft
from bot.domain.members import Absence, Group, Member, Pairing, Participation, Role
from bot.effects import Later
from bot.events import Account, Place


class CohortRepository(Protocol):
    """Cohorts with their plans."""

    async def add(self, cohort: Cohort) -> None: ...
    async def find(self, cohort_id: str) -> Cohort | None: ...
    async def by_handle(self, handle: str) -> Cohort | None: ...
    async def all(self) -> list[Cohort]:
        """Every cohort, oldest start first."""

    async def save(self, cohort: Cohort) -> None: ...


class MemberRepository(Protocol):
    """Members and their accounts."""

    async def add(self, member: Member, accounts: Sequence[Account] = ()) -> None: ...
    async def get(self, member_id: str) -> Member | None: ...
    async def find(self, member_id: str) -> Member | None: ...
    async def of_account(self, account: Account) -> list[Member]:
        """Who an account is, in every cohort they are in, newest cohort first."""

    async def by_handle(self, cohort_id: str, handle: str) -> Member | None:
        """Find somebody by the cohort file's id, any letter case."""

    async def in_cohort(self, cohort_id: str, role: Role | None = None) -> list[Member]:
        """Everybody, by handle."""

    async def save(self, member: Member) -> None: ...
    async def accounts(self, member_id: str) -> list[Account]:
        """A member's accounts, the one they prefer first."""


class GroupRepository(Protocol):
    """Groups and who is in them, from and until a day."""

    async def add(self, group: Group, member_ids: Sequence[str], from_on: date) -> None: ...
    async def find(self, group_id: str) -> Group | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Group]:
        """Groups by handle."""

    async def of_member(self, member_id: str) -> Group | None:
        """The group somebody is in now."""

    async def members(self, group_id: str) -> list[Member]:
        """Who is in the group now, by handle."""

    async def facilitated_by(self, member_id: str) -> list[Group]: ...
    async def leave(self, member_id: str, on: date) -> None: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """What a channel is to us: a group's channel, or a cohort's channel by name."""

    place: Place
    cohort_id: str
    name: str
    group_id: str = ""


class PlaceRepository(Protocol):
    """Which channel is whose."""

    async def add(self, spot: Spot) -> None: ...
    async def at(self, place: Place) -> Spot | None:
        """What the place's channel is to us, whatever the thread."""

    async def of_group(self, group_id: str) -> Spot | None: ...
    async def named(self, cohort_id: str, name: str) -> Spot | None: ...
    async def in_workspace(self, platform: str, workspace: str) -> list[Spot]:
        """Every channel of ours in a workspace, by cohort, then name."""

    async def move(self, spot: Spot, place: Place) -> None:
        """Give a spot another channel; what was written in the old one stays there."""


class PairingRepository(Protocol):
    """Who mentors whom, with history."""

    async def add(self, pairing: Pairing) -> None: ...
    async def of_learner(self, learner_id: str) -> Pairing | None:
        """The pairing that holds now."""

    async def of_mentor(self, mentor_id: str) -> list[Pairing]:
        """Pairings that hold now, by learner id."""

    async def in_cohort(self, cohort_id: str) -> list[Pairing]:
        """Pairings that hold now, by learner id."""

    async def end(self, pairing_id: str, on: date) -> None: ...


class AbsenceRepository(Protocol):
    """Who is away when."""

    async def add(self, absence: Absence) -> None: ...
    async def of_member(self, member_id: str) -> list[Absence]:
        """By first day."""

    async def cut(self, member_id: str, last_day: date) -> None:
        """End every absence that covers or follows `last_day`: they end on it, or never begin."""


class CheckInRepository(Protocol):
    """Check-ins; one per learner and week."""

    async def add(self, check_in: CheckIn) -> bool:
        """Store it; False when this learner's week has one."""

    async def get(self, check_in_id: str) -> CheckIn | None: ...
    async def find(self, check_in_id: str) -> CheckIn | None: ...
    async def open_of(self, learner_id: str) -> CheckIn | None:
        """The newest one that is open."""

    async def history(self, learner_id: str) -> list[CheckIn]:
        """All of a learner's, by week."""

    async def in_week(self, cohort_id: str, week: int) -> list[CheckIn]:
        """A cohort's of one week, by learner id."""

    async def in_cohort(self, cohort_id: str) -> list[CheckIn]:
        """All of a cohort's, by week, then learner id."""

    async def save(self, check_in: CheckIn) -> None: ...


class NudgeRepository(Protocol):
    """Nudges made, and messages withheld with the reason."""

    async def add(self, nudge: Nudge) -> None: ...
    async def since(self, member_id: str, day: date) -> list[Nudge]:
        """A member's on or after a local day, oldest first."""

    async def answer(self, member_id: str, at: datetime) -> None:
        """Mark every unanswered nudge of a member as answered."""

    async def withhold(self, member_id: str, at: datetime, kind: str, why: str) -> None: ...
    async def withheld(self, member_id: str, limit: int = 20) -> list[tuple[datetime, str, str]]:
        """What was not sent (at, kind, why), newest first."""

    async def in_cohort(self, cohort_id: str) -> list[Nudge]:
        """Every nudge of a cohort, oldest first."""


class CaseRepository(Protocol):
    """Cases and their timelines."""

    async def add(self, case: Case) -> None: ...
    async def get(self, case_id: str) -> Case | None: ...
    async def find(self, case_id: str) -> Case | None: ...
    async def by_ref(self, cohort_id: str, ref: str) -> Case | None: ...
    async def current(self, learner_id: str, category: str, closed_since: datetime) -> Case | None:
        """The case a new signal joins: one that is not closed, else the newest one closed since then. Locked."""

    async def open_in(self, cohort_id: str) -> list[Case]:
        """Cases that are not closed, oldest first."""

    async def in_cohort(self, cohort_id: str) -> list[Case]:
        """Every case, oldest first."""

    async def save(self, case: Case) -> bool:
        """Store a changed case where the stored `version` is one less; False when somebody was faster."""

    async def note(self, entry: CaseEntry) -> None: ...
    async def timeline(self, case_id: str) -> list[CaseEntry]:
        """Oldest first."""


class DraftRepository(Protocol):
    """Messages drafted for mentors."""

    async def add(self, draft: Draft) -> None: ...
    async def get(self, draft_id: str) -> Draft | None: ...
    async def of_cause(self, cause: str) -> Draft | None:
        """The draft made for a missed check-in or session."""

    async def unsent(self, cohort_id: str, before: datetime) -> list[Draft]:
        """Drafts made before a moment and not sent, oldest first."""

    async def save(self, draft: Draft) -> None: ...


class ParticipationRepository(Protocol):
    """That people wrote; never what."""

    async def add(self, participation: Participation) -> None: ...
    async def of_member(self, member_id: str, since: datetime) -> int:
        """How often somebody wrote since then."""

    async def in_group(self, group_id: str, since: datetime) -> int: ...
    async def last_seen(self, member_id: str) -> datetime | None: ...
    async def in_cohort(self, cohort_id: str) -> int: ...


class TimerRepository(Protocol):
    """Due work, one timer per action."""

    async def put(self, later: Later) -> None:
        """Set or move the timer; a LocalTime is kept beside the moment, so that `retime` can ask it again."""

    async def due(self, now: datetime, limit: int) -> list[Timer]:
        """Timers due at `now`, by due time, then action; none that is waiting after a failure."""

    async def take(self, action: Action, now: datetime) -> Timer | None:
        """Remove and return the timer if it is (still) due. Two workers cannot both have it."""

    async def fail(self, action: Action, retry_at: datetime) -> None:
        """Count a failure of the handler and look again at `retry_at`."""

    async def next_at(self) -> datetime | None:
        """When the earliest timer is due or to be retried."""

    async def upcoming(self, limit: int) -> list[Timer]:
        """The next timers, for people who want to see what comes."""

    async def retime(self) -> int:
        """Work out every nominal timer's moment again, after new zone rules; return how many moved."""


class OutboxRepository(Protocol):
    """Messages to deliver. Within a lane, order is kept: nothing overtakes a row that is not final."""

    async def add(self, new: NewDelivery) -> str | None:
        """Store a row; return its id, or None when the key is known (then nothing is stored)."""

    async def tagged(self, tag: str) -> list[Delivery]:
        """Every original (not a revision) with the tag that is not skipped or dead, by seq."""

    async def claim(self, now: datetime, owner: str, limit: int) -> list[Delivery]:
        """Lease up to `limit` due rows (PENDING or UNKNOWN, head of their lane), by urgency, then next_at, then seq.

        Each becomes SENDING with fence + 1, attempt + 1 and a lease of 60 s; a row that was UNKNOWN stays doubtful.
        """

    async def sent(self, delivery: Delivery, remote_id: str, now: datetime) -> bool:
        """Finish: only where id, fence and SENDING still match; False otherwise."""

    async def again(self, delivery: Delivery, state: DeliveryState, next_at: datetime, error: str) -> bool:
        """Give the row back as PENDING (refused for certain) or UNKNOWN (may have arrived); fence checked."""

    async def end(self, delivery: Delivery, state: DeliveryState, error: str, now: datetime) -> bool:
        """Give up: SKIPPED or DEAD; fence checked."""

    async def expire(self, now: datetime, owner: str | None = None) -> int:
        """Turn SENDING rows whose lease ended (or, with `owner`, all of that owner) into UNKNOWN; return how many."""

    async def next_at(self) -> datetime | None:
        """When the earliest row that is not final and heads its lane wants a look (a lease's end included)."""

    async def to_member(self, member_id: str, limit: int = 20) -> list[Delivery]:
        """What was sent to a member, newest first."""

    async def counts(self) -> dict[DeliveryState, int]: ...


class FactRepository(Protocol):
    """Small things an adapter must know after a restart, by name; nothing about people."""

    async def get(self, name: str) -> str:
        """A fact, "" where there is none."""

    async def put(self, name: str, value: str) -> None: ...


class InboxRepository(Protocol):
    """Keys of handled events."""

    async def claim(self, key: str, now: datetime) -> bool:
        """Remember the event; False when it was handled before."""


class AuditRepository(Protocol):
    """Who looked at or changed what: append-only, hash-chained, opaque ids only."""

    async def add(self, at: datetime, actor_id: str, what: str, subject_id: str) -> None: ...
    async def verify(self) -> int | None:
        """Check the whole chain; return the number of the first broken row, or None."""
