"""Rate limits: a bucket per route and place, all requests together, and the ban of an address that will not hear."""

import asyncio
from datetime import timedelta

import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.model import Channel
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Raw


@pytest.fixture
def room(discord: Discord) -> Channel:
    """A channel."""
    return discord.guild().channel("baobab")


async def test_five_messages_in_five_seconds_are_enough_for_a_channel(
    discord: Discord, raw: Raw, room: Channel
) -> None:
    discord.limits.now = discord.clock.now
    other = discord.guild().channel("oak")
    sent = [await raw.post(f"/channels/{room.id}/messages", {"content": "x"}) for _ in range(6)]
    elsewhere = await raw.post(f"/channels/{other.id}/messages", {"content": "x"})
    discord.clock.move(seconds=5)
    later = await raw.post(f"/channels/{room.id}/messages", {"content": "x"})

    assert [one.status for one in sent] == [200] * 5 + [429]
    assert [one.headers["x-ratelimit-remaining"] for one in sent[:5]] == ["4", "3", "2", "1", "0"]
    assert (elsewhere.status, later.status) == (200, 200)
    assert elsewhere.headers["x-ratelimit-bucket"] == sent[0].headers["x-ratelimit-bucket"]
    assert len(room.messages) == 6


async def test_a_429_says_how_long_and_that_it_is_discords(raw: Raw, room: Channel) -> None:
    refused = [await raw.post(f"/channels/{room.id}/messages", {"content": "x"}) for _ in range(6)][-1]

    assert refused.headers["via"] == "1.1 google"
    assert refused.headers["x-ratelimit-scope"] == "user"
    assert 0 < refused.body["retry_after"] <= 5
    assert refused.body["global"] is False


async def test_fifty_requests_a_second_are_enough_for_a_bot(discord: Discord, raw: Raw) -> None:
    discord.limits.now = discord.clock.now
    guild = discord.guild()
    rooms = [guild.channel(f"c{number}") for number in range(51)]

    sent = [await raw.get(f"/channels/{room.id}") for room in rooms]
    discord.clock.move(seconds=1)
    later = await raw.get(f"/channels/{rooms[0].id}")

    assert [one.status for one in sent] == [200] * 50 + [429]
    assert sent[50].body["global"] is True
    assert sent[50].headers["x-ratelimit-scope"] == "global"
    assert later.status == 200


async def test_an_address_with_too_many_refused_requests_is_banned(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.limits.invalid_limit = 3
    for _ in range(3):
        await raw.get("/users/@me", headers={"Authorization": "Bot wrong"})

    banned = await raw.get(f"/channels/{room.id}")
    discord.clock.move(hours=1)

    assert banned.status == 429
    assert "via" not in banned.headers
    assert banned.body == "error code: 1015"
    assert (await raw.get(f"/channels/{room.id}")).status == 200


async def test_refused_requests_are_forgotten_after_ten_minutes(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.limits.invalid_limit = 2
    await raw.get("/users/@me", headers={"Authorization": "Bot wrong"})
    discord.clock.move(minutes=10, seconds=1)
    await raw.get("/users/@me", headers={"Authorization": "Bot wrong"})

    assert (await raw.get(f"/channels/{room.id}")).status == 200


async def test_the_client_waits_out_a_bucket(discord: Discord, bots: Bots, room: Channel) -> None:
    bot = await bots.start()
    place = bot.get_channel(int(room.id))
    for _ in range(4):
        await place.send("x")
    fifth = asyncio.create_task(place.send("x"))
    sixth = asyncio.create_task(place.send("x"))
    await discord.until(lambda: len(room.messages) == 5)
    discord.clock.move(seconds=5)

    done, _ = await asyncio.wait({fifth, sixth}, timeout=0.2)

    assert len(done) <= 1
    assert [one.status for one in discord.requests if one.template.endswith("/messages")] == [200] * 5
    sixth.cancel()


async def test_the_client_honours_a_429_and_gives_up_on_a_long_one(discord: Discord, bots: Bots, room: Channel) -> None:
    bot = await bots.start()
    place = bot.get_channel(int(room.id))

    discord.fails(next="POST messages", how="429", retry_after=0.05)
    await place.send("at last")
    discord.fails(next="POST messages", how="429", retry_after=31)
    with pytest.raises(library.RateLimited):
        await place.send("never")

    assert [one.draft.content for one in room.messages.values()] == ["at last"]


async def test_a_429_from_the_network_is_not_retried(discord: Discord, bots: Bots, room: Channel) -> None:
    bot = await bots.start()
    discord.fails(next="POST messages", how="429 cloudflare")

    with pytest.raises(library.HTTPException) as refused:
        await bot.get_channel(int(room.id)).send("x")

    assert refused.value.status == 429
    assert len([one for one in discord.requests if one.method == "POST"]) == 1


async def test_rehearsals_can_do_without_limits(raw: Raw, discord: Discord, room: Channel) -> None:
    discord.limits.is_on = False

    sent = [await raw.post(f"/channels/{room.id}/messages", {"content": "x"}) for _ in range(8)]

    assert {one.status for one in sent} == {200}


async def test_a_stopped_clock_stands_and_its_limits_run_on(discord: Discord) -> None:
    before, running = discord.clock.now(), discord.clock.running()
    discord.clock.move(seconds=3)

    assert discord.clock.now() - before == timedelta(seconds=3)
    assert discord.clock.running() - running >= timedelta(seconds=3)
    discord.clock.start()
    assert discord.clock.now() >= before + timedelta(seconds=3)
