"""Conversations: public and private channels, private chats of two and of several."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ChannelKind(StrEnum):
    """What kind of conversation, by the word that scopes use for it."""

    PUBLIC = "channels"
    PRIVATE = "groups"
    DIRECT = "im"
    SEVERAL = "mpim"

    @property
    def event_word(self) -> str:
        """What events call it."""
        return {"channels": "channel", "groups": "group"}.get(self.value, self.value)

    @property
    def list_word(self) -> str:
        """What conversations.list calls it."""
        return {"channels": "public_channel", "groups": "private_channel"}.get(self.value, self.value)


@dataclass(slots=True)
class Channel:
    """One conversation; `members` are user ids in the order in which they came."""

    id: str
    team_id: str
    kind: ChannelKind
    name: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    is_general: bool = False
    pins: list[str] = field(default_factory=list)
    bookmarks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether only members know that it exists."""
        return self.kind is not ChannelKind.PUBLIC

    @property
    def has_name(self) -> bool:
        """Whether it is a channel rather than a chat of people."""
        return self.kind in (ChannelKind.PUBLIC, ChannelKind.PRIVATE)

    def described(self, reader: str) -> dict[str, Any]:
        """Return the conversation object as `reader` gets it."""
        shown: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_channel": self.kind is ChannelKind.PUBLIC,
            "is_group": self.kind is ChannelKind.PRIVATE,
            "is_im": self.kind is ChannelKind.DIRECT,
            "is_mpim": self.kind is ChannelKind.SEVERAL,
            "is_private": self.is_private,
            "context_team_id": self.team_id,
            "is_org_shared": False,
        }
        if self.kind is ChannelKind.DIRECT:
            return shown | {"user": next((other for other in self.members if other != reader), reader)}
        return shown | {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.creator,
            "is_general": self.is_general,
            "is_member": reader in self.members,
            "topic": {"value": self.topic, "creator": self.creator, "last_set": 0},
            "purpose": {"value": self.purpose, "creator": self.creator, "last_set": 0},
            "num_members": len(self.members),
        }
