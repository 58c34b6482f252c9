"""P3: from Discord's JSON to acknowledged, beside discord.py that hands the message to somebody who does nothing."""

import asyncio
import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import discord
from discord.gateway import DiscordWebSocket

from adapters.cli.journal import NotedApplication
from adapters.discord.bot import DiscordBot, Surroundings
from adapters.discord.connection import Access
from adapters.simulation.moving import Home
from bot.cohort_file import CohortFile
from tests.benchmarks.core import CHANNELS, Core, at_work, folder
from tests.benchmarks.figures import AtLeast, Figure, Measure
from tests.benchmarks.harness import Scale, race, ratio, seconds
from tests.benchmarks.peers import plain_sqlite

_GUILD, _CHANNEL, _USER, _MESSAGE = (number * 10**17 for number in (2, 3, 4, 14))
_IN_FLIGHT = 512


def measure(scale: Scale) -> Measure:
    """P3 with a message in each of 32 channels at a time."""
    with asyncio.Runner() as runner, folder() as where:
        yield from _measured(runner, where, scale)


def _measured(runner: asyncio.Runner, where: Path, scale: Scale) -> Measure:
    opened = at_work(where, lives_at=_home)
    core = runner.run(opened.__aenter__())
    store, numbers = plain_sqlite.select_insert_commit(where), itertools.count()
    kith, bare, naive = (runner.run(made(core, store)) for made in (_kith, _bare, _naive))

    def told(line: "Line") -> Any:
        return lambda _: runner.run(line.hears(_told(core, numbers, _IN_FLIGHT)))

    chunks = {"kith": told(kith), "discord.py, empty handler": told(bare), "discord.py, a commit each": told(naive)}
    times = race(chunks, scale.pick(2, 40))
    stored = runner.run(core.counted())
    runner.run(opened.__aexit__(None, None, None))
    assert stored, "nothing of what Discord told was stored"
    took = seconds(times, _IN_FLIGHT)
    what = f"messages/s from raw JSON, {_IN_FLIGHT} in flight, to "
    empty = ratio(times, "discord.py, empty handler", "kith")
    each = ratio(times, "discord.py, a commit each", "kith")
    yield Figure("P3", f"{what}discord.py with an empty handler", "×", empty, AtLeast(0.3), took=took)
    yield Figure("P3", f"{what}a bot that looks, stores and commits for each", "×", each, AtLeast(10), took=took)


class Line:
    """A client whose gateway is told things without a network; `drained` waits until they are handled."""

    def __init__(self, client: discord.Client, drained: Any) -> None:
        ws = DiscordWebSocket(None, loop=asyncio.get_running_loop())  # type: ignore[arg-type]
        ws._discord_parsers, ws._dispatch = client._connection.parsers, client.dispatch
        ws.session_id, ws.sequence, ws.shard_id, ws._keep_alive = "s", 0, None, None
        client.ws = ws
        self._ws, self._drained = ws, drained

    async def hears(self, told: Sequence[str]) -> None:
        """Tell it all of this, and wait."""
        for each in told:
            await self._ws.received_message(each)
        await self._drained()


async def _kith(core: Core, _store: Any) -> Line:
    around = Surroundings(NotedApplication(core.house.app, core.house.ingest), core.house.storage, core.clock)
    bot = DiscordBot(Access("token", content=True), [str(_GUILD)], around)
    connection = bot.connection.each[0]
    return Line(connection._client, bot._gateway.lanes.drained)


async def _bare(_core: Core, _store: Any) -> Line:
    return await _client(lambda: None)


async def _naive(_core: Core, store: Any) -> Line:
    return await _client(lambda: store(1))


async def _client(does: Any) -> Line:
    client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
    await client._async_setup_hook()

    @client.event
    async def on_message(_message: discord.Message) -> None:
        does()

    channels = [{"id": str(_CHANNEL + n), "type": 0, "name": f"c{n}", "position": n} for n in range(CHANNELS)]
    guild = {"id": str(_GUILD), "name": "Bench", "channels": channels, "member_count": 24, "roles": []}
    client._connection._add_guild_from_data(guild)  # type: ignore[arg-type]
    return Line(client, _tasks_done)


async def _tasks_done() -> None:
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)


def _home(file: CohortFile) -> Home:
    accounts = {row.id: str(_USER + number) for number, row in enumerate(file.people)}
    channels = {channel.name: str(_CHANNEL + number) for number, channel in enumerate(file.channels)}
    channels |= {group.id: str(_CHANNEL - 1 - number) for number, group in enumerate(file.groups)}
    return Home("discord", str(_GUILD), accounts, channels)


def _told(core: Core, numbers: Iterator[int], count: int) -> list[str]:
    return [json.dumps(_dispatch(core, next(numbers))) for _ in range(count)]


def _dispatch(core: Core, number: int) -> dict[str, Any]:
    user = str(_USER + number % len(core.file.people))
    author = {"id": user, "username": f"u{user}", "discriminator": "0", "avatar": None, "global_name": "Somebody"}
    message = {
        "id": str(_MESSAGE + number),
        "type": 0,
        "channel_id": str(_CHANNEL + number % CHANNELS),
        "guild_id": str(_GUILD),
        "author": {**author, "public_flags": 0},
        "member": {"roles": [], "joined_at": "2027-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0},
        "content": core.texts[number % len(core.texts)],
        "timestamp": "2027-03-01T09:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")},
        "pinned": False,
        "flags": 0,
        "nonce": str(number),
    }
    return {"t": "MESSAGE_CREATE", "s": number + 1, "op": 0, "d": message}
