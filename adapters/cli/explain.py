"""`kith explain`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import chosen_database, config_option, database_option, json_option
from adapters.cli.terminal import harmless, show_json, show_table

if TYPE_CHECKING:
    from adapters.cli.history import History


@click.command("explain")
@click.argument("member", metavar="MEMBER")
@click.option("--cohort", metavar="HANDLE", help="The cohort, when somebody is in several; usually the newest.")
@click.option("--last", metavar="N", type=click.IntRange(1, 500), default=20, help="How many of each; usually 20.")
@config_option
@database_option
@json_option
def command(
    member: str, cohort: str | None, last: int, config: Path | None, database: str | None, as_json: bool
) -> None:
    """Say why somebody got a message, or why nothing came.

    MEMBER is the id from the cohort file, like L09. Shown is what was sent or withheld and why, never what it said.
    """
    url = chosen_database(config, database)
    from adapters.cli.history import history_of
    from adapters.cli.house import key_from_environment

    found = asyncio.run(history_of(url, key_from_environment(), member, cohort, last))
    if as_json:
        show_json(found.as_json())
    else:
        _show(found)


def _show(found: "History") -> None:
    click.echo(harmless(f"{found.who}. {found.standing}"))
    if not found.lines:
        click.echo("Nothing was sent, and nothing was withheld.")
        return
    from bot.markup import plain

    rows = [(line.clock, "sent" if line.was_sent else "not sent", line.kind, plain(line.why)) for line in found.lines]
    show_table("Newest first", ("When", "", "What", "Why"), rows)
