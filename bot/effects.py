"""What a handler asks for: answer now, send durably, change what was sent, wake up later, note a silence."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.cards import Action, Card, FieldErrors, Form
from bot.domain.schedule import LocalTime


class Urgency(IntEnum):
    """Delivery classes; a lower number is claimed first. The first two ignore quiet hours."""

    ESCALATION = 0
    SAFETY = 1
    ANSWER = 2
    """What somebody just asked for or pressed: durable, and welcome at any hour."""
    NOTICE = 3
    PROMPT = 4


@dataclass(frozen=True, slots=True)
class ToMember:
    """A private message to one member."""

    member_id: str


@dataclass(frozen=True, slots=True)
class ToGroup:
    """A post in a group's channel."""

    group_id: str


@dataclass(frozen=True, slots=True)
class ToChannel:
    """A post in one of the cohort's own channels, by its name in the cohort file: cohort, help."""

    cohort_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToOutside:
    """The cohort's outside contact: an e-mail address or a webhook. Content-free, always."""

    cohort_id: str


@dataclass(frozen=True, slots=True)
class ToWebhook:
    """The program the operator named, if any: hears that a case was opened or closed. Content-free, always."""

    cohort_id: str


Address = ToMember | ToGroup | ToChannel | ToOutside | ToWebhook

WEBHOOK = "webhook.address"
"""The fact that says where that program is; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Removal:
    """The asking person's own message, to be taken away before they are answered, by the platform's ids.

    Where the platform does it, `done` is the answer. Perishable like a reply: whoever still wants it asks again.
    """

    channel: str
    message_id: str
    done: Card


@dataclass(frozen=True, slots=True)
class Reply:
    """The private answer to this interaction, within 3 seconds; lost with it, never queued."""

    answer: Card | Form | FieldErrors
    removes: Removal | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """A durable message. `tag` marks it for `Revise`; `key` makes it unique (default: the event and its position).

    An `is_nudge` message counts against the member's budget and falls silent when that is used up. After `deadline_at`
    it is skipped, not sent late. Messages of one `lane` (default: the address) keep their order.
    """

    to: Address
    card: Card
    urgency: Urgency = Urgency.NOTICE
    is_nudge: bool = False
    tag: str = ""
    key: str = ""
    lane: str = ""
    not_before: datetime | None = None
    deadline_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Revise:
    """Change every message that carries `tag` into `card`, also those still on their way.

    What was sent before `since` stays as it is, save the newest at each address: it was changed before, and is history.
    """

    tag: str
    card: Card
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Wake up with `action`, at a moment or at a local time. A timer is keyed by its action: asking again moves it."""

    when: datetime | LocalTime
    action: Action


@dataclass(frozen=True, slots=True)
class Withhold:
    """Note for whoever asks that a message was not sent to a member, and why."""

    member_id: str
    kind: str
    why: str


Effect = Reply | Send | Revise | Later | Withhold
Effects = list[Effect]


class Refused(Exception):
    """A person may not, or cannot now; `card` says so in their words, with a next step. Nothing was changed."""

    def __init__(self, card: Card) -> None:
        self.card = card
        super().__init__(card.kind)
