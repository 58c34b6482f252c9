"""What `kith doctor` looks at on Discord: the token, the switches, the rights, the channels, the commands."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
import discord

from adapters.discord import catalogue
from adapters.discord.client import Client, intents
from adapters.discord.components import Json
from adapters.discord.permissions import (
    EVERYWHERE,
    FOR_CHANNELS,
    FOR_EVENTS,
    FOR_THREADS,
    MANAGE_CHANNELS,
    in_channel,
    invite,
    needed,
)
from adapters.discord.rest import Rest
from adapters.discord.rooms import COHORT, RoomKind
from adapters.found import Found
from bot.commands import Command

_CONTENT: Final = (1 << 18) | (1 << 19)
_MEMBERS: Final = (1 << 14) | (1 << 15)
_EVERYBODYS: Final = (COHORT, "help")
"""Channels of the whole cohort: they are never threads."""
UNKNOWN_SERVER: Final = (10004, 50001)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the configuration and the cohorts ask for. `channels` by the name in the cohort file."""

    guild_id: str
    channels: Mapping[str, str]
    group_kind: RoomKind
    content: bool
    members: bool
    commands: Sequence[Command]


@asynccontextmanager
async def signed_in(token: str) -> AsyncIterator[tuple[Rest, str]]:
    """Sign in for a look, without listening; yields the API and the bot's account id. Raises what discord.py raises."""

    async def never() -> None:
        return None

    client = Client(intents(content=False, members=False), {}, never)
    try:
        account = await client.log_in(token)
        yield Rest(client.http), str(account["id"])
    finally:
        await client.http.close()


async def application(rest: Rest) -> Json:
    """Return the bot's entry in the developer portal."""
    return await rest.get("/applications/@me")


async def look(token: str, every: Sequence[Wanted]) -> list[Found]:
    """Look at everything; nothing is changed and nobody is written to."""
    try:
        async with signed_in(token) as (rest, account):
            about = await application(rest)
            found = [Found(f"The token is good: the bot is {about.get('name', account)}.")]
            found += _switches(about, every)
            for wanted in every:
                found += await _server(rest, str(about["id"]), account, wanted)
            return found
    except discord.LoginFailure:
        mend = "Make a new one in the developer portal (Bot, Reset Token) and set KITH_DISCORD_TOKEN."
        return [Found("Discord does not accept the token.", mend)]
    except (aiohttp.ClientError, discord.HTTPException, discord.RateLimited, OSError) as problem:
        mend = "Look at this machine's connection, and at https://discordstatus.com; then look again."
        return [Found(f"Discord cannot be asked now ({type(problem).__name__}).", mend)]


def _switches(about: Json, every: Sequence[Wanted]) -> list[Found]:
    flags = int(about.get("flags") or 0)
    found = []
    for is_wanted, bit, name, key in (
        (any(wanted.content for wanted in every), _CONTENT, "Message Content Intent", "message_content"),
        (any(wanted.members for wanted in every), _MEMBERS, "Server Members Intent", "members"),
    ):
        if is_wanted and not flags & bit:
            mend = f"Switch it on in the developer portal under Bot, or set `{key} = false` under [discord]."
            found.append(Found(f"{name} is off, and the configuration wants it: the bot could not connect.", mend))
    if not any(wanted.content for wanted in every):
        found.append(
            Found("It does not read messages in channels (message_content is false): that people write is counted.")
        )
    return found


async def _server(rest: Rest, application_id: str, account: str, wanted: Wanted) -> list[Found]:
    ids = {"guild_id": wanted.guild_id}
    link = invite(application_id, needed(wanted.group_kind))
    try:
        guild = await rest.get("/guilds/{guild_id}", **ids)
        me = await rest.get("/guilds/{guild_id}/members/{user_id}", user_id=account, **ids)
        channels = await rest.change("GET", "/guilds/{guild_id}/channels", **ids)
    except discord.HTTPException as problem:
        if problem.code not in UNKNOWN_SERVER:
            raise
        return [Found(f"The bot is not in the server {wanted.guild_id}.", f"Let it in with this link: {link}")]
    found = [Found(f"The bot is in {guild['name']}.")]
    found += _rights(guild, me, wanted, link)
    seen = {str(channel["id"]): channel for channel in channels}
    for name, channel_id in wanted.channels.items():
        if channel_id.isdigit():
            found.append(await _channel(rest, name, channel_id, Server(guild, me, seen)))
    return found + await _commands(rest, application_id, wanted)


