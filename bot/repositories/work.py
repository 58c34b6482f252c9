"""What the bot has done and has to do. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.cards import Action
from bot.deliveries import Delivery, DeliveryState, NewDelivery, Settle, Timer
from bot.effects import Later, Urgency


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

    async def next_work_at(self) -> datetime | None:
        """When the earliest timer or message of the outbox wants a look, asked in one go."""

    async def upcoming(self, limit: int, skipped: int = 0) -> list[Timer]:
        """The next timers, for people who want to see what comes."""

    async def retime(self) -> int:
        """Work out every nominal timer's moment again, after new zone rules; return how many moved."""


class OutboxRepository(Protocol):
    """Messages to deliver. Within a lane, order is kept: nothing overtakes a row that is not final."""

    async def add(self, new: NewDelivery) -> str | None:
        """Store a row; return its id, or None when the key is known (then nothing is stored)."""

    async def tagged(self, tag: str) -> list[Delivery]:
        """Every original (not a revision) with the tag that is not skipped or dead, by seq."""

    async def is_due(self, now: datetime, leased_to: str = "") -> bool:
        """Tell whether there is anything to claim (with `leased_to`, for that worker) or to expire."""

    async def claim(self, now: datetime, owner: str, limit: int, *, is_leased: bool = False) -> list[Delivery]:
        """Lease up to `limit` due rows (PENDING or UNKNOWN, head of their lane), by urgency, then next_at, then seq.

        Each becomes SENDING with fence + 1, attempt + 1 and a lease of 60 s; a row that was UNKNOWN stays doubtful.
        With `is_leased` only what `owner` holds the lease of, of its platform or of its share there (`bot/leases.py`).
        """

    async def sent(self, delivery: Delivery, remote_id: str, now: datetime) -> bool:
        """Finish: only where id, fence and SENDING still match; False otherwise."""

    async def found(self, delivery: Delivery, remote_id: str, now: datetime) -> bool:
        """Finish what is UNKNOWN since that attempt and turned out to be there; False where it went on meanwhile."""

    async def again(self, delivery: Delivery, state: DeliveryState, next_at: datetime, error: str) -> bool:
        """Give the row back as PENDING (refused for certain) or UNKNOWN (may have arrived); fence checked."""

    async def end(self, delivery: Delivery, state: DeliveryState, error: str, now: datetime) -> bool:
        """Give up: SKIPPED or DEAD; fence checked."""

    async def hurry(self, platform: str, workspace: str, now: datetime) -> int:
        """Let what a workspace has refused so far be tried again now; return how many rows that were.

        What has not been tried yet keeps its time: it waits for a reason of ours.
        """

    async def next_at(self) -> datetime | None:
        """When the earliest row that is not final and heads its lane wants a look (a lease's end included)."""

    async def to_member(self, member_id: str, limit: int = 20) -> list[Delivery]:
        """What was sent to a member, newest first."""

    async def given_up(self, platform: str, since: datetime) -> tuple[int, str]:
        """How many messages to a platform were given up since then, and why the newest was."""

    async def undelivered(self, member_id: str, limit: int) -> list[Delivery]:
        """Originals to a member that are DEAD, newest first."""

    async def settle(self, delivery_id: str, state: DeliveryState, now: datetime) -> bool:
        """Turn a DEAD row into SENT (shown another way) or SKIPPED (no longer wanted); False where it is not DEAD."""

    async def waiting(self, limit: int) -> list[Delivery]:
        """What is still to go out, by when it is tried next."""

    async def waiting_for(self, recipient_ids: Collection[str], limit: int) -> list[Delivery]:
        """The same, to some people and groups alone."""

    async def counts(self) -> dict[DeliveryState, int]: ...


@dataclass(frozen=True, slots=True)
class Beside:
    """What else went to the same place: the platform's ids of what was `sent`, and what is begun and still `open`."""

    sent: frozenset[str] = frozenset()
    open: Sequence[Delivery] = ()


class DoubtRepository(Protocol):
    """Messages that may have arrived."""

    async def expire(self, now: datetime, settles: Mapping[str, Settle], owner: str | None = None) -> int:
        """Turn SENDING rows whose lease ended (or, with `owner`, all of that owner) into UNKNOWN; return how many.

        Each is looked at when that is settled on its platform (`settles`, the slowest where it is not named): its last
        attempt may still be on its way to the history.
        """

    async def expire_left(self, now: datetime, settles: Mapping[str, Settle]) -> int:
        """Do the same with SENDING rows of workers that keep their leases up no longer (`bot/leases.py`)."""

    async def since(self, moment: datetime, limit: int) -> list[Delivery]:
        """Originals that were sent, or suspected to be there twice, since then after a doubt, the newest first."""

    async def beside(self, delivery: Delivery) -> Beside:
        """Which other originals went where this one goes: sent ABOUT_THEN or since, or still open after an attempt."""

    async def suspect(self, delivery_id: str, now: datetime) -> None:
        """Say that a message that is SENT may be there twice: it counts as sent now."""

    async def stands_at(self, delivery_id: str, remote_id: str) -> None:
        """Say which message of the platform's a delivery is that was SENT."""


