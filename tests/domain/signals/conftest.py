"""The packs that come with the program, loaded once."""

import pytest

from bot.domain.signals import Packs, shipped


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The packs that come with the program."""
    return shipped()
