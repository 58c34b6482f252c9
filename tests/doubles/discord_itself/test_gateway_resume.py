"""Losing the gateway and coming back: resuming with replay, starting anew, zombies, doubled and broken events."""

import asyncio

import aiohttp
import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bot, Bots
from tests.doubles.discord_itself.raw import Wires


async def back(discord: Discord, bot: Bot, event: str = "resumed") -> None:
    await discord.until(lambda: bot.all("disconnect") and len(bot.all(event)) > (event == "ready"))


@pytest.mark.parametrize("code", [1000, 1001, 4000])
async def test_after_a_close_the_client_resumes_and_hears_what_it_missed(
    discord: Discord, bots: Bots, code: int
) -> None:
    discord.allows("content")
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    bot = await bots.start("message_content")

    discord.gateway.closes(code)
    await ada.says(room, "said in between")
    await back(discord, bot)

    assert [one.content for one in bot.all("message")] == ["said in between"]
    assert len(bot.all("ready")) == 1


async def test_op_7_makes_the_client_resume(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.asks_to_reconnect()
    await back(discord, bot)

    assert len(bot.all("ready")) == 1


async def test_op_9_that_is_resumable_makes_the_client_resume(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.invalidates(resumable=True)
    await back(discord, bot)

    assert len(bot.all("ready")) == 1


async def test_op_9_that_is_not_makes_the_client_identify_anew(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()
    discord.clock.move(seconds=5)

    discord.gateway.invalidates(resumable=False)
    await back(discord, bot, "ready")

    assert bot.all("resumed") == []
    assert discord.gateway.budget.used == 2


async def test_a_cut_line_is_resumed(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.drops()
    await back(discord, bot)

    assert len(bot.all("ready")) == 1


async def test_after_three_minutes_a_session_cannot_be_resumed(discord: Discord, wires: Wires) -> None:
    wire, ready = await wires.ready()
    await wire.hangs_up()
    await discord.until(lambda: not discord.gateway.connections)
    again = await wires.open()

    discord.clock.move(minutes=3, seconds=1)
    await again.op(6, {"token": discord.token, "session_id": ready["session_id"], "seq": 1})

    assert await again.hears() == {"op": 9, "d": False, "s": None, "t": None}


async def test_a_session_that_the_bot_closed_is_over(discord: Discord, wires: Wires) -> None:
    wire, ready = await wires.ready()
    await wire.hangs_up(1000)
    await discord.until(lambda: not discord.gateway.connections)
    again = await wires.open()
    await again.op(6, {"token": discord.token, "session_id": ready["session_id"], "seq": 1})

    assert (await again.hears())["op"] == 9


async def test_only_what_was_missed_is_told_again(discord: Discord, wires: Wires) -> None:
    guild = discord.guild()
    wire, ready = await wires.ready()
    seen = await wire.hears()
    await wire.hangs_up()
    await discord.until(lambda: not discord.gateway.connections)
    guild.channel("baobab")
    again = await wires.open()
    await again.op(6, {"token": discord.token, "session_id": ready["session_id"], "seq": seen["s"]})

    heard = await again.hears_until("RESUMED")

    assert [one["t"] for one in heard] == ["CHANNEL_CREATE", "RESUMED"]
    assert [one["s"] for one in heard] == [seen["s"] + 1, seen["s"] + 2]


async def test_resuming_from_the_future_closes_with_4007(discord: Discord, wires: Wires) -> None:
    wire, ready = await wires.ready()
    await wire.hangs_up()
    again = await wires.open()
    await again.op(6, {"token": discord.token, "session_id": ready["session_id"], "seq": 99})

    assert await again.closed_with() == 4007


async def test_resuming_in_a_session_closes_with_4005_and_without_a_number_with_4002(
    discord: Discord, wires: Wires
) -> None:
    wire, ready = await wires.ready()
    await wire.op(6, {"token": discord.token, "session_id": ready["session_id"], "seq": 1})
    other = await wires.open()
    await other.op(6, {"token": discord.token, "session_id": ready["session_id"]})

    assert await wire.closed_with() == 4005
    assert await other.closed_with() == 4002


async def test_without_acknowledgement_the_client_gives_the_line_up_and_resumes(discord: Discord, bots: Bots) -> None:
    discord.gateway.heartbeat = 0.1
    bot = await bots.start(heartbeat_timeout=0.5)

    discord.gateway.acknowledges = False
    await discord.until(lambda: bot.all("disconnect"))
    discord.gateway.acknowledges = True
    await back(discord, bot)

    assert len(bot.all("ready")) == 1


async def test_an_event_can_come_twice(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    bot = await bots.start()

    discord.gateway.repeats("MESSAGE_CREATE")
    await ada.says(room, "once")
    await ada.says(room, "more")
    await discord.until(lambda: len(bot.all("message")) == 3)

    first, second, third = bot.all("message")
    assert first.id == second.id != third.id


async def test_a_malformed_event_ends_the_client(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.sends("MESSAGE_CREATE", {"id": "no number"})
    with pytest.raises((KeyError, ValueError)):
        await bots.task(bot)


async def test_text_that_is_no_json_ends_the_client(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.says("{")
    with pytest.raises(ValueError, match="unexpected end of data"):
        await bots.task(bot)


async def test_a_gateway_that_takes_nobody_answers_503(discord: Discord, wires: Wires) -> None:
    discord.gateway.accepts = False

    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await wires.open()


async def test_a_code_that_forbids_it_ends_the_client(discord: Discord, bots: Bots) -> None:
    bot = await bots.start()

    discord.gateway.closes(4004)
    with pytest.raises(library.ConnectionClosed):
        await asyncio.wait_for(bots.task(bot), 5)
