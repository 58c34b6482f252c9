"""Servers split over several connections: each is heard once, a restart resumes them all, nobody begins too soon."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.shard import BETWEEN_INTRODUCTIONS, Shard, Turnstile
from bot.events import MessageReceived
from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord


@pytest.fixture
async def split(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """An office whose bot keeps as many shards as Discord advises, here two, which may begin side by side."""
    discord.gateway.budget.max_concurrency = 2
    discord.gateway.advises = 2
    async with furnished(discord, tmp_path, made_sqlite_url, content=True) as there:
        await there.stop()
        there.access = replace(there.access, shards=0)
        await there.start()
        yield there


def shards(office: Office) -> list[tuple[int, int]]:
    """Which shards the bot has introduced, in the order of their numbers."""
    return sorted(session.shard for session in office.discord.sessions.all.values() if session.line is not None)


def heard(office: Office) -> list[str]:
    return [event.text for event in office.core.heard if isinstance(event, MessageReceived)]


async def says(office: Office, text: str) -> None:
    await office.people["L1"].says(office.people["L1"].chat, f"{text} in private")
    await office.people["L2"].says(office.rooms["g1"], f"{text} in the group")
    await office.settled()


async def test_each_shard_is_introduced_and_what_is_said_is_heard_once(split: Office) -> None:
    await says(split, "hello")

    assert shards(split) == [(0, 2), (1, 2)]
    assert sorted(heard(split)) == ["hello in private", "hello in the group"]


async def test_a_restart_resumes_every_shard_and_introduces_none(split: Office) -> None:
    await says(split, "hello")
    used = split.discord.gateway.budget.used
    await split.stop()
    await split.people["L2"].says(split.rooms["g1"], "meanwhile")
    await split.start()
    await split.settled()

    assert split.discord.gateway.budget.used == used
    assert shards(split) == [(0, 2), (1, 2)]
    assert heard(split) == ["meanwhile"]


async def test_a_shard_that_cannot_be_resumed_catches_up_on_its_own_servers(split: Office) -> None:
    await says(split, "hello")
    await split.stop()
    await split.people["L1"].says(split.people["L1"].chat, "in private")
    await split.people["L2"].says(split.rooms["g1"], "in the group")
    split.discord.passes(hours=1)
    await split.start()
    await split.discord.until(lambda: not split.bot.is_catching_up)
    await split.settled()

    assert sorted(heard(split)) == ["in private", "in the group"]


async def test_the_bot_is_connected_when_all_its_shards_are(split: Office) -> None:
    assert split.bot.is_connected

    split.discord.gateway.accepts = False
    next(iter(split.discord.gateway.connections)).drop()
    await split.discord.until(lambda: not split.bot.is_connected)
    split.discord.gateway.accepts = True
    await split.discord.until(lambda: split.bot.is_connected, within=20)


async def test_a_process_keeps_the_shards_it_is_given(split: Office) -> None:
    await split.stop()
    split.access = replace(split.access, shards=2, shard_ids=(1,))
    await split.start()

    assert shards(split) == [(1, 2)]


async def test_introductions_are_five_seconds_apart_at_each_place() -> None:
    now, introduced = 100.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    turnstile = Turnstile(lambda: now, sleep)
    turnstile.places = 2
    for number in (0, 1, 2, 3):
        await turnstile.let_through(Shard(number, 4))
        introduced.append(now)

    assert introduced[1] == introduced[0] == 100.0
    assert introduced[2] >= 100.0 + BETWEEN_INTRODUCTIONS
    assert introduced[3] - introduced[1] >= BETWEEN_INTRODUCTIONS


@pytest.mark.parametrize("guild_id", ["1575718374300712972", "41771983423143937"])
def test_every_server_is_on_exactly_one_shard(guild_id: str) -> None:
    assert [Shard(number, 3).hears(guild_id) for number in range(3)].count(True) == 1
