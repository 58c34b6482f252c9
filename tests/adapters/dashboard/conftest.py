"""A served desk."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.dashboard.desk import Desk, served_desk


@pytest.fixture
async def desk(made_file: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk before two cohorts of everybody there can be."""
    empty = tmp_path / "empty.sqlite3"
    shutil.copy(made_file, empty)
    async with served_desk(empty) as served:
        yield served
