"""A double of Discord for each test, and the office on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A double; whatever the bot asks of it must be what Discord describes."""
    async with Discord() as double:
        yield double
    assert double.violations == []


@pytest.fixture
async def office(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """A cohort at home on the double, without any switch of the developer portal."""
    async with furnished(discord, tmp_path, made_sqlite_url) as there:
        yield there