def _rights(guild: Json, me: Json, wanted: Wanted, link: str) -> list[Found]:
    everywhere = in_channel({}, guild, me)
    lacking = [right.name for right in FOR_EVENTS if not everywhere & right.bit]
    mend = f"Without it they are posts in the cohort's channel only. Let the bot in anew with this link: {link}"
    told = Found(f"The bot may not keep the cohort's events in the server: {', '.join(lacking)}.", mend)
    return [*([told] if lacking else []), *_rooms(everywhere, wanted, link)]


def _rooms(everywhere: int, wanted: Wanted, link: str) -> list[Found]:
    makes = [name for name, channel in wanted.channels.items() if not channel.isdigit()]
    if not makes:
        return []
    rights = FOR_THREADS if wanted.group_kind is RoomKind.THREAD else FOR_CHANNELS
    missing = [right.name for right in rights if not everywhere & right.bit]
    everybodys = [name for name in makes if name in _EVERYBODYS]
    if everybodys and not everywhere & MANAGE_CHANNELS:
        what = f"The bot may not make channels for everybody ({', '.join(everybodys)}): that takes Manage Channels."
        return [Found(what, "Make them yourself, and pick them with `/coord setup` or in the cohort file.")]
    if missing:
        what = f"The bot is to make rooms ({', '.join(makes)}) and may not: {', '.join(missing)}."
        return [Found(what, f"Give its role these permissions, or let it in anew with this link: {link}")]
    return [Found(f"It may make the rooms that are missing: {', '.join(makes)}.")]


@dataclass(frozen=True, slots=True)
class Server:
    """A server as Discord describes it: itself, the bot's membership, its channels by id."""

    guild: Json
    me: Json
    channels: Mapping[str, Json]


async def _channel(rest: Rest, name: str, channel_id: str, server: Server) -> Found:
    channel, where = server.channels.get(channel_id), "channel"
    if channel is None:  # a thread is in no list of channels; what may be done there is said where it hangs
        thread = await _thread(rest, channel_id)
        channel, where = server.channels.get(str(thread.get("parent_id"))), "thread's channel"
    if channel is None:
        mend = "Let the bot see it (View Channel), or name another channel's id in the cohort file."
        return Found(f"The bot does not see the channel of {name} ({channel_id}).", mend)
    may = in_channel(channel, server.guild, server.me)
    rights = EVERYWHERE if where == "channel" else (*EVERYWHERE, *FOR_THREADS)
    missing = [right.name for right in rights if not may & right.bit]
    if missing:
        mend = f"Allow them to the bot in the settings of #{channel['name']}, Permissions."
        return Found(f"In #{channel['name']} ({name}) the bot lacks: {', '.join(missing)}.", mend)
    return Found(f"In #{channel['name']} ({name}) it may do what it has to.")


async def _thread(rest: Rest, channel_id: str) -> Json:
    try:
        return await rest.get("/channels/{channel_id}", channel_id=channel_id)
    except discord.HTTPException:
        return {}


async def _commands(rest: Rest, application_id: str, wanted: Wanted) -> list[Found]:
    registered = await rest.commands(application_id, wanted.guild_id)
    if catalogue.is_same(catalogue.for_guild(wanted.commands), registered):
        return [Found("Its commands are registered.")]
    what = "Its commands are not registered yet." if not registered else "Its commands are those of another version."
    return [Found(what, "Start the bot: `kith run` registers them.")]
