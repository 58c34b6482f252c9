"""A double for each test, and an unmodified client that lives on it."""

from collections.abc import AsyncIterator

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Raw, Wires


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A double whose clock stands, and whose requests and own answers must be what Discord describes."""
    async with Discord() as double:
        double.clock.stop()
        yield double
    assert double.violations == []
    assert double.own_faults == []


@pytest.fixture
async def bots(discord: Discord) -> AsyncIterator[Bots]:
    """Clients of discord.py, closed in the end."""
    started = Bots(discord)
    yield started
    await started.close()


@pytest.fixture
async def raw(discord: Discord) -> AsyncIterator[Raw]:
    """Requests by hand."""
    by_hand = Raw(discord)
    yield by_hand
    await by_hand.close()


@pytest.fixture
async def wires(discord: Discord) -> AsyncIterator[Wires]:
    """Connections to the gateway by hand."""
    opened = Wires(discord)
    yield opened
    await opened.close()
