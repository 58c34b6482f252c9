"""An open storage, and one with a few people in it."""

from collections.abc import AsyncIterator

import pytest

from storage.engine import SqlStorage, open_storage
from tests.storage.sample import KEY, add_people


@pytest.fixture
async def storage(made_url: str) -> AsyncIterator[SqlStorage]:
    """A new storage, once on SQLite and once on PostgreSQL."""
    opened = await open_storage(made_url, key=KEY)
    yield opened
    await opened.close()


@pytest.fixture
async def peopled(storage: SqlStorage) -> SqlStorage:
    """A storage with cohort `c1`, learners L1 to L3, mentor M1, coordinator C1 and group `g1` of L1 and L2."""
    async with storage.transaction() as tx:
        await add_people(tx)
    return storage
