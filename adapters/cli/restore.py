"""`kith restore`."""

from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option, must_be_a_file
from adapters.cli.terminal import working


@click.command("restore")
@click.argument("file", type=FILE)
@config_option
@database_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: Path, config: Path | None, database: str | None, yes: bool) -> None:
    """Put a backup in the place of the database.

    The bot must be stopped. The database as it was is kept beside the restored one. What was erased since the backup
    is erased in it, too: nobody's words come back. To find them it needs KITH_KEY. A backup of SQLite may also become
    an empty PostgreSQL database.
    """
    must_be_a_file(file, "`kith backup` writes it.")
    url = chosen_database(config, database)
    if not yes:
        click.confirm(f"Put {file} in the place of the database? What happened since is lost.", abort=True, err=True)
    from adapters.cli.house import key_from_environment
    from storage.care import restore

    key = key_from_environment()
    with working("Checking and copying"):
        done = restore(url, file, key)
    click.echo(f"Restored from {file}." + (f" The database as it was is in {done.kept}." if done.kept else ""))
    if done.moved:
        click.echo(f"{done.moved:,} rows are in PostgreSQL now; the backup and the SQLite database stay as they are.")
    if done.again:
        what = "person or case were" if done.again == 1 else "people and cases were"
        click.echo(f"The words of {done.again} {what} erased since that backup, and now are again.")
    if done.again is None:
        click.echo(
            "The database it replaces could not be read, so what was erased since that backup may be back in it. "
            "What has its day is erased when the bot starts.",
            err=True,
        )
