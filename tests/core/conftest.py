"""An office on a new database, once on SQLite and once on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.core.office import Office, opened


@pytest.fixture
async def office(made_url: str) -> AsyncIterator[Office]:
    """A courier with an empty outbox and a platform that does as it is told."""
    async with opened(made_url) as ready:
        yield ready


@pytest.fixture
async def sqlite_office(made_sqlite_url: str) -> AsyncIterator[Office]:
    """The same, on SQLite alone."""
    async with opened(made_sqlite_url) as ready:
        yield ready
