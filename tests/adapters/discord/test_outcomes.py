"""What an answer of Discord, or the lack of one, means for a message: refused, for ever or for now, or in doubt."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord.outcomes import is_refused_for_all, outcome
from bot.errors import TryLater, Undeliverable, Unknown


def refused(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="No", headers=headers)
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if status >= 500 else kinds.get(status, discord.HTTPException)
    return kind(response, {"code": code, "message": "words of Discord's"})


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_failure_of_the_server_leaves_doubt(status: int) -> None:
    assert isinstance(outcome(refused(status)), Unknown)


@pytest.mark.parametrize(
    "problem",
    [
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        aiohttp.ClientOSError(104, "reset"),
        aiohttp.ClientConnectionResetError(),
        ConnectionResetError(),
        TimeoutError(),
        json.JSONDecodeError("no", "<html>", 0),
        RuntimeError(),
    ],
)
def test_a_line_that_broke_leaves_doubt(problem: Exception) -> None:
    assert isinstance(outcome(problem), Unknown)


async def test_a_connection_that_never_stood_leaves_none() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError) as raised:
            await session.get("http://127.0.0.1:9/")
    await asyncio.sleep(0)

    assert isinstance(outcome(raised.value), TryLater)


@pytest.mark.parametrize("code", [50007, 50278])
def test_closed_private_messages_are_for_ever(code: int) -> None:
    known = outcome(refused(403, code))

    assert isinstance(known, Undeliverable)
    assert "private messages are closed" in known.reason


@pytest.mark.parametrize(
    ("status", "code"), [(404, 10003), (404, 10013), (404, 10008), (403, 50001), (403, 50013), (400, 50035), (403, 1)]
)
def test_what_is_not_there_or_not_allowed_is_for_ever(status: int, code: int) -> None:
    known = outcome(refused(status, code))

    assert isinstance(known, Undeliverable)
    assert "words of Discord" not in known.reason


def test_too_many_requests_are_tried_when_discord_says() -> None:
    limited, barred, unnamed = (
        outcome(discord.RateLimited(42.5)),
        outcome(refused(429, **{"Retry-After": "90"})),
        outcome(refused(429)),
    )

    assert isinstance(limited, TryLater)
    assert isinstance(barred, TryLater)
    assert isinstance(unnamed, TryLater)
    assert limited.after == timedelta(seconds=42.5)
    assert barred.after == timedelta(seconds=90)
    assert unnamed.after == timedelta(minutes=1)


@pytest.mark.parametrize("code", [40003, 30046, 20028])
def test_too_many_of_one_kind_are_tried_later(code: int) -> None:
    assert isinstance(outcome(refused(400, code)), TryLater)


@pytest.mark.fault(36)
def test_a_revoked_token_is_waited_for() -> None:
    assert isinstance(outcome(refused(401)), TryLater)
    assert is_refused_for_all(refused(401)) == timedelta(minutes=5)


def test_the_network_in_front_of_discord_stops_everything_and_discord_itself_one_route() -> None:
    assert is_refused_for_all(refused(429, **{"Retry-After": "900"})) == timedelta(minutes=15)
    assert is_refused_for_all(refused(429, Via="1.1 google")) is None
    assert is_refused_for_all(refused(403)) is None
    assert is_refused_for_all(TimeoutError()) is None


def test_an_outcome_stays_what_it_is() -> None:
    for known in (TryLater("a"), Undeliverable("b"), Unknown("c")):
        assert outcome(known) is known
