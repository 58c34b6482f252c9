"""The world every story is told in."""

from pathlib import Path

import pytest

from tests.world import World


@pytest.fixture
def world(tmp_path: Path, made_file: Path) -> World:
    """A maker of cohorts on a database of this test's own."""
    return World(tmp_path, made_file)
