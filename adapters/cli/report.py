"""`kith report`."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option

if TYPE_CHECKING:
    from adapters.cli.report_pages import Told

FORMATS = ("table", "csv", "json", "html", "png")


@click.command("report")
@click.option("--cohort", metavar="C", help="The cohort's handle; usually the newest.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="table", help="How to write it; usually table.")
@click.option("--output", metavar="FILE", type=FILE, help="Where to write it; usually standard output.")
@config_option
@database_option
def command(cohort: str | None, kind: str, output: Path | None, config: Path | None, database: str | None) -> None:
    """Write what came of a cohort: attendance, check-ins, taking part, surveys, help.

    No learner is named, no survey tells of fewer than five people, and cases kept from somebody are left out.
    """
    url = chosen_database(config, database)
    if kind == "png" and output is None and sys.stdout.isatty():
        raise click.UsageError("A picture does not belong on a terminal. Name a file with --output FILE.")
    from adapters.cli.house import key_from_environment
    from adapters.cli.report_pages import told

    report = asyncio.run(told(url, key_from_environment(), cohort))
    if kind == "table" and output is None:
        _show(report)
        return
    _write(report, kind, output)


def _show(report: "Told") -> None:
    from adapters.cli.terminal import show_table

    show_table(report.cohort.name, ("Measure", "Of", "", "How many", "Share"), report.table())


def _write(report: "Told", kind: str, output: Path | None) -> None:
    from bot.errors import EnvironmentProblem

    content = report.as_bytes(kind)
    if kind == "png":
        click.echo(report.alternative, err=True)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as problem:
        raise EnvironmentProblem(f"{output} could not be written: {problem.strerror}.") from None
