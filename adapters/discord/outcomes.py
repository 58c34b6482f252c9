"""What an answer of Discord, or the lack of one, means for a delivery."""

import json
from datetime import timedelta
from typing import Final

import aiohttp
import discord

from bot.errors import PlatformDown, TryLater, Undeliverable, Unknown

Outcome = TryLater | Undeliverable | Unknown

CLOSED_DM: Final = frozenset({50007, 50278})
"""They take no private messages, or share no server with the bot any more."""
_GONE: Final = {
    10003: "the channel is not there any more",
    10008: "the message to change is not there any more",
    10013: "there is no such account",
    50001: "the bot cannot see this channel",
    50013: "the bot may not write in this channel",
}
_SLOW_DOWN: Final = {40003: timedelta(minutes=10), 30046: timedelta(minutes=10), 20028: timedelta(minutes=1)}
"""Refused for now: too many private conversations opened, old messages changed, messages written."""
REVOKED: Final = timedelta(minutes=5)
_BUSY: Final = timedelta(minutes=1)


def outcome(problem: Exception) -> Outcome:
    """Return what came of a request; in doubt whenever it may have taken effect."""
    match problem:
        case TryLater() | Undeliverable() | Unknown():
            return problem
        case discord.RateLimited():
            return TryLater("Discord asks to slow down", timedelta(seconds=problem.retry_after))
        case discord.DiscordServerError():
            return Unknown(f"Discord failed with {problem.status}")
        case discord.HTTPException():
            return _refused(problem)
        case aiohttp.ClientConnectorError():
            return PlatformDown("Discord cannot be reached")  # nothing had left yet
        case aiohttp.ClientError() | OSError() | TimeoutError() | json.JSONDecodeError() | UnicodeDecodeError():
            return Unknown(f"no whole answer from Discord ({type(problem).__name__})")
        case _:
            return Unknown(type(problem).__name__)


def is_refused_for_all(problem: Exception) -> timedelta | None:
    """Return how long to leave Discord alone altogether: a revoked token, or the network in front of it says stop."""
    if not isinstance(problem, discord.HTTPException):
        return None
    if problem.status == 401:
        return REVOKED
    return _after(problem) if problem.status == 429 and not problem.response.headers.get("Via") else None


def _refused(problem: discord.HTTPException) -> Outcome:
    if problem.status == 401:
        return PlatformDown("the bot's token is not accepted", REVOKED)
    if problem.status == 429 or problem.code in _SLOW_DOWN:
        return TryLater("Discord asks to slow down", _SLOW_DOWN.get(problem.code) or _after(problem))
    if problem.code in CLOSED_DM:
        return Undeliverable("this person's private messages are closed")
    if problem.code in _GONE:
        return Undeliverable(_GONE[problem.code])
    return Undeliverable(f"Discord refused it ({problem.status}, code {problem.code})")


def _after(problem: discord.HTTPException) -> timedelta:
    try:
        return timedelta(seconds=float(problem.response.headers.get("Retry-After", "")))
    except ValueError:
        return _BUSY
