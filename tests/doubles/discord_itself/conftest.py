"""A double for each test, and an unmodified client that lives on it."""

from collections.abc import AsyncIterator

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bots


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A double whose requests and own answers must be what Discord describes."""
    async with Discord() as double:
        yield double
    assert double.violations == []
    assert double.own_faults == []


@pytest.fixture
async def bots(discord: Discord) -> AsyncIterator[Bots]:
    """Clients of discord.py, closed in the end."""
    started = Bots(discord)
    yield started
    await started.close()
