"""Starting a session: HELLO, heartbeats, IDENTIFY, and everything for which the gateway hangs up."""

import json
import zlib
from typing import Any

import aiohttp
import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Wires

CONTENT, MEMBERS, PRESENCES = 1 << 15, 1 << 1, 1 << 8


async def test_a_heartbeat_is_acknowledged(wires: Wires) -> None:
    wire = await wires.open()
    await wire.op(1, None)

    assert (await wire.hears())["op"] == 11


async def test_the_stream_is_compressed_for_those_who_ask(discord: Discord) -> None:
    stream = zlib.decompressobj()
    async with aiohttp.ClientSession() as session:
        url = f"{discord.gateway_url}?v=10&encoding=json&compress=zlib-stream"
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_bytes()
            await socket.send_str('{"op": 1, "d": null}')
            acknowledged = await socket.receive_bytes()

    assert hello.endswith(b"\x00\x00\xff\xff")
    assert json.loads(stream.decompress(hello))["d"]["heartbeat_interval"] == 41250
    assert json.loads(stream.decompress(acknowledged))["op"] == 11


async def test_ready_names_the_servers_and_then_brings_them(discord: Discord, wires: Wires) -> None:
    guild = discord.guild("Open Learning")
    guild.person("Ada")
    wire, ready = await wires.ready()

    assert ready["guilds"] == [{"id": guild.id, "unavailable": True}]
    assert ready["resume_gateway_url"] == discord.gateway_url
    brought = (await wire.hears())["d"]
    assert (brought["name"], brought["unavailable"], brought["member_count"]) == ("Open Learning", False, 3)


async def test_only_the_presence_intent_brings_all_members_with_a_server(discord: Discord, wires: Wires) -> None:
    discord.allows("members", "presences")
    discord.gateway.budget.max_concurrency = 2
    discord.guild().person("Ada")

    plain, _ = await wires.ready(1 | MEMBERS)
    discord.clock.move(seconds=5)
    full, _ = await wires.ready(1 | MEMBERS | PRESENCES)

    assert [one["user"]["username"] for one in (await plain.hears())["d"]["members"]] == ["Kith"]
    assert len((await full.hears())["d"]["members"]) == 3


@pytest.mark.parametrize("intent", [CONTENT, MEMBERS, PRESENCES])
async def test_a_privileged_intent_that_is_switched_off_closes_with_4014(wires: Wires, intent: int) -> None:
    wire = await wires.open()
    await wire.identify(1 | intent)

    assert await wire.closed_with() == 4014


@pytest.mark.parametrize("intents", [1 << 30, -1, "1", None, True])
async def test_intents_that_are_none_close_with_4013(wires: Wires, intents: Any) -> None:
    wire = await wires.open()
    await wire.identify(intents)

    assert await wire.closed_with() == 4013


async def test_a_wrong_token_closes_with_4004(wires: Wires) -> None:
    wire = await wires.open()
    await wire.identify(token="wrong")

    assert await wire.closed_with() == 4004


async def test_asking_before_identifying_closes_with_4003(wires: Wires) -> None:
    wire = await wires.open()
    await wire.op(8, {"guild_id": "1", "query": "", "limit": 0})

    assert await wire.closed_with() == 4003


async def test_identifying_twice_closes_with_4005(wires: Wires) -> None:
    wire, _ = await wires.ready()
    await wire.identify()

    assert await wire.closed_with() == 4005


async def test_an_unknown_opcode_closes_with_4001(wires: Wires) -> None:
    wire = await wires.open()
    await wire.op(99)

    assert await wire.closed_with() == 4001


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"d": 1}',
        '{"op": 2, "d": {}}',
        '{"op": 1, "d": "1"}',
        '{"op": 1, "d": 1, "x": "' + "x" * 4096 + '"}',
    ],
)
async def test_what_cannot_be_read_closes_with_4002(wires: Wires, text: str) -> None:
    wire = await wires.open()
    await wire.socket.send_str(text)

    assert await wire.closed_with() == 4002


async def test_more_than_120_payloads_a_minute_close_with_4008(wires: Wires) -> None:
    wire = await wires.open()
    for _ in range(121):
        await wire.op(1, None)

    assert await wire.closed_with() == 4008


async def test_an_old_version_closes_with_4012(wires: Wires) -> None:
    wire = await wires.open(version=6)

    assert await wire.closed_with() == 4012


@pytest.mark.parametrize("shard", [[1, 1], [0, 0], [-1, 2], "0"])
async def test_a_shard_that_cannot_be_closes_with_4010(wires: Wires, shard: Any) -> None:
    wire = await wires.open()
    await wire.identify(shard=shard)

    assert await wire.closed_with() == 4010


async def test_too_many_servers_for_one_shard_close_with_4011(discord: Discord, wires: Wires) -> None:
    discord.gateway.sharding_from = 1
    discord.guild("One")
    discord.guild("Two")
    wire = await wires.open()
    await wire.identify()

    assert await wire.closed_with() == 4011


async def test_a_second_identify_within_5_seconds_is_told_to_try_again(discord: Discord, wires: Wires) -> None:
    await wires.ready()
    second = await wires.open()
    await second.identify()
    too_soon = await second.hears()

    discord.clock.move(seconds=5)
    await second.identify()

    assert (too_soon["op"], too_soon["d"]) == (9, False)
    assert (await second.hears())["t"] == "READY"


async def test_the_1001st_identify_of_a_day_costs_the_token(discord: Discord, wires: Wires, bots: Bots) -> None:
    discord.gateway.budget.used = 999
    await wires.ready()
    discord.clock.move(seconds=5)
    wire = await wires.open()
    await wire.identify()

    assert await wire.closed_with() == 4004
    with pytest.raises(library.LoginFailure):
        await bots.start()


async def test_the_budget_is_shown_and_renewed_after_a_day(discord: Discord, bots: Bots, wires: Wires) -> None:
    await wires.ready()
    discord.clock.move(seconds=5)
    bot = await bots.start()

    limit = (await bot.http.request(library.http.Route("GET", "/gateway/bot")))["session_start_limit"]
    discord.clock.move(days=1)

    assert (limit["total"], limit["remaining"], limit["max_concurrency"]) == (1000, 998, 1)
    assert discord.gateway.budget.remaining == 1000


async def test_the_client_says_which_intent_is_missing(discord: Discord, bots: Bots) -> None:
    with pytest.raises(library.PrivilegedIntentsRequired):
        await bots.start("message_content")


async def test_the_client_says_that_the_token_is_wrong(bots: Bots) -> None:
    with pytest.raises(library.LoginFailure):
        await bots.start(token="wrong")


async def test_a_silent_client_is_hung_up_on(discord: Discord, wires: Wires) -> None:
    discord.gateway.heartbeat = 0.05
    wire, _ = await wires.ready()

    assert await wire.closed_with() == 4009


async def test_the_client_keeps_its_heartbeat(discord: Discord, bots: Bots) -> None:
    discord.gateway.heartbeat = 0.1
    bot = await bots.start()
    await discord.until(lambda: sum(one["op"] == 1 for one in discord.gateway.received) >= 5)

    discord.gateway.asks_for_a_heartbeat()
    await discord.until(lambda: sum(one["op"] == 1 for one in discord.gateway.received) >= 6)

    assert bot.all("disconnect") == []
