"""A Slack on this machine, with a workspace and a few people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack.office import Office
from tests.adapters.slack.office import office as furnished
from tests.doubles.slack import Person, SlackDouble, Workspace


@pytest.fixture
async def slack() -> AsyncIterator[SlackDouble]:
    """The double; at the end nothing may have broken Slack's rules unheard."""
    async with SlackDouble() as slack:
        yield slack


@pytest.fixture
async def river(slack: SlackDouble) -> Workspace:
    """A workspace with the app in it."""
    return slack.workspace("Riverside")


@pytest.fixture
async def ada(river: Workspace) -> Person:
    """Somebody in it."""
    return river.person("ada", tz="Africa/Nairobi")


@pytest.fixture
async def ben(river: Workspace) -> Person:
    """Somebody else in it."""
    return river.person("ben", tz="America/New_York")


@pytest.fixture
async def office(tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """A cohort at home on the double."""
    async with furnished(tmp_path, made_sqlite_url) as there:
        yield there
