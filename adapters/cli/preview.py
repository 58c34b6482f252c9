"""`kith preview`."""

import asyncio
from pathlib import Path

import click

from adapters.cli.options import cohort_argument, json_option
from adapters.cli.terminal import show_json, show_table, working


@click.command("preview")
@cohort_argument
@click.option("--days", metavar="N", type=click.IntRange(1, 400), help="How many days; usually to the cohort's end.")
@json_option
def command(cohort: Path, days: int | None, as_json: bool) -> None:
    """Show who will be sent what, and when.

    It supposes that everybody takes part and answers. Marked are days on which somebody gets many messages, holidays,
    and weeks in which the clocks change. Times are the reader's own.
    """
    from adapters.cli.logs import set_up_logging
    from bot.cohort_file import load_cohort

    set_up_logging("warning")
    file = load_cohort(cohort)
    from adapters.cli.rehearsing import previewed

    with working("Looking ahead"):
        planned = asyncio.run(previewed(file, days))
    if as_json:
        show_json({"cohort": file.handle, "planned": [row.as_json() for row in planned]})
        return
    from bot.markup import plain

    rows = [
        (f"{row.on:%a %Y-%m-%d}", row.clock, row.to, row.kind, plain(row.why), "; ".join(row.flags)) for row in planned
    ]
    show_table(file.name, ("Day", "At", "To", "What", "Why", "Look at"), rows)
