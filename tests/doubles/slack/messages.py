"""What has been said: messages of a conversation, threads, and what only one person sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack.ids import read


@dataclass(slots=True)
class Message:
    """One message; `only_for` is the one person who sees it, `pings` are ids that hear a sound because of it."""

    ts: str
    channel_id: str
    user_id: str
    text: str
    team_id: str
    bot_id: str = ""
    app_id: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str = ""
    parent_user_id: str = ""
    subtype: str = ""
    only_for: str = ""
    edited: dict[str, str] | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pings: frozenset[str] = frozenset()
    unfurls: bool = False
    is_broadcast: bool = False
    client_msg_id: str = ""
    replies: list[str] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread and not in the channel."""
        return bool(self.thread_ts) and self.thread_ts != self.ts

    def described(self, *, with_metadata: bool = False) -> dict[str, Any]:
        """Return the message object of history and events."""
        shown: dict[str, Any] = {"type": "message", "user": self.user_id, "ts": self.ts, "text": self.text}
        optional = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "client_msg_id": self.client_msg_id,
            "parent_user_id": self.parent_user_id,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "edited": self.edited,
        }
        shown |= {name: value for name, value in optional.items() if value}
        shown["team"] = self.team_id
        if self.thread_ts or self.replies:
            shown["thread_ts"] = self.thread_ts or self.ts
        if self.replies:
            shown |= {"reply_count": len(self.replies), "latest_reply": self.replies[-1]}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
        if with_metadata and self.metadata is not None:
            shown["metadata"] = self.metadata
        return shown


class Messages:
    """The messages of one workspace, by conversation, oldest first."""

    def __init__(self) -> None:
        self._said: dict[str, list[Message]] = {}

    def add(self, message: Message) -> None:
        """Put a message into its conversation, and into its thread."""
        self._said.setdefault(message.channel_id, []).append(message)
        if message.is_reply and not message.only_for:
            parent = self.find(message.channel_id, message.thread_ts)
            if parent is not None:
                parent.replies.append(message.ts)
                message.parent_user_id = parent.user_id

    def find(self, channel_id: str, ts: str) -> Message | None:
        """Return what everybody in a conversation can find under a timestamp."""
        return next((m for m in self.of(channel_id) if m.ts == ts and not m.only_for), None)

    def private(self, channel_id: str, ts: str, user_id: str) -> Message | None:
        """Return what only one person sees."""
        return next((m for m in self.of(channel_id) if m.ts == ts and m.only_for == user_id), None)

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self._said[message.channel_id].remove(message)
        parent = self.find(message.channel_id, message.thread_ts) if message.is_reply else None
        if parent is not None and message.ts in parent.replies:
            parent.replies.remove(message.ts)

    def of(self, channel_id: str) -> list[Message]:
        """Return a conversation's messages, private ones included, oldest first."""
        return self._said.get(channel_id, [])

    def everything(self) -> Iterator[Message]:
        """Every message of the workspace."""
        for said in self._said.values():
            yield from said

    def main(self, channel_id: str) -> list[Message]:
        """Return what stands in the channel itself, newest first, as history has it."""
        shown = [m for m in self.of(channel_id) if not m.only_for and (not m.is_reply or m.is_broadcast)]
        return sorted(shown, key=lambda m: read(m.ts) or 0, reverse=True)

    def thread(self, channel_id: str, ts: str) -> list[Message]:
        """Return a message and the answers to it, oldest first."""
        return [m for m in self.of(channel_id) if not m.only_for and ts in (m.ts, m.thread_ts)]
