"""What people see: tables and progress on a terminal, plain lines everywhere else, JSON alone where it is asked for."""

import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress

SHOWN_AFTER = 1.0
"""Seconds a piece of work may take before its progress is shown."""

Step = Callable[[float], None]
"""Called with the share that is done, 0 to 1."""


def show_json(value: Any) -> None:
    """Write one JSON object, the same bytes for the same value, and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table; away from a terminal one line a row, tabs between the cells."""
    clean = [[harmless(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in clean:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in clean:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def harmless(text: str) -> str:
    """Return text in one line that cannot steer a terminal: what people typed ends up here too."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if _may_show(c)).strip()


def _may_show(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Cs", "Co")


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """Show how far a piece of work is, on standard error, on a terminal only, and only when it takes a while."""
    bar = _Bar(label)
    try:
        yield bar.step
    finally:
        bar.stop()


@contextmanager
def working(label: str) -> Iterator[None]:
    """Show that something is under way whose end cannot be told."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(label):
        yield


class _Bar:
    def __init__(self, label: str) -> None:
        self._label, self._since = label, time.monotonic()
        self._progress: Progress | None = None

    def step(self, share: float) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self._since < SHOWN_AFTER:
            return
        if self._progress is None:
            self._progress = self._begin()
        self._progress.update(self._progress.task_ids[0], completed=share)

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _begin(self) -> "Progress":
        from rich.console import Console
        from rich.progress import Progress

        shown = Progress(console=Console(stderr=True), transient=True)
        shown.add_task(self._label, total=1.0)
        shown.start()
        return shown
