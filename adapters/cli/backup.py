"""`kith backup`."""

from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option
from adapters.cli.terminal import progress


@click.command("backup")
@click.argument("file", type=FILE)
@config_option
@database_option
def command(file: Path, config: Path | None, database: str | None) -> None:
    """Copy the database to a file, also while the bot runs.

    The copy is checked. What people wrote stays encrypted in it: keep KITH_KEY, and keep it somewhere else.
    """
    url = chosen_database(config, database)
    from storage.care import backup

    with progress("Copying") as step:
        backup(url, file, step)
    click.echo(f"The backup is in {file}. It is of no use without KITH_KEY: keep that too, in another place.")
