"""A Slack on this machine, with a workspace and a few people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack.browser import Browser, browser
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
async def empty(tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """A bot that no workspace has installed."""
    async with furnished(tmp_path, made_sqlite_url, is_over_http=True) as there:
        yield there


@pytest.fixture
async def visitor(empty: Office) -> AsyncIterator[Browser]:
    """Somebody who may install it."""
    async with browser(empty.port_url) as visitor:
        yield visitor


@pytest.fixture
async def served(empty: Office, visitor: Browser) -> Office:
    """A cohort at home where Slack tells over HTTP, the app installed from the bot's page."""
    assert (await visitor.installs(empty.team)).status_code == 200
    return empty


@pytest.fixture
async def office(tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """A cohort at home on the double."""
    async with furnished(tmp_path, made_sqlite_url) as there:
        yield there
