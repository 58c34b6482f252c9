"""The terminal in this process: commands as people type them, in a folder of their own."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.cli import main
from tests.adapters.cli.files import KEY

Kith = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder, with KITH_KEY set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KITH_KEY", KEY)
    monkeypatch.delenv("KITH_DEBUG", raising=False)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield tmp_path
    root.handlers, root.level = handlers, level


@pytest.fixture
def kith(folder: Path) -> Kith:
    """Run a command line; `input` is what somebody types."""

    def run(*arguments: str | Path, input: str | None = None) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, words, input=input, prog_name="kith", terminal_width=100)

    return run
