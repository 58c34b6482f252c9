"""The methods of the Web API by name, with what each of them asks of a token."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.apps import Installation
from tests.doubles.slack.arguments import Arguments
from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.people import User
from tests.doubles.slack.rates import TIERS
from tests.doubles.slack.team import Team
from tests.doubles.slack.tokens import Token

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method by a bot: who calls, with what, when."""

    slack: "SlackDouble"
    token: Token
    installation: Installation
    arguments: Arguments
    now: datetime

    @property
    def team(self) -> Team:
        """The workspace; nothing of another can be named."""
        return self.installation.team

    @property
    def bot(self) -> User:
        """The bot user."""
        return self.installation.user

    def needs(self, *scopes: str) -> None:
        """Refuse a token that has none of these scopes."""
        used = [scope for scope in scopes if scope in self.installation.scopes]
        if not used:
            raise missing_scope(scopes[0], self.installation.scopes)
        self.slack.used_scopes.add(used[0])

    def channel(self, name: str = "channel") -> Channel:
        """Return the conversation an argument names, if the bot may know of it."""
        channel = self.team.channels.get(self.arguments.needed(name))
        if channel is None or not self.team.can_see(self.bot.id, channel):
            raise SlackError("channel_not_found")
        return channel

    def own_channel(self, name: str = "channel") -> Channel:
        """Return the conversation an argument names, if the bot is in it."""
        channel = self.channel(name)
        if self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def needs_for(self, channel: Channel, verb: str) -> None:
        """Refuse a token without `channels:read`, `groups:read` and so on, whichever fits the conversation."""
        wanted = "manage" if verb == "write" and channel.kind is ChannelKind.PUBLIC else verb
        self.needs(f"{channel.kind.value}:{wanted}")

    def person(self, name: str = "user") -> User:
        """Return the person an argument names."""
        user = self.team.users.get(self.arguments.needed(name))
        if user is None:
            raise SlackError("user_not_found")
        return user


def missing_scope(needed: str, provided: frozenset[str]) -> SlackError:
    """Return the error that says what is missing and what is there."""
    return SlackError("missing_scope", needed=needed, provided=",".join(sorted(provided)))


Handler = Callable[[Call], Coroutine[Any, Any, Answer]]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: one of `scopes` is needed (none: any token does), at most `most` calls a minute."""

    name: str
    handler: Handler
    scopes: tuple[str, ...]
    most: int


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, tier: int = 3, most: int = 0) -> Callable[[Handler], Handler]:
    """Register a method of the Web API."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scopes, most or TIERS[tier])
        return handler

    return register


def page(items: list[Any], arguments: Arguments, default: int, most: int = 1000) -> tuple[list[Any], str]:
    """Return one page of a list, and the cursor of the next."""
    limit = arguments.number("limit", default)
    if not 1 <= limit <= most:
        raise SlackError("invalid_limit")
    start = read_cursor(arguments.text("cursor"))
    following = start + limit
    return items[start:following], write_cursor(following) if following < len(items) else ""


def write_cursor(position: int) -> str:
    """Write where a list goes on, in a form nobody is tempted to read."""
    return f"bmV4dDo{position:x}="


def read_cursor(cursor: str) -> int:
    """Read where a list goes on; invalid_cursor for one Slack never gave out."""
    if not cursor:
        return 0
    if not (cursor.startswith("bmV4dDo") and cursor.endswith("=")):
        raise SlackError("invalid_cursor")
    try:
        return int(cursor[7:-1], 16)
    except ValueError:
        raise SlackError("invalid_cursor") from None
