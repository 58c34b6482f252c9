"""A server as tests handle it: its admin makes channels and roles, lets the bot in, removes it."""

from typing import TYPE_CHECKING

from tests.doubles.discord.model import Channel, Guild, Kind, Overwrite, Role
from tests.doubles.discord.people import Person
from tests.doubles.discord.permissions import ALL, NOTHING, May, named

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord


class GuildHandle:
    """A server, with what its admin can do."""

    def __init__(self, discord: "Discord", guild: Guild) -> None:
        self._discord = discord
        self.guild = guild

    @property
    def id(self) -> str:
        """The server's id."""
        return self.guild.id

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.guild.everyone

    @property
    def bot_role(self) -> Role:
        """The bot's own role."""
        return next(role for role in self.guild.roles.values() if role.bot_id is not None)

    @property
    def owner(self) -> Person:
        """Whom the server belongs to."""
        return Person(self._discord, self._discord.state.users[self.guild.owner_id])

    def invites_bot(self, may: str | None = None) -> None:
        """Let the bot in with permissions by name; by default all but ADMINISTRATOR."""
        permissions = ALL & ~May.ADMINISTRATOR if may is None else named(may)
        self._discord.members.invite_bot(self.guild, permissions)
        self._discord.changed()

    def removes_bot(self) -> None:
        """Remove the bot."""
        self._discord.members.leave(self.guild, self._discord.state.bot)
        self._discord.changed()

    def bot_may(self, permissions: str) -> None:
        """Change what the bot's role allows."""
        self._discord.members.change_role(self.guild, self.bot_role, permissions=int(named(permissions)))

    def goes_down(self) -> None:
        """Be unavailable: an outage."""
        self.guild.is_unavailable = True
        self._discord.broadcast.guild_gone(self.guild, for_now=True)

    def comes_back(self) -> None:
        """Be available again."""
        self.guild.is_unavailable = False
        self._discord.broadcast.guild_here(self.guild, is_new=False)

    def role(self, name: str, may: str = "", *, is_mentionable: bool = False) -> Role:
        """Make a role, below those that are there."""
        return self._discord.members.add_role(
            self.guild, name, permissions=int(named(may)), is_mentionable=is_mentionable
        )

    def channel(self, name: str, kind: Kind = Kind.TEXT, *, under: Channel | None = None) -> Channel:
        """Make a channel that everybody sees."""
        parent_id = under.id if under is not None else None
        return self._discord.places.add(self.guild, kind, name, parent_id=parent_id)

    def hidden_channel(self, name: str, *seen_by: Role | Person, kind: Kind = Kind.TEXT) -> Channel:
        """Make a channel that only some roles and people see."""
        channel = self.channel(name, kind)
        self.denies(channel, self.everyone, "view_channel")
        for one in seen_by:
            self.allows(channel, one, "view_channel")
        return channel

    def forum(self, name: str, *tags: str) -> Channel:
        """Make a forum."""
        listed = [
            {"id": self._discord.state.new_id(), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
            for tag in tags
        ]
        return self._discord.places.add(self.guild, Kind.FORUM, name, tags=listed)

    def person(self, name: str, *roles: Role) -> Person:
        """Let somebody new join, with roles."""
        person = self._discord.person(name)
        member = self._discord.members.join(self.guild, person.user)
        for role in roles:
            self._discord.members.give(self.guild, member, role)
        return person

    def gives(self, person: Person, role: Role) -> None:
        """Give somebody a role."""
        self._discord.members.give(self.guild, self.guild.members[person.id], role)

    def takes(self, person: Person, role: Role) -> None:
        """Take a role from somebody."""
        self._discord.members.take(self.guild, self.guild.members[person.id], role)

    def removes(self, person: Person) -> None:
        """Remove somebody."""
        self._discord.members.leave(self.guild, person.user)

    def deletes(self, what: Role | Channel) -> None:
        """Delete a role or a channel."""
        if isinstance(what, Role):
            self._discord.members.delete_role(self.guild, what)
        else:
            self._discord.places.delete(what)
        self._discord.changed()

    def allows(self, channel: Channel, whom: Role | Person, permissions: str) -> None:
        """Allow somebody something in a channel."""
        self._overwrite(channel, whom, allow=named(permissions))

    def denies(self, channel: Channel, whom: Role | Person, permissions: str) -> None:
        """Deny somebody something in a channel."""
        self._overwrite(channel, whom, deny=named(permissions))

    def _overwrite(self, channel: Channel, whom: Role | Person, *, allow: May = NOTHING, deny: May = NOTHING) -> None:
        kind = 0 if isinstance(whom, Role) else 1
        before = channel.overwrites.get(whom.id, Overwrite(whom.id, kind))
        allowed = (before.allow | allow) & ~deny
        denied = (before.deny | deny) & ~allow
        self._discord.places.overwrite(channel, Overwrite(whom.id, kind, int(allowed), int(denied)))
