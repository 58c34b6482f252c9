"""Faults on demand: before and after a request took effect, in its answer, and on the line."""

import asyncio
import time
from typing import Any

import aiohttp
import discord as library
import httpx
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.model import Channel
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Raw

BODY = {"content": "once", "nonce": "n", "enforce_nonce": True}


@pytest.fixture
def room(discord: Discord) -> Channel:
    """A channel."""
    return discord.guild().channel("baobab")


async def send(raw: Raw, room: Channel) -> Any:
    return await raw.post(f"/channels/{room.id}/messages", BODY)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 524])
@pytest.mark.parametrize("when", ["before storing", "after storing"])
async def test_an_error_comes_before_or_after_storing(
    discord: Discord, raw: Raw, room: Channel, status: int, when: str
) -> None:
    discord.fails(next="POST messages", how=f"{status} {when}")

    failed = await send(raw, room)
    stored = len(room.messages)
    again = await send(raw, room)

    assert failed.status == status
    assert stored == (when == "after storing")
    assert (again.status, len(room.messages)) == (200, 1)


@pytest.mark.parametrize("how", ["drop", "reset"])
@pytest.mark.parametrize("when", ["before storing", "after storing"])
async def test_a_line_is_cut_before_or_after_storing(
    discord: Discord, raw: Raw, room: Channel, how: str, when: str
) -> None:
    discord.fails(next="POST messages", how=f"{how} {when}")

    with pytest.raises(httpx.TransportError):
        await send(raw, room)

    assert len(room.messages) == (when == "after storing")


async def test_a_reset_is_one(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.fails(next="POST messages", how="reset after storing")

    with pytest.raises(httpx.ReadError):
        await send(raw, room)


async def test_half_a_body_arrives(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.fails(next="POST messages", how="cut")

    with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
        await send(raw, room)

    assert len(room.messages) == 1


async def test_a_page_arrives_instead_of_json(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.fails(next="POST messages", how="html")

    answer = await send(raw, room)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert len(room.messages) == 1


@pytest.mark.parametrize("when", ["before storing", "after storing"])
async def test_an_answer_never_comes(discord: Discord, raw: Raw, room: Channel, when: str) -> None:
    fault = discord.fails(next="POST messages", how=f"hang {when}")
    sending = asyncio.create_task(send(raw, room))
    await discord.until(lambda: fault.hits)
    await asyncio.sleep(0)

    assert not sending.done()
    assert len(room.messages) == (when == "after storing")
    fault.let_go()
    with pytest.raises(httpx.TransportError):
        await sending


async def test_a_message_is_stored_long_after_the_bot_gave_up(discord: Discord, raw: Raw, room: Channel) -> None:
    fault = discord.fails(next="POST messages", how="store late")
    with pytest.raises(httpx.ReadTimeout):
        await raw.post(f"/channels/{room.id}/messages", BODY, timeout=0.05)
    before = len(room.messages)

    fault.let_go()
    await fault.stored.wait()

    assert (before, len(room.messages)) == (0, 1)
    assert (await send(raw, room)).status == 200
    assert len(room.messages) == 1


async def test_a_fault_hits_what_it_names_as_often_as_it_says(discord: Discord, raw: Raw, room: Channel) -> None:
    fault = discord.fails(next="POST messages", how="503", times=2, when=lambda call: "me" in call.body["content"])
    path = f"/channels/{room.id}/messages"

    other = [(await raw.get(path)).status, (await raw.post(path, {"content": "x"})).status]
    hit = [(await raw.post(path, {"content": "me"})).status for _ in range(3)]

    assert other == [200, 200]
    assert hit == [503, 503, 200]
    assert fault.hits == 2


async def test_any_refusal_of_discords_can_be_had(discord: Discord, raw: Raw, room: Channel) -> None:
    too_fast = Refused(400, 40003, "You are opening direct messages too fast.")
    discord.fails(next="POST messages", how="refuse", refusal=too_fast)

    assert (await send(raw, room)).outcome == (400, 40003)
    assert room.messages == {}


async def test_a_fault_that_does_not_exist_cannot_be_scheduled(discord: Discord) -> None:
    for how in ("explode", "drop sometimes", "418"):
        with pytest.raises(ValueError, match="no such fault"):
            discord.fails(next="POST messages", how=how)


async def test_every_request_stands_in_the_log(discord: Discord, raw: Raw, room: Channel) -> None:
    discord.fails(next="POST messages", how="drop after storing")
    with pytest.raises(httpx.TransportError):
        await send(raw, room)
    await raw.get("/channels/7")

    sent, asked = discord.requests
    assert str(sent) == "POST /channels/{channel_id}/messages"
    assert (sent.body, sent.status) == (BODY, 200)
    assert (asked.status, asked.code) == (404, 10003)


async def test_the_client_sends_again_after_a_502_and_the_nonce_keeps_it_one(
    discord: Discord, bots: Bots, room: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await bots.start()
    discord.fails(next="POST messages", how="502 after storing")
    wait, waited = asyncio.sleep, []

    async def at_once(seconds: float) -> None:
        waited.append(seconds)
        await wait(0)

    monkeypatch.setattr(library.http.asyncio, "sleep", at_once)
    await bot.get_channel(int(room.id)).send("once", nonce="n")

    assert 1 in waited
    assert len(room.messages) == 1


@pytest.mark.parametrize(
    ("how", "error"),
    [("drop after storing", aiohttp.ServerDisconnectedError), ("503 after storing", library.DiscordServerError)],
)
async def test_the_client_does_not_send_again_after_a_cut_line_or_a_503(
    discord: Discord, bots: Bots, room: Channel, how: str, error: type[Exception]
) -> None:
    bot = await bots.start()
    discord.fails(next="POST messages", how=how)

    with pytest.raises(error):
        await bot.get_channel(int(room.id)).send("once")

    assert len(room.messages) == 1


async def test_closing_does_not_wait_for_what_hangs(raw: Raw) -> None:
    async with Discord() as other:
        room = other.guild().channel("x")
        fault = other.fails(next="GET", how="hang")
        by_hand = Raw(other)
        hanging = asyncio.create_task(by_hand.get(f"/channels/{room.id}"))
        await other.until(lambda: fault.hits)
        began = time.monotonic()

    assert time.monotonic() - began < 30
    with pytest.raises(httpx.TransportError):
        await hanging
    await by_hand.close()
