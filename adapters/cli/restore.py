"""`kith restore`."""

from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option
from adapters.cli.terminal import working


@click.command("restore")
@click.argument("file", type=FILE)
@config_option
@database_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: Path, config: Path | None, database: str | None, yes: bool) -> None:
    """Put a backup in the place of the database.

    The bot must be stopped. The database as it was is kept beside the restored one.
    """
    url = chosen_database(config, database)
    if not yes:
        click.confirm(f"Put {file} in the place of the database? What happened since is lost.", abort=True, err=True)
    from storage.care import restore

    with working("Checking and copying"):
        kept = restore(url, file)
    click.echo(f"Restored from {file}." + (f" The database as it was is in {kept}." if kept else ""))