STUCK_TIMER = timedelta(seconds=30)
STUCK_LEASE = timedelta(seconds=30)
STUCK_DOUBT = timedelta(minutes=10)
STUCK_LANE = timedelta(minutes=15)
"""So long after it was due something is stuck (reliability, auditor)."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """How much should have been done by now: timers that did not fire, leases nobody ended, messages nobody can tell
    the fate of, heads of lanes nobody takes, open cases without a timer.
    """

    timers: int = 0
    leases: int = 0
    doubts: int = 0
    lanes: int = 0
    cases: int = 0

    def counts(self) -> dict[str, int]:
        """Return the numbers by what they count."""
        return asdict(self)

    def __bool__(self) -> bool:
        return any(self.counts().values())


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: messages by urgency, and since when the earliest of each is due; cases that are open, those of them
    whose every step was tried, and since when the one that waits longest has had nobody.

    Cases that are kept from anybody are left out: whoever sees their own list could take one number from the other.
    """

    waiting: Mapping[Urgency, int]
    due_since: Mapping[Urgency, datetime]
    open_cases: int = 0
    exhausted: int = 0
    nobody_since: datetime | None = None


class StuckRepository(Protocol):
    """Work that should have been done. Every question is cheap: the auditor asks four times a minute."""

    async def now(self, now: datetime) -> Stuck: ...
    async def backlog(self) -> Backlog:
        """What waits, stuck or not."""

    async def forgotten(self, limit: int) -> list[Action]:
        """The timers that open cases should have and have not, by action, then case."""


class FactRepository(Protocol):
    """Small things an adapter must know after a restart, by name; nothing about people."""

    async def get(self, name: str) -> str:
        """A fact, "" where there is none."""

    async def beginning(self, prefix: str) -> dict[str, str]:
        """Return every fact whose name begins so."""

    async def put(self, name: str, value: str) -> None: ...


class SecretRepository(Protocol):
    """Tokens and the like that a platform hands us, by name; kept encrypted, never shown."""

    async def find(self, name: str) -> str:
        """A secret, "" where there is none."""

    async def all(self, prefix: str) -> Mapping[str, str]:
        """Every secret whose name begins like this."""

    async def put(self, name: str, value: str) -> None: ...
    async def forget(self, name: str) -> None: ...


class InboxRepository(Protocol):
    """Keys of handled events."""

    async def claim(self, key: str, now: datetime) -> bool:
        """Remember the event; False when it was handled before."""


class RetentionRepository(Protocol):
    """Forgetting what is no longer needed. Forgotten means: the key is deleted, in this database and every copy of it
    that is restored and runs again."""

    async def forget_member(self, member_id: str) -> bool:
        """Erase a member's check-in texts and drafts; False when nothing was kept."""

    async def forget_case(self, case_id: str) -> bool:
        """Erase a case's excerpt and notes; False when nothing was kept."""

    async def forget_cohort(self, cohort_id: str) -> bool:
        """Erase the phrases a cohort's coordinators allowed; False when nothing was kept."""

    async def forget_person(self, member_id: str, now: datetime) -> bool:
        """Erase who somebody is: name, handle, accounts, addresses; what is counted stays. False when done before."""

    async def is_forgotten(self, member_id: str) -> bool:
        """Whether somebody's identity was erased."""

    async def blank_what_told(self, member_id: str) -> bool:
        """Empty what was sent to somebody or told of their going, as far as it is final; False where some waits.

        What others are told carries the tag `erased:` and the member's id.
        """

    async def blank_messages(self, before: datetime) -> int:
        """Empty a batch of messages that were final before then, kind and reason kept; return how many there were."""

    async def forget_events(self, before: datetime) -> int:
        """Drop the keys of events handled before then; return how many there were."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit log: who did what about whom or what, all by id."""

    at: datetime
    actor_id: str
    what: str
    subject_id: str


class AuditRepository(Protocol):
    """Who looked at or changed what: append-only, hash-chained, opaque ids only."""

    async def add(self, at: datetime, actor_id: str, what: str, subject_id: str) -> None: ...
    async def about(self, subject_ids: Sequence[str]) -> list[AuditRow]:
        """What was done about these, oldest first."""

    async def since(self, moment: datetime) -> list[AuditRow]:
        """Everything from a moment on, oldest first."""

    async def newest(self, before: int, limit: int) -> list[tuple[int, AuditRow]]:
        """What was noted before number `before` (0: up to now), each with its number, the newest first."""

    async def trim(self, before: datetime, now: datetime) -> int:
        """Drop the rows of before a moment and note where the log begins now; return how many went."""

    async def verify(self) -> int | None:
        """Check the whole chain; return the number of the first broken row, or None."""
