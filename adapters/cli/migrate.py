"""`kith migrate`."""

from pathlib import Path

import click

from adapters.cli.options import chosen_database, config_option, database_option
from adapters.cli.terminal import working


@click.command("migrate")
@config_option
@database_option
@click.option("--no-backup", is_flag=True, help="Do not keep a copy of the database as it was.")
def command(config: Path | None, database: str | None, no_backup: bool) -> None:
    """Bring the database to the schema of this version.

    `kith run` does the same at its start. The database as it was is kept beside it.
    """
    url = chosen_database(config, database)
    from storage.care import migrate

    with working("Looking at the schema"):
        done = migrate(url, with_backup=not no_backup)
    click.echo(done or "The database has the schema of this version already.")
