"""Everything that is there at one moment, and the clock and ids of the whole double."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.errors import unknown
from tests.doubles.discord.model import Channel, Guild, Kind, Member, User
from tests.doubles.discord.snowflakes import Snowflakes

PRIVILEGED_FLAGS = {"presences": 1 << 13, "members": 1 << 15, "content": 1 << 19}
PRIVILEGED_INTENTS = {"members": 1 << 1, "presences": 1 << 8, "content": 1 << 15}


@dataclass(eq=False)
class Application:
    """The bot's entry in the developer portal: its token, and which privileged intents are switched on."""

    bot: User
    owner: User
    token: str
    switched_on: set[str] = field(default_factory=set)
    commands: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The application's id, which is its bot's too."""
        return self.bot.id

    @property
    def flags(self) -> int:
        """The flags that show which privileged intents an unverified app may use (the `…_LIMITED` ones)."""
        return sum(PRIVILEGED_FLAGS[one] for one in self.switched_on)

    @property
    def refused_intents(self) -> int:
        """The bits of the intents that would close the connection with 4014."""
        return sum(bit for name, bit in PRIVILEGED_INTENTS.items() if name not in self.switched_on)


class State:
    """The servers, people and channels; only nouns that change them write here."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._ids = Snowflakes()
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self._chats: dict[str, Channel] = {}
        self.files: dict[str, bytes] = {}
        bot = self.new_user("Kith", is_bot=True)
        owner = self.new_user("Owner")
        token = f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(5)}.{secrets.token_urlsafe(28)}"
        self.application = Application(bot, owner, token)

    def new_id(self) -> str:
        """Return the next id."""
        return self._ids.next(self.clock.now())

    def new_user(self, name: str, *, is_bot: bool = False) -> User:
        """Make an account."""
        user = User(self.new_id(), name, is_bot)
        self.users[user.id] = user
        return user

    @property
    def bot(self) -> User:
        """The bot's own account."""
        return self.application.bot

    def guild(self, guild_id: str) -> Guild:
        """Return a server the bot is in; Discord does not tell it of others."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise unknown("guild")
        return guild

    def channel(self, channel_id: str) -> Channel:
        """Return a channel that exists."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise unknown("channel")
        return channel

    def me(self, guild: Guild) -> Member:
        """Return the bot as a member."""
        return guild.members[self.bot.id]

    def private_channel(self, user: User) -> Channel:
        """Return the private chat of a user with the bot, made when it is first needed."""
        if user.id not in self._chats:
            channel = Channel(self.new_id(), Kind.DM, recipient=user)
            self.channels[channel.id] = self._chats[user.id] = channel
        return self._chats[user.id]

    def share_a_guild(self, user: User) -> bool:
        """Say whether the bot and a user are in a server together."""
        return any(user.id in guild.members and self.bot.id in guild.members for guild in self.guilds.values())
