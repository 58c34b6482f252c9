"""What every test may ask for, and what none may do."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.address import at_file, parse_address
from storage.migrate import prepare
from tests import network
from tests.databases import Databases, postgres
from tests.shares import dealt

network.watch()

_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""Programs a test may drive; the first takes a third less of a processor than the second."""


def pytest_sessionstart() -> None:
    """Look for no garbage while the tests are collected: nearly all of it stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for it again, and never among what stays."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take long, on one process with those that mostly wait."""
    kinds: dict[str, list[pytest.Item]] = {"waits": [], "faults": [], "": []}
    for item in items:
        kinds[next((mark for mark in ("waits", "faults") if item.get_closest_marker(mark)), "")].append(item)
    items[:] = dealt(*kinds.values(), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


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
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with Kith's tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("made") / "kith.sqlite3"
    prepare(at_file(path))
    return path


@pytest.fixture(scope="session")
def made_database(postgres_databases: Databases) -> Iterator[str]:
    """The name of a PostgreSQL database with Kith's tables and nothing in them, to be copied."""
    with postgres_databases.fresh() as url:
        prepare(parse_address(url))
        yield str(make_url(url).database)


@pytest.fixture
def made_sqlite_url(sqlite_url: str, made_file: Path) -> str:
    """The URL of an SQLite file with its tables and nothing in them."""
    shutil.copy(made_file, str(make_url(sqlite_url).database))
    return sqlite_url


@pytest.fixture
def made_postgres_url(postgres_databases: Databases, made_database: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with its tables and nothing in them."""
    with postgres_databases.fresh(made_database) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def made_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with its tables and nothing in them: once on SQLite and once on PostgreSQL."""
    wanted = {"sqlite": "made_sqlite_url", "postgresql": "made_postgres_url"}[request.param]
    url: str = request.getfixturevalue(wanted)
    return url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, or fails where KITH_REQUIRE_BROWSER is set."""
    found = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is not None:
        return found
    missing = "needs Chromium: install the package chromium-headless-shell"
    if os.environ.get("KITH_REQUIRE_BROWSER"):
        pytest.fail(missing)
    pytest.skip(missing)
