"""What waits and what is on its way: timers, addresses, rows of the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.cards import Action, Card
from bot.effects import Urgency

LEASE = timedelta(seconds=60)
"""How long a claimed row belongs to whoever claimed it (reliability, protocol 3)."""

_SOON = timedelta(seconds=2)
SKEW = timedelta(minutes=2)
"""So far apart our clock and a platform's may be."""
ABOUT_THEN = timedelta(minutes=5)
"""So long before a delivery's first attempt others may have been stored that could be taken for it."""


@dataclass(frozen=True, slots=True)
class Settle:
    """How soon what an unanswered attempt came to can be told. `history`: from then on the platform's history is
    believed, since it may store late. `repeats`: so long after the first attempt the platform itself knows a repeat
    again (Discord's nonce), so that it is simply made.
    """

    history: timedelta = timedelta()
    repeats: timedelta = timedelta()

    def over_at(self, first_at: datetime | None, now: datetime, wait: timedelta = timedelta()) -> datetime:
        """Return when to go on with what was first attempted at `first_at` and lately until `now`, after a `wait`."""
        soon = now + max(wait, _SOON)
        is_known_again = first_at is not None and soon <= first_at + self.repeats
        return soon if is_known_again else now + max(wait, self.history)


SLOWEST = Settle(timedelta(seconds=30))
"""For a platform this process is not connected to: what another sent there may be stored as late as that."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Due work: `attempts` counts failures of its handler."""

    action: Action
    due_at: datetime
    attempts: int = 0


class TargetKind(StrEnum):
    """What kind of address a message goes to."""

    MEMBER = "member"
    CHANNEL = "channel"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes, resolved: `id` is an account, a channel, or an outside contact's address."""

    kind: TargetKind
    platform: str
    workspace: str
    id: str


class DeliveryState(StrEnum):
    """PENDING → SENDING → SENT, or UNKNOWN when it may have arrived; SKIPPED and DEAD are final too."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A row for the outbox. `key` is unique for ever; `revises` names the delivery whose message this one changes.

    `recipient_id` is the member or group it is for. `quiet` says whether it waits for the end of quiet hours.
    """

    key: str
    lane: str
    urgency: Urgency
    target: Target
    card: Card
    at: datetime
    next_at: datetime
    recipient_id: str
    tag: str = ""
    deadline_at: datetime | None = None
    revises: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed or stored outbox row. Only the holder of the newest `fence` may finish it.

    `id` is 24 characters of a-z and 2-7, the same in every attempt: the nonce, or what stands for one, by which a
    platform or its history knows a repeat (Discord takes 25 characters).
    `is_doubtful` is sticky: once an attempt may have arrived, the platform's history is asked before each repeat.
    `revised_remote_id` is the platform's id of the message a revision changes ("" when that was never sent).
    """

    id: str
    seq: int
    key: str
    lane: str
    urgency: Urgency
    target: Target
    card: Card
    state: DeliveryState
    at: datetime
    next_at: datetime
    recipient_id: str
    tag: str = ""
    deadline_at: datetime | None = None
    revises: str = ""
    revised_remote_id: str = ""
    is_doubtful: bool = False
    attempt: int = 0
    fence: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    remote_id: str = ""
    last_error: str = ""

    @property
    def begun_at(self) -> datetime:
        """When it was first attempted; before that, when it was asked for."""
        return self.first_at or self.at

    def lease_left(self, now: datetime) -> timedelta:
        """Return how long whoever claimed the row last may still act on it."""
        return (self.last_at or now) + LEASE - now if self.state is DeliveryState.SENDING else timedelta()
