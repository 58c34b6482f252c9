"""`kith audit verify`."""

import asyncio
from pathlib import Path

import click

from adapters.cli.options import chosen_database, config_option, database_option, json_option
from adapters.cli.terminal import show_json, working


@click.command("verify")
@config_option
@database_option
@json_option
@click.pass_context
def command(ctx: click.Context, config: Path | None, database: str | None, as_json: bool) -> None:
    """Check that no row of the audit log was changed or taken out.

    Each row carries the hash of the one before, so the chain breaks where somebody meddled. Texts that were erased do
    not matter to it: the log holds only opaque ids. The bot may run meanwhile.
    """
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    with working("Reading the audit log"):
        broken_at = asyncio.run(_broken_at(url, key_from_environment()))
    if as_json:
        show_json({"sound": broken_at is None, "broken_at": broken_at})
    elif broken_at is None:
        click.echo("The audit log is sound.")
    else:
        click.echo(f"The audit log is broken at row {broken_at}: it was changed, or rows before it were taken out.")
        click.echo("Keep a copy of the database as it is, and compare it with your backups.")
    if broken_at is not None:
        ctx.exit(1)


async def _broken_at(url: str, key: bytes) -> int | None:
    from adapters.cli.looking import looking_into

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        return await tx.audit.verify()
