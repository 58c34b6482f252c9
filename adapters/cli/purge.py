"""`kith purge`."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import chosen_database, config_option, database_option, json_option
from adapters.cli.terminal import show_json, working

if TYPE_CHECKING:
    from bot.purging import Purged


@click.command("purge")
@config_option
@database_option
@json_option
def command(config: Path | None, database: str | None, as_json: bool) -> None:
    """Erase now whatever has had its time, in every cohort.

    A running bot does this every day by itself, and coordinators can ask for it with /coord purge. An SQLite file is
    the bot's alone while it runs: stop it first. Doing it twice changes nothing.
    """
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    with working("Erasing what had its time"):
        done = asyncio.run(_purge(url, key_from_environment()))
    if as_json:
        show_json(asdict(done))
        return
    if not any(asdict(done).values()):
        click.echo("Nothing is kept that has had its time.")
        return
    click.echo(
        f"Erased: what {done.people} people wrote, the words of {done.cases} cases, the names and accounts of "
        f"{done.identities} people, the texts of {done.messages} messages, the marks of {done.events} events that were "
        f"handled; {done.whole_cases} cases and {done.audit_rows} rows of the audit log altogether."
    )


async def _purge(url: str, key: bytes) -> "Purged":
    from adapters.cli.looking import must_be_there
    from bot.purging import purge
    from storage.address import parse_address
    from storage.engine import open_storage

    must_be_there(parse_address(url))
    storage = await open_storage(url, key=key)
    try:
        async with storage.transaction() as tx:
            return await purge(tx, datetime.now(UTC))
    finally:
        await storage.close()
