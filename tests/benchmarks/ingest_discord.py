"""P3: from Discord's JSON to acknowledged, beside discord.py that hands the message to somebody who does nothing."""

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Sequence
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
from tests.benchmarks.harness import Chunk, Scale, Times, race, ratio, seconds
from tests.benchmarks.peers import naive_bot, plain_sqlite

_GUILD, _CHANNEL, _USER, _MESSAGE = (number * 10**17 for number in (2, 3, 4, 14))
_MANY, _FEW = 512, CHANNELS


def measure(scale: Scale) -> Measure:
    """P3 with a message in each of 32 channels at a time, and with as many in flight as a full queue has."""
    for in_flight in scale.pick((_FEW,), (_FEW, _MANY)):
        with asyncio.Runner() as runner, folder() as where:
            yield from _measured(runner, where, in_flight, scale)


def _measured(runner: asyncio.Runner, where: Path, in_flight: int, scale: Scale) -> Measure:
    opened = at_work(where, lives_at=_home)
    core = runner.run(opened.__aenter__())
    naive = plain_sqlite.select_insert_commit(where)
    connection, handle = runner.run(naive_bot.select_insert_commit(where))
    lines = {"kith": runner.run(_kith(core)), "empty": runner.run(_client(_nothing))}
    lines |= {"aiosqlite": runner.run(_client(handle)), "sqlite3": runner.run(_client(lambda: _at_once(naive)))}
    numbers, told = itertools.count(), list[str]()

    def prepare() -> None:
        told[:] = [json.dumps(_dispatch(core, next(numbers))) for _ in range(in_flight)]

    chunks = {name: _hearing(runner, line, told) for name, line in lines.items()}
    times = race(chunks, scale.pick(2, 30), prepare=dict.fromkeys(lines, prepare))
    stored = runner.run(core.counted())
    runner.run(connection.close())
    runner.run(opened.__aexit__(None, None, None))
    assert stored, "nothing of what Discord told was stored"
    yield from _figures(times, in_flight)


def _figures(times: Times, in_flight: int) -> Measure:
    row, targets = ("P3", (AtLeast(0.3), AtLeast(10))) if in_flight == _MANY else ("P", (None, None))
    took = seconds(times, in_flight)
    what = f"messages/s from raw JSON, {in_flight} in flight, to "
    empty, naive, stopping = (ratio(times, peer, "kith") for peer in ("empty", "aiosqlite", "sqlite3"))
    yield Figure(row, f"{what}discord.py with an empty handler", "×", empty, targets[0], took=took)
    each = "a bot that looks, stores and commits for each"
    yield Figure(row, f"{what}{each}", "×", stopping, targets[1], took=took)
    yield Figure("P", f"{what}the same through aiosqlite, where commits run together", "×", naive, took=took)


def _hearing(runner: asyncio.Runner, line: "Line", told: Sequence[str]) -> Chunk:
    return lambda _: runner.run(line.hears(told))


async def _nothing() -> None:
    return None


async def _at_once(store: Callable[[int], None]) -> None:
    store(1)


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


async def _kith(core: Core) -> Line:
    app = NotedApplication(core.house.app, core.house.ingest)  # as `kith run` puts it together
    bot = DiscordBot(Access("token", content=True), [str(_GUILD)], Surroundings(app, core.house.storage, core.clock))
    return Line(bot.connection.each[0]._client, bot._gateway.lanes.drained)


async def _client(does: Callable[[], Awaitable[None]]) -> Line:
    client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
    await client._async_setup_hook()

    @client.event
    async def on_message(_message: discord.Message) -> None:
        await does()

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
