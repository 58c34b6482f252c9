"""discord.py's client without its models: every dispatch comes to us as Discord told it.

So nothing is cached, a resumed session needs no READY, and a dispatch of a form nobody foresaw is our error to log
rather than the end of the connection.
"""

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Ratelimit, Route

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we never speak

Parsing = Callable[[Mapping[str, Any]], None]
LONGEST_WAIT: Final = 11.0
"""Seconds of a rate limit that discord.py waits out by itself, a little more than its usual five or ten. A longer one
comes back as an error and the outbox waits: a wait that outlasts a send would be cut, doubted, and asked again early.
"""


def point_at(api_base: str, gateway_url: str) -> None:
    """Send everything to other addresses than Discord's own; an empty one leaves that one as it is."""
    if api_base:
        Route.BASE = api_base.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def intents(*, content: bool, members: bool) -> discord.Intents:
    """Return what we ask to hear: who joins and what is written need switches in Discord's developer portal."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content, wanted.members = content, members
    return wanted


def wait_little(http: HTTPClient) -> None:
    """Let discord.py's client hand back rate limits it would sleep over; its own option allows no less than 30 s."""
    usual = http.get_ratelimit

    def bucket(key: str) -> Ratelimit:
        """Leave what a bucket itself waits for as it is: it would refuse even where requests are left."""
        found = usual(key)
        found._max_ratelimit_timeout = 30.0
        return found

    http.get_ratelimit = bucket  # type: ignore[method-assign]
    http.max_ratelimit_timeout = LONGEST_WAIT


class Client(discord.Client):
    """A connection. `hearings` by name of dispatch; `before_identify` is awaited before each introduction."""

    def __init__(
        self,
        wanted: discord.Intents,
        hearings: Mapping[str, Parsing],
        before_identify: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(
            intents=wanted,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        wait_little(self.http)
        self._before_identify = before_identify
        parsers = self._connection.parsers
        parsers.clear()
        parsers.update({name: functools.partial(_heard, name, hearing) for name, hearing in hearings.items()})

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Count an introduction; discord.py calls it before each."""
        await self._before_identify()

    def hear_less(self) -> None:
        """Ask for nothing from now on that needs a switch in the developer portal."""
        self._connection._intents = intents(content=False, members=False)

    async def log_in(self, token: str) -> Mapping[str, Any]:
        """Check the token and open the HTTP session; return the bot's own account."""
        await self._async_setup_hook()
        account: Mapping[str, Any] = dict(await self.http.static_login(token))
        return account


def _heard(name: str, hearing: Parsing, told: Any) -> None:
    try:
        hearing(told)
    except Exception as problem:  # one dispatch must not end the connection
        log.error("a %s of Discord's was not understood: %s", name, type(problem).__name__)
