"""What the local platform knows: people, channels, messages, open dialogs and events that wait for the bot."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards import Card, FieldErrors
from bot.events import PersonEvent

BOT = "kith"
"""The author of everything the bot wrote."""
BOT_NAME = "Kith"
PLATFORM = "local"
MESSAGE_LIMIT = 40_000
"""Characters of one message, as on Slack."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace. `role` is a label to show, `member_id` the id by which the bot mentions them."""

    id: str
    name: str
    role: str = ""
    timezone: str = "UTC"
    member_id: str = ""
    is_here: bool = True
    takes_direct: bool = True

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        words = [word for word in self.name.split() if word[:1].isalnum()] or [self.id]
        chosen = words[0][:2] if len(words) == 1 else words[0][:1] + words[-1][:1]
        return chosen.upper()


@dataclass(frozen=True, slots=True)
class Channel:
    """A room. `direct_with` is the person of a private conversation with the bot, empty for a channel."""

    id: str
    name: str
    topic: str = ""
    direct_with: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether this is a private conversation with the bot."""
        return bool(self.direct_with)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `seq` orders them; `thread` is the first message of its thread; `private_to` alone may see it.

    A person's message has `text`; the bot's has a `card`. `revision` counts changes.
    """

    id: str
    seq: int
    channel_id: str
    author_id: str
    at: datetime
    text: str = ""
    card: Card | None = None
    thread: str = ""
    private_to: str = ""
    edited_at: datetime | None = None
    revision: int = 0

    @property
    def is_by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.author_id == BOT


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before the platform has given it a place; with a `nonce`, posting it again changes nothing."""

    channel_id: str
    author_id: str
    at: datetime
    text: str = ""
    card: Card | None = None
    thread: str = ""
    private_to: str = ""
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Dialog:
    """The form somebody has open, with what was wrong in it so far, and where they opened it."""

    id: str
    person_id: str
    channel_id: str
    thread: str
    asked: FieldErrors


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something a person did that the bot has not finished with."""

    id: str
    channel_id: str
    thread: str
    event: PersonEvent
