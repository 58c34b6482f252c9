"""What Discord keeps: servers, roles, members, channels and the people in them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.doubles.discord.messages import Message


class Kind(IntEnum):
    """The kinds of channel that matter here, by Discord's numbers."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = (Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)


@dataclass(eq=False)
class User:
    """An account on Discord."""

    id: str
    name: str
    is_bot: bool = False
    takes_dms: bool = True
    locale: str = "en-GB"


@dataclass(eq=False)
class Role:
    """A role of one server; the one with the server's own id is everybody's."""

    id: str
    name: str
    permissions: int = 0
    position: int = 1
    is_mentionable: bool = False
    bot_id: str | None = None
    color: int = 0
    is_hoisted: bool = False


@dataclass(eq=False)
class Member:
    """A user in one server."""

    user: User
    joined_at: datetime
    role_ids: set[str] = field(default_factory=set)
    nick: str | None = None
    timed_out_until: datetime | None = None

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id

    def is_timed_out(self, now: datetime) -> bool:
        """Say whether a moderator silenced them for now."""
        return self.timed_out_until is not None and now < self.timed_out_until


@dataclass(frozen=True)
class Overwrite:
    """What a channel allows or denies one role (type 0) or member (type 1)."""

    id: str
    type: int
    allow: int = 0
    deny: int = 0


@dataclass(eq=False)
class Thread:
    """What a thread has besides a channel."""

    owner_id: str
    created_at: datetime
    changed_at: datetime
    invitable: bool = True
    is_archived: bool = False
    is_locked: bool = False
    auto_archive_minutes: int = 1440
    members: dict[str, datetime] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Channel:
    """A place with messages: in a server, one of its threads, or a private chat."""

    id: str
    kind: Kind
    name: str = ""
    guild: "Guild | None" = None
    parent_id: str | None = None
    topic: str | None = None
    position: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    thread: Thread | None = None
    recipient: User | None = None
    tags: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    slowmode_seconds: int = 0
    messages: dict[str, "Message"] = field(default_factory=dict)

    @property
    def in_guild(self) -> "Guild":
        """The server it is in; only for channels that are in one."""
        assert self.guild is not None
        return self.guild

    @property
    def mention(self) -> str:
        """How a message points to it."""
        return f"<#{self.id}>"

    @property
    def last_message_id(self) -> str | None:
        """The newest message's id."""
        return next(reversed(self.messages), None)


@dataclass(eq=False)
class ScheduledEvent:
    """An event in a server's calendar, with the fields as they were sent."""

    id: str
    creator_id: str
    fields: dict[str, Any]
    status: int = 1


@dataclass(eq=False)
class Guild:
    """A server."""

    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    commands: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, ScheduledEvent] = field(default_factory=dict)
    is_unavailable: bool = False

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]

    def roles_of(self, member: Member) -> list[Role]:
        """Return the roles a member was given, without everybody's."""
        return [self.roles[one] for one in member.role_ids if one in self.roles]

    def rank(self, member: Member) -> int:
        """Return how high a member's highest role stands; the owner stands above all."""
        if member.id == self.owner_id:
            return 1 << 30
        return max((role.position for role in self.roles_of(member)), default=0)
