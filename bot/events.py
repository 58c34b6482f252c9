"""Everything that happens, as frozen dataclasses. Adapters make them; the core never sees a platform object.

`id` is stable across redeliveries and unique in a workspace; `at` is when the platform says it happened (aware, UTC).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.accounts import Account, Place, Pointed
from bot.cards import Action
from bot.cohort_file import CohortFile
from bot.domain.auditing import OPERATOR
from bot.domain.roster import Entry
from bot.room_events import ChannelsRead, Lack, RoomEvent, RoomLost, RoomMade, RoomTrouble


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """Somebody wrote; `reply_to` is whose message they answered, `is_quoted` a forward of another's words."""

    id: str
    at: datetime
    by: Account
    place: Place
    message_id: str
    text: str
    reply_to: Account | None = None
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Somebody changed a message; `text` is what it says now."""

    id: str
    at: datetime
    by: Account
    place: Place
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class CommandInvoked:
    """A slash command: `name` as registered ("peer away"), arguments as typed, by parameter name."""

    id: str
    at: datetime
    by: Account
    place: Place
    name: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionChosen:
    """A button pressed, an option of a select chosen (`value`), or something done with a message.

    Then the action's subject says with which (`Pointed`), and `value` is its address, where the platform has any.
    """

    id: str
    at: datetime
    by: Account
    place: Place
    action: Action
    value: str = ""


@dataclass(frozen=True, slots=True)
class FormSubmitted:
    """A form sent in, values by input name; what was left empty is missing or empty."""

    id: str
    at: datetime
    by: Account
    place: Place
    action: Action
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody entered a workspace the bot lives in."""

    id: str
    at: datetime
    by: Account


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody left a workspace the bot lives in."""

    id: str
    at: datetime
    by: Account


@dataclass(frozen=True, slots=True)
class ProfileSeen:
    """What somebody's profile on a platform says of them; "" for what it leaves open. `locale` is like "pt-BR"."""

    id: str
    at: datetime
    by: Account
    timezone: str
    locale: str


@dataclass(frozen=True, slots=True)
class WorkspaceLost:
    """The bot was taken out of a workspace; an outage of the platform is something else."""

    id: str
    at: datetime
    platform: str
    workspace: str


@dataclass(frozen=True, slots=True)
class WorkspaceFound:
    """The bot is in a workspace: let in anew, or still there after a start."""

    id: str
    at: datetime
    platform: str
    workspace: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """Due work: the timer's action, and when it was due (`at` is when it was looked at)."""

    id: str
    at: datetime
    action: Action
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CohortOpened:
    """A coordinator or operator brings a cohort file; what it says becomes rows and timers."""

    id: str
    at: datetime
    file: CohortFile


@dataclass(frozen=True, slots=True)
class CohortRead:
    """The file of a cohort that runs was read again: who is on call and where to turn may be others now."""

    id: str
    at: datetime
    file: CohortFile


@dataclass(frozen=True, slots=True)
class RosterRead:
    """An operator, or another program (`source`), brings people into a cohort, by its handle.

    Every row has been looked at, and is looked at again.
    """

    id: str
    at: datetime
    cohort: str
    entries: tuple[Entry, ...]
    source: str = OPERATOR


@dataclass(frozen=True, slots=True)
class ProgressRead:
    """Another program (`source`) says how many modules learners of a cohort have finished, by their handles."""

    id: str
    at: datetime
    cohort: str
    finished: Mapping[str, int]
    source: str


@dataclass(frozen=True, slots=True)
class DeliveryFailed:
    """A message will never reach its recipient. `tag` is the sender's own mark on it, `kind` the card's.

    `is_skipped`: not the platform but we decided so, since it came too late or the person left; `reason` says it.
    `is_uncertain`: it may have arrived after all, and nobody can tell.
    """

    id: str
    at: datetime
    kind: str
    tag: str
    reason: str
    member_id: str = ""
    is_skipped: bool = False
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryDelayed:
    """An escalation has not been accepted for so long, or so uncertainly, that somebody else should hear of it."""

    id: str
    at: datetime
    kind: str
    tag: str


PersonEvent = (
    MessageReceived
    | MessageEdited
    | CommandInvoked
    | ActionChosen
    | FormSubmitted
    | MemberJoined
    | MemberLeft
    | ProfileSeen
)


Event = (
    PersonEvent
    | RoomEvent
    | TimerFired
    | CohortOpened
    | CohortRead
    | RosterRead
    | ProgressRead
    | DeliveryFailed
    | DeliveryDelayed
    | WorkspaceLost
    | WorkspaceFound
    | ChannelsRead
)

__all__ = [
    "Account",
    "ActionChosen",
    "ChannelsRead",
    "CohortOpened",
    "CohortRead",
    "CommandInvoked",
    "DeliveryDelayed",
    "DeliveryFailed",
    "Event",
    "FormSubmitted",
    "Lack",
    "MemberJoined",
    "MemberLeft",
    "MessageEdited",
    "MessageReceived",
    "PersonEvent",
    "Place",
    "Pointed",
    "ProfileSeen",
    "ProgressRead",
    "RoomEvent",
    "RoomLost",
    "RoomMade",
    "RoomTrouble",
    "RosterRead",
    "TimerFired",
    "WorkspaceFound",
    "WorkspaceLost",
]
