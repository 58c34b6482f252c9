"""Which event tells the gateway of which change, and who may hear it."""

from typing import TYPE_CHECKING, Any

from tests.doubles.discord import message_shapes, shapes
from tests.doubles.discord.clock import iso
from tests.doubles.discord.model import Channel, Guild, Member, Role, ScheduledEvent, User
from tests.doubles.discord.permissions import NOTHING, May, in_channel
from tests.doubles.discord.sessions import Intent, Session, Sessions
from tests.doubles.discord.state import State

if TYPE_CHECKING:
    from tests.doubles.discord.messages import Message

Payload = dict[str, Any]


def whole_guild(state: State, guild: Guild, session: Session) -> Payload:
    """Write a server as the gateway brings it: all its members only with the presence intent."""
    me, everybody = state.me(guild), list(guild.members.values())
    shown = everybody if session.intents & Intent.GUILD_PRESENCES else [me]
    return {**shapes.whole_guild(state, guild), "members": [shapes.member(one) for one in shown]}


class Broadcast:
    """Tells the sessions of every change, as far as the bot may see it."""

    def __init__(self, state: State, sessions: Sessions) -> None:
        self._state = state
        self._sessions = sessions

    def rights(self, channel: Channel) -> May:
        """Return what the bot may do in a server's channel; nothing where it is not a member."""
        me = channel.in_guild.members.get(self._state.bot.id)
        return NOTHING if me is None else in_channel(channel, me, self._state.clock.now())

    def sees(self, channel: Channel) -> bool:
        """Say whether the bot sees a place."""
        return channel.guild is None or May.VIEW_CHANNEL in self.rights(channel)

    def message(self, name: str, message: "Message") -> None:
        """Tell of a new or changed message."""

        def shaped(session: Session) -> Payload:
            sees_content = bool(session.intents & Intent.MESSAGE_CONTENT)
            return message_shapes.sent(self._state, message, sees_content=sees_content)

        self._in(message.channel, name, shaped, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)

    def message_gone(self, message: "Message") -> None:
        """Tell of a deleted message."""
        data = self._at(message.channel, id=message.id)
        self._in(message.channel, "MESSAGE_DELETE", data, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)

    def reaction(self, name: str, message: "Message", user: User, emoji: str) -> None:
        """Tell of a reaction that came or went."""
        more: Payload = {"user_id": user.id, "message_id": message.id, "emoji": {"id": None, "name": emoji}}
        data = self._at(message.channel, **more, burst=False, type=0)
        if name == "MESSAGE_REACTION_ADD":
            data["message_author_id"] = message.author.id
            if message.channel.guild and user.id in message.channel.guild.members:
                data["member"] = shapes.member(message.channel.guild.members[user.id])
        intents = (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
        self._in(message.channel, name, data, *intents)

    def pins(self, channel: Channel) -> None:
        """Tell that a place's pins changed."""
        pinned = [one.pinned_at for one in channel.messages.values() if one.pinned_at is not None]
        data = self._at(channel, last_pin_timestamp=iso(max(pinned)) if pinned else None)
        self._in(channel, "CHANNEL_PINS_UPDATE", data, Intent.GUILDS, Intent.DIRECT_MESSAGES)

    def channel(self, name: str, channel: Channel) -> None:
        """Tell of a channel made, changed or deleted; the gateway shows hidden ones too."""
        self._sessions.tell(name, shapes.channel(channel), intent=Intent.GUILDS, guild=channel.in_guild)

    def thread(self, name: str, channel: Channel, **more: Any) -> None:
        """Tell of a thread, if the bot sees it."""
        self._in(channel, name, {**shapes.channel(channel), **more}, Intent.GUILDS, Intent.GUILDS)

    def thread_gone(self, channel: Channel) -> None:
        """Tell of a deleted thread."""
        data = {"id": channel.id, "type": int(channel.kind), "parent_id": channel.parent_id}
        data["guild_id"] = channel.in_guild.id
        self._sessions.tell("THREAD_DELETE", data, intent=Intent.GUILDS, guild=channel.in_guild)

    def thread_members(self, channel: Channel, *, added: list[str] = [], removed: list[str] = []) -> None:  # noqa: B006
        """Tell who came into a thread or left it; of others than the bot only with the members intent."""
        thread = channel.thread
        assert thread is not None
        data: Payload = {"id": channel.id, "guild_id": channel.in_guild.id, "member_count": len(thread.members)}
        data["added_members"] = [
            {
                **shapes.thread_member(channel, one, thread.members[one]),
                "member": shapes.member(channel.in_guild.members[one]),
                "presence": None,
            }
            for one in added
        ]
        data["removed_member_ids"] = removed
        concerns_bot = self._state.bot.id in (*added, *removed)
        if concerns_bot or self.sees(channel):
            intent = Intent.GUILDS if concerns_bot else Intent.GUILD_MEMBERS
            self._sessions.tell("THREAD_MEMBERS_UPDATE", data, intent=intent, guild=channel.in_guild)

    def member(self, name: str, guild: Guild, member: Member) -> None:
        """Tell who joined, changed or left; of the bot itself it is always told."""
        data: Payload = {"guild_id": guild.id, **shapes.member(member)}
        if name == "GUILD_MEMBER_REMOVE":
            data = {"guild_id": guild.id, "user": shapes.user(member.user)}
        is_bot = member.user is self._state.bot and name == "GUILD_MEMBER_UPDATE"
        self._sessions.tell(name, data, intent=Intent.GUILDS if is_bot else Intent.GUILD_MEMBERS, guild=guild)

    def role(self, name: str, guild: Guild, role: Role) -> None:
        """Tell of a role made, changed or deleted."""
        data: Payload = {"guild_id": guild.id, "role": shapes.role(role)}
        if name == "GUILD_ROLE_DELETE":
            data = {"guild_id": guild.id, "role_id": role.id}
        self._sessions.tell(name, data, intent=Intent.GUILDS, guild=guild)

    def event(self, name: str, guild: Guild, event: ScheduledEvent) -> None:
        """Tell of a scheduled event."""
        data = shapes.event(guild, event, self._state.users[event.creator_id])
        self._sessions.tell(name, data, intent=Intent.GUILD_SCHEDULED_EVENTS, guild=guild)

    def guild_here(self, guild: Guild, *, is_new: bool) -> None:
        """Tell that a server is there: joined, or available again."""

        def shaped(session: Session) -> Payload:
            shape = whole_guild(self._state, guild, session)
            return {key: value for key, value in shape.items() if key != "unavailable" or not is_new}

        self._sessions.tell("GUILD_CREATE", shaped, intent=Intent.GUILDS, guild=guild)

    def guild_gone(self, guild: Guild, *, for_now: bool) -> None:
        """Tell that a server is gone: for now (an outage), or because the bot was removed."""
        data: Payload = {"id": guild.id, "unavailable": True} if for_now else {"id": guild.id}
        self._sessions.tell("GUILD_DELETE", data, intent=Intent.GUILDS, guild=guild)

    def interaction(self, guild: Guild | None, data: Payload) -> None:
        """Tell that somebody pressed, picked, submitted or ran something: whatever the intents."""
        self._sessions.tell("INTERACTION_CREATE", data, guild=guild)

    def _at(self, channel: Channel, **more: Any) -> Payload:
        data = {"channel_id": channel.id, **more}
        return {**data, "guild_id": channel.guild.id} if channel.guild is not None else data

    def _in(self, channel: Channel, name: str, data: Any, in_guild: Intent, in_private: Intent) -> None:
        if channel.guild is None:
            self._sessions.tell(name, data, intent=in_private)
        elif self.sees(channel) and not channel.guild.is_unavailable:
            self._sessions.tell(name, data, intent=in_guild, guild=channel.guild)
