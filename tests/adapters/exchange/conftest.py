"""Cohorts, and the exchange before one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.exchange.served import Exchange, served
from tests.world import World


@pytest.fixture
def world(tmp_path: Path, made_file: Path) -> World:
    """Makes cohorts."""
    return World(tmp_path, made_file)


@pytest.fixture
async def exchange(world: World, tmp_path: Path) -> AsyncIterator[Exchange]:
    """The exchange before two learners, a mentor and a coordinator."""
    async with served(world, tmp_path) as made:
        yield made
