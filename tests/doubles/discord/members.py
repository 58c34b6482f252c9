"""Servers with their members and roles: joining, leaving, being given a role."""

from typing import Any

from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.model import Guild, Member, Role, User
from tests.doubles.discord.permissions import EVERYBODY, May
from tests.doubles.discord.state import State


class Members:
    """Makes servers and roles, lets people in and out, and gives roles."""

    def __init__(self, state: State, broadcast: Broadcast) -> None:
        self._state = state
        self._broadcast = broadcast

    def found(self, name: str, owner: User) -> Guild:
        """Make a server."""
        guild = Guild(self._state.new_id(), name, owner.id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYBODY, 0)
        self._state.guilds[guild.id] = guild
        self.join(guild, owner)
        return guild

    def join(self, guild: Guild, user: User) -> Member:
        """Let somebody into a server."""
        member = guild.members[user.id] = Member(user, self._state.clock.now())
        self._broadcast.member("GUILD_MEMBER_ADD", guild, member)
        return member

    def invite_bot(self, guild: Guild, permissions: May) -> Member:
        """Let the bot in, with a role of its own that holds what the invitation asked for."""
        role = self.add_role(guild, self._state.bot.name, permissions=int(permissions), bot_id=self._state.bot.id)
        me = guild.members[self._state.bot.id] = Member(self._state.bot, self._state.clock.now(), {role.id})
        self._broadcast.guild_here(guild, is_new=True)
        return me

    def leave(self, guild: Guild, user: User) -> None:
        """Take somebody out of a server: of their own will, or removed."""
        member = guild.members.pop(user.id)
        if user is self._state.bot:
            guild.commands.clear()
            for role in [one for one in guild.roles.values() if one.bot_id == user.id]:
                del guild.roles[role.id]
            self._broadcast.guild_gone(guild, for_now=False)
            return
        for channel in guild.channels.values():
            if channel.thread is not None:
                channel.thread.members.pop(user.id, None)
        self._broadcast.member("GUILD_MEMBER_REMOVE", guild, member)

    def add_role(self, guild: Guild, name: str, **more: Any) -> Role:
        """Make a role; it stands below all others but everybody's, and a bot invited late has the lowest."""
        others = [one for one in guild.roles.values() if one is not guild.everyone]
        role = Role(self._state.new_id(), name, **more)
        guild.roles[role.id] = role
        self._broadcast.role("GUILD_ROLE_CREATE", guild, role)
        for other in others:
            self.change_role(guild, other, position=other.position + 1)
        return role

    def change_role(self, guild: Guild, role: Role, **changes: Any) -> None:
        """Change a role."""
        for name, value in changes.items():
            setattr(role, name, value)
        self._broadcast.role("GUILD_ROLE_UPDATE", guild, role)

    def delete_role(self, guild: Guild, role: Role) -> None:
        """Delete a role; everybody loses it, and channels forget what they said of it."""
        del guild.roles[role.id]
        for member in guild.members.values():
            member.role_ids.discard(role.id)
        for channel in guild.channels.values():
            channel.overwrites.pop(role.id, None)
        self._broadcast.role("GUILD_ROLE_DELETE", guild, role)

    def give(self, guild: Guild, member: Member, role: Role) -> None:
        """Give somebody a role."""
        if role.id not in member.role_ids:
            member.role_ids.add(role.id)
            self._broadcast.member("GUILD_MEMBER_UPDATE", guild, member)

    def take(self, guild: Guild, member: Member, role: Role) -> None:
        """Take a role from somebody."""
        if role.id in member.role_ids:
            member.role_ids.discard(role.id)
            self._broadcast.member("GUILD_MEMBER_UPDATE", guild, member)

    def change(self, guild: Guild, member: Member, **changes: Any) -> None:
        """Change what a server knows of a member."""
        for name, value in changes.items():
            setattr(member, name, value)
        self._broadcast.member("GUILD_MEMBER_UPDATE", guild, member)
