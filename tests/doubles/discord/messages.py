"""Messages: what is kept of one, and posting, changing and deleting them, with the events that follow."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.components import texts_of, with_ids
from tests.doubles.discord.mentions import Mentions, Writing, found_in
from tests.doubles.discord.model import Channel, Kind, User
from tests.doubles.discord.state import State

LET_IN, RENAMED, PINNED, REPLY, RAN_COMMAND, USED_MENU = 1, 4, 6, 19, 20, 23  # kinds of message, 0 is the usual one


@dataclass(frozen=True)
class Draft:
    """A message about to be posted; `about` is whom a message of Discord's own is about."""

    channel: Channel
    author: User
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    allowed_mentions: dict[str, Any] | None = None
    replies_to: "Message | None" = None
    interaction: dict[str, Any] | None = None
    only_for: User | None = None
    kind: int = 0
    about: User | None = None


@dataclass(eq=False)
class Message:
    """A message as it is kept; `only_for` is the one person who sees an ephemeral one."""

    id: str
    draft: Draft
    at: datetime
    mentions: Mentions
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    is_deleted: bool = False

    @property
    def channel(self) -> Channel:
        """Where it stands."""
        return self.draft.channel

    @property
    def author(self) -> User:
        """Who wrote it."""
        return self.draft.author

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.draft.only_for is not None

    @property
    def text(self) -> str:
        """Everything in it that can mention: its content and the text displays among its components."""
        return "\n".join([self.draft.content, *texts_of(self.draft.components)])


class Messages:
    """Posts, changes and deletes messages, and tells the gateway."""

    def __init__(self, state: State, broadcast: Broadcast) -> None:
        self._state = state
        self._broadcast = broadcast

    def post(self, draft: Draft, with_id: str | None = None) -> Message:
        """Keep a new message and tell about it; an ephemeral one is kept outside the channel's history."""
        kept = replace(draft, components=with_ids(draft.components))
        now = self._state.clock.now()
        message = Message(with_id or self._state.new_id(), kept, now, self._mentions(kept))
        if message.is_ephemeral:
            return message
        self._wake(kept)
        kept.channel.messages[message.id] = message
        self._broadcast.message("MESSAGE_CREATE", message)
        return message

    def change(self, message: Message, **changes: Any) -> Message:
        """Change a message's draft and tell about it; mentions in an edit notify nobody anew."""
        if "components" in changes:
            changes["components"] = with_ids(changes["components"])
        message.draft = replace(message.draft, **changes)
        message.edited_at = self._state.clock.now()
        if not message.is_ephemeral:
            self._broadcast.message("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.is_deleted = True
        if message.channel.messages.pop(message.id, None) is not None:
            self._broadcast.message_gone(message)

    def react(self, message: Message, user: User, emoji: str, *, add: bool) -> None:
        """Add or take away somebody's reaction; the second time nothing happens."""
        people = message.reactions.setdefault(emoji, [])
        if (user.id in people) == add:
            return
        (people.append if add else people.remove)(user.id)
        if not people:
            del message.reactions[emoji]
        self._broadcast.reaction("MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE", message, user, emoji)

    def pin(self, message: Message, by: User) -> None:
        """Pin a message; the channel says so in a message of its own."""
        message.pinned_at = self._state.clock.now()
        self._broadcast.pins(message.channel)
        self.post(Draft(message.channel, by, kind=PINNED, replies_to=message))

    def unpin(self, message: Message) -> None:
        """Take a pin away."""
        message.pinned_at = None
        self._broadcast.pins(message.channel)

    def _mentions(self, draft: Draft) -> Mentions:
        if draft.about is not None:
            return Mentions((draft.about.id,))
        text = "\n".join([draft.content, *texts_of(draft.components)])
        answered = draft.replies_to.author if draft.replies_to is not None else None
        writing = Writing(text, draft.channel, draft.author, draft.allowed_mentions, answered)
        return found_in(writing, self._state.clock.now())

    def _wake(self, draft: Draft) -> None:
        thread = draft.channel.thread
        if thread is None:
            return
        if thread.is_archived:
            thread.is_archived = False
            thread.changed_at = self._state.clock.now()
            self._broadcast.thread("THREAD_UPDATE", draft.channel)
        if (
            draft.author.id not in thread.members
            and draft.kind == 0
            and draft.channel.kind
            in (
                Kind.PRIVATE_THREAD,
                Kind.PUBLIC_THREAD,
            )
        ):
            thread.members[draft.author.id] = self._state.clock.now()
            self._broadcast.thread_members(draft.channel, added=[draft.author.id])
