"""What every test may ask for, and what none may do."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import network
from tests.databases import Databases, postgres

network.watch()


@pytest.fixture(autouse=True)
def _stays_on_this_machine() -> Iterator[None]:
    network.attempts.clear()
    yield
    assert network.attempts == [], "the test tried to reach another machine"


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    """The PostgreSQL server of this run, shared with the other workers."""
    with postgres() as databases:
        yield databases


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'kith.sqlite3'}"


@pytest.fixture
def postgres_url(postgres_databases: Databases) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database."""
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a new, empty database: the test runs once on SQLite and once on PostgreSQL."""
    wanted = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(wanted)
    return url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, or fails where KITH_REQUIRE_BROWSER is set."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is not None:
        return found
    missing = "needs Chromium: install the package chromium"
    if os.environ.get("KITH_REQUIRE_BROWSER"):
        pytest.fail(missing)
    pytest.skip(missing)
