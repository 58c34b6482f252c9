"""Channels and threads: making, changing and deleting them, with the events that follow."""

import re
from datetime import timedelta
from typing import Any

from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.clock import iso
from tests.doubles.discord.model import THREADS, Channel, Guild, Kind, Overwrite, Thread, User
from tests.doubles.discord.shapes import thread_member
from tests.doubles.discord.state import State

SPOKEN = (Kind.TEXT, Kind.ANNOUNCEMENT, Kind.FORUM)


def channel_name(name: str, kind: Kind) -> str:
    """Return a channel's name as Discord writes it: text channels lower case with dashes."""
    return re.sub(r"[\s]+", "-", name.strip()).lower() if kind in SPOKEN else name.strip()


class Places:
    """Makes, changes and deletes channels and threads."""

    def __init__(self, state: State, broadcast: Broadcast) -> None:
        self._state = state
        self._broadcast = broadcast

    def add(self, guild: Guild, kind: Kind, name: str, **more: Any) -> Channel:
        """Make a channel."""
        channel = Channel(self._state.new_id(), kind, channel_name(name, kind), guild, **more)
        channel.position = sum(one.kind not in THREADS for one in guild.channels.values())
        guild.channels[channel.id] = self._state.channels[channel.id] = channel
        self._broadcast.channel("CHANNEL_CREATE", channel)
        return channel

    def add_thread(
        self, parent: Channel, kind: Kind, name: str, owner: User, with_id: str | None = None, **more: Any
    ) -> Channel:
        """Make a thread; who makes it is in it."""
        now = self._state.clock.now()
        thread = Thread(owner.id, now, now, members={owner.id: now}, **more)
        guild = parent.in_guild
        channel = Channel(with_id or self._state.new_id(), kind, name.strip(), guild, parent.id, thread=thread)
        guild.channels[channel.id] = self._state.channels[channel.id] = channel
        more_told: dict[str, Any] = {"newly_created": True}
        if self._state.bot.id in thread.members:
            more_told["member"] = thread_member(channel, self._state.bot.id, now)
        self._broadcast.thread("THREAD_CREATE", channel, **more_told)
        return channel

    def change(self, channel: Channel, **changes: Any) -> None:
        """Change a channel's own fields."""
        for name, value in changes.items():
            setattr(channel, name, value)
        self._tell_changed(channel)

    def change_thread(self, channel: Channel, **changes: Any) -> None:
        """Change what only a thread has."""
        thread = channel.thread
        assert thread is not None
        if changes.get("is_archived", thread.is_archived) != thread.is_archived:
            thread.changed_at = self._state.clock.now()
        for name, value in changes.items():
            setattr(thread, name, value)
        self._tell_changed(channel)

    def archive_idle(self) -> None:
        """Archive the threads in which nothing was written for as long as each allows."""
        now = self._state.clock.now()
        for channel in list(self._state.channels.values()):
            thread = channel.thread
            if thread is None or thread.is_archived:
                continue
            last = channel.messages.get(channel.last_message_id or "")
            active_at = max(thread.changed_at, last.at) if last is not None else thread.changed_at
            if now - active_at >= timedelta(minutes=thread.auto_archive_minutes):
                self.change_thread(channel, is_archived=True)

    def overwrite(self, channel: Channel, overwrite: Overwrite) -> None:
        """Set what a channel allows and denies a role or member."""
        channel.overwrites = {**channel.overwrites, overwrite.id: overwrite}
        self._broadcast.channel("CHANNEL_UPDATE", channel)

    def clear_overwrite(self, channel: Channel, overwrite_id: str) -> None:
        """Take an overwrite away."""
        channel.overwrites = {key: one for key, one in channel.overwrites.items() if key != overwrite_id}
        self._broadcast.channel("CHANNEL_UPDATE", channel)

    def delete(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        for child in [one for one in channel.in_guild.channels.values() if one.parent_id == channel.id]:
            if child.thread is not None:
                self._forget(child)
            else:
                self.change(child, parent_id=None)
        self._forget(channel)
        if channel.thread is not None:
            self._broadcast.thread_gone(channel)
        else:
            self._broadcast.channel("CHANNEL_DELETE", channel)

    def join(self, channel: Channel, user: User) -> None:
        """Let somebody into a thread; the bot learns of a thread it is let into."""
        thread = channel.thread
        assert thread is not None
        if user.id in thread.members:
            return
        now = thread.members[user.id] = self._state.clock.now()
        if user is self._state.bot:
            self._broadcast.thread("THREAD_CREATE", channel, member=thread_member(channel, user.id, now))
        self._broadcast.thread_members(channel, added=[user.id])

    def leave(self, channel: Channel, user: User) -> None:
        """Take somebody out of a thread."""
        thread = channel.thread
        assert thread is not None
        if thread.members.pop(user.id, None) is not None:
            self._broadcast.thread_members(channel, removed=[user.id])

    def members_of(self, channel: Channel) -> list[dict[str, Any]]:
        """Write who is in a thread."""
        thread = channel.thread
        assert thread is not None
        return [
            {"id": channel.id, "user_id": one, "join_timestamp": iso(at), "flags": 1}
            for one, at in thread.members.items()
        ]

    def _forget(self, channel: Channel) -> None:
        channel.in_guild.channels.pop(channel.id, None)
        self._state.channels.pop(channel.id, None)

    def _tell_changed(self, channel: Channel) -> None:
        if channel.thread is not None:
            self._broadcast.thread("THREAD_UPDATE", channel)
        else:
            self._broadcast.channel("CHANNEL_UPDATE", channel)
