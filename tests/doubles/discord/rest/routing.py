"""Which function answers which request, and what it is given."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.doubles.discord.errors import Refused, no_access, no_permission, unknown
from tests.doubles.discord.model import Channel, Guild
from tests.doubles.discord.permissions import IN_PRIVATE, May

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What Discord answers: a status, and usually JSON."""

    status: int = 200
    body: Any = None


@dataclass(frozen=True)
class Rate:
    """How many requests in how many seconds a route takes for one channel, server or webhook."""

    limit: int
    seconds: float


@dataclass(frozen=True)
class Route:
    """One operation, named by its template in Discord's OpenAPI description."""

    method: str
    template: str
    handler: Callable[["Call"], Answer]
    rate: Rate
    is_open: bool

    @property
    def last_word(self) -> str:
        """The last fixed part of the path: what the operation is about."""
        return [part for part in self.template.split("/") if not part.startswith("{")][-1]


ROUTES: list[Route] = []
USUAL = Rate(10, 5)


def route(
    method: str, template: str, *, rate: Rate = USUAL, is_open: bool = False
) -> Callable[[Callable[["Call"], Answer]], Callable[["Call"], Answer]]:
    """Register the function that answers an operation; open ones need no bot token."""

    def register(handler: Callable[["Call"], Answer]) -> Callable[["Call"], Answer]:
        ROUTES.append(Route(method, template, handler, rate, is_open))
        return handler

    return register


@functools.cache
def pattern(template: str) -> re.Pattern[str]:
    """Return what recognises a template's paths."""
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "$")


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """Return the route of a request with its ids; fixed words win over placeholders."""
    fits = [(one, pattern(one.template).match(path)) for one in ROUTES if one.method == method]
    found = [(one, match) for one, match in fits if match is not None]
    if not found:
        return None
    best, match = min(found, key=lambda pair: pair[0].template.count("{"))
    return best, {name: unquote(value) for name, value in match.groupdict().items()}


@dataclass(eq=False)
class Call:
    """A request on its way through the double."""

    discord: "Discord"
    route: Route
    ids: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    json: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)
    reason: str | None = None

    @property
    def body(self) -> Body:
        """The body where it has to be an object."""
        if not isinstance(self.json, dict):
            raise Refused(400, 50109, "The request body contains invalid JSON.")
        return self.json

    def guild(self) -> Guild:
        """Return the server in the path."""
        return self.discord.state.guild(self.ids["guild_id"])

    def guild_with(self, needed: May) -> Guild:
        """Return the server in the path, refusing where the bot lacks a permission."""
        guild = self.guild()
        if needed & ~self.discord.rights(guild):
            raise no_permission()
        return guild

    def channel(self, needed: May = May.VIEW_CHANNEL) -> Channel:
        """Return the channel in the path: 10003 unknown, 50001 out of sight, 50013 without a permission."""
        channel = self.discord.state.channel(self.ids["channel_id"])
        if channel.guild is None:
            if needed & ~IN_PRIVATE:
                raise Refused(403, 50003, "Cannot execute action on a DM channel")
            return channel
        if self.discord.state.bot.id not in channel.guild.members:
            raise no_access()
        rights = self.discord.broadcast.rights(channel)
        if May.VIEW_CHANNEL not in rights:
            raise no_access()
        if needed & ~rights:
            raise no_permission()
        return channel

    def number(self, name: str, usual: int, least: int, most: int) -> int:
        """Return a number of the query within its bounds."""
        given = self.query.get(name)
        if given is None:
            return usual
        if not given.isdigit() or not least <= int(given) <= most:
            message = f"int value should be greater than or equal to {least} and less than or equal to {most}."
            errors = {name: {"_errors": [{"code": "NUMBER_TYPE_MAX", "message": message}]}}
            raise Refused(400, 50035, "Invalid Form Body", errors=errors)
        return int(given)

    def member_id(self, name: str = "user_id") -> str:
        """Return a member's id of the path, with `@me` read as the bot's."""
        given = self.ids.get(name, "@me")
        return self.discord.state.bot.id if given == "@me" else given

    def user(self, name: str = "user_id") -> Any:
        """Return the user in the path."""
        found = self.discord.state.users.get(self.member_id(name))
        if found is None:
            raise unknown("user")
        return found
