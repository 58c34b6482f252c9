"""`kith simulate`."""

import asyncio
import gc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE, Day, cohort_argument, json_option
from adapters.cli.terminal import Step, progress, show_json

if TYPE_CHECKING:
    from adapters.simulation.play import Part, Played

SURFACES = ("core", "local", "discord", "slack", "split")
_LAZY = (100_000, 50, 100)
"""When to look for garbage: a rehearsal lives for seconds and keeps most of what it makes."""


@click.command("simulate")
@cohort_argument
@click.option("--script", metavar="SCRIPT.toml", type=FILE, help="What people do; without it they behave by rates.")
@click.option("--seed", metavar="N", type=click.IntRange(0), default=1, help="Draws what is left to chance; usually 1.")
@click.option("--surface", type=click.Choice(SURFACES), default="core", help="Through which adapter; usually core.")
@click.option("--until", metavar="DATE", type=Day(), help="The last day; usually the day after the cohort's end.")
@click.option("--database", metavar="URL", help="An empty database to play in; usually a temporary SQLite file.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    cohort: Path,
    script: Path | None,
    seed: int,
    surface: str,
    until: date | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Play a cohort on a simulated clock, and show what was sent and what came of it.

    The core and the storage are the real ones. The same files and the same seed make the same messages. The exit code
    is 1 when the script asks for something that was not possible.
    """
    from adapters.cli.logs import set_up_logging

    set_up_logging("warning")
    gc.set_threshold(*_LAZY)
    done = _played(_part(cohort, script, seed, until), surface, database)
    if as_json:
        show_json(done.as_json())
    else:
        from adapters.cli.summary import show_summary

        show_summary(done)
    for problem in done.problems:
        click.echo(f"{script}: {problem}", err=True)
    ctx.exit(1 if done.problems else 0)


def _part(cohort: Path, script: Path | None, seed: int, until: date | None) -> "Part":
    from adapters.simulation.play import Part
    from adapters.simulation.rehearsal import begins
    from bot.cohort_file import load_cohort
    from bot.script_file import load_script

    file = load_cohort(cohort)
    acts = load_script(script, file) if script else None
    last = _end_of(until) if until else None
    if last is not None and last <= begins(file):
        raise click.UsageError(f"--until must be a day after {begins(file):%Y-%m-%d}, when the rehearsal begins.")
    return Part(file, acts, seed, last)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(days=1) - timedelta(minutes=1)


def _played(part: "Part", surface: str, database: str | None) -> "Played":
    from adapters.cli.rehearsing import played
    from adapters.simulation.rehearsal import begins, ends

    if database:
        _must_be_empty(database)
    first, last = begins(part.file), part.until or ends(part.file)
    with progress(f"Playing {part.file.name}") as step:
        return asyncio.run(played(part, surface, database, _shares(step, first, last)))


def _must_be_empty(database: str) -> None:
    from adapters.cli.looking import holds_cohorts
    from bot.errors import EnvironmentProblem

    if holds_cohorts(database):
        raise EnvironmentProblem("This database holds a cohort already. Name one that is empty: a rehearsal fills it.")


def _shares(step: Step, first: datetime, last: datetime) -> Callable[[datetime], None]:
    whole = (last - first).total_seconds()
    return lambda at: step((at - first).total_seconds() / whole)
