"""The sample cohort as it was played, for every test that reads its transcript."""

import asyncio

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Played
from tests.acceptance.once import once
from tests.acceptance.spring import shipped


@pytest.fixture(scope="session")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The cohort as the core alone plays it."""
    return once(tmp_path_factory, "spring", lambda: asyncio.run(played(shipped())))
