"""The packs that come with the program, loaded once."""

import pytest

from bot.domain.signals import Packs, Rulebook


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The packs that come with the program."""
    return Rulebook().packs()
