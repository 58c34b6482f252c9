"""The terminal in this process: commands as people type them, in a folder of their own."""

import asyncio
import logging
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.cli import last_resort, main
from adapters.cli.logs import TALKATIVE
from tests.adapters.cli.files import KEY, write_files
from tests.adapters.cli.lived import live

Kith = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with KITH_KEY set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KITH_KEY", KEY)
    monkeypatch.delenv("KITH_DEBUG", raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """Leave every logger as it was: commands set them up for a process they usually have to themselves."""
    root, libraries = logging.getLogger(), list(map(logging.getLogger, TALKATIVE))
    handlers, level, levels = root.handlers, root.level, [library.level for library in libraries]
    factory, hooks = logging.getLogRecordFactory(), (threading.excepthook, sys.unraisablehook)
    yield
    root.handlers, root.level = handlers, level
    logging.setLogRecordFactory(factory)
    logging.captureWarnings(False)
    threading.excepthook, sys.unraisablehook = hooks
    for library, before in zip(libraries, levels, strict=True):
        library.setLevel(before)


@pytest.fixture(autouse=True)
def signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no `kith run` in this process, which has ended, end this process after it."""
    monkeypatch.setattr(last_resort, "WITHIN", 3600.0)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in handlers.items():
        if signal.getsignal(number) is not handler:
            signal.signal(number, handler)


@pytest.fixture
def kith(folder: Path) -> Kith:
    """Run a command line; `input` is what somebody types."""

    def run(*arguments: str | Path, input: str | None = None) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, words, input=input, prog_name="kith", terminal_width=100)

    return run


@pytest.fixture(scope="session")
def week_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose cohort lived through its first week: Monday 9 March 2026, 12:00 UTC. Copy it, do not use it."""
    folder = tmp_path_factory.mktemp("week-one")
    asyncio.run(live(folder, datetime(2026, 3, 9, 12, tzinfo=UTC)))
    return folder


@pytest.fixture
def lived(week_one: Path, folder: Path) -> Path:
    """The working folder, with files and database of that cohort."""
    shutil.copy(week_one / "kith.sqlite3", folder)
    write_files(folder)
    return folder
