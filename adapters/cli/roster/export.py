"""`kith roster export`."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option


@click.command("export")
@click.argument("file", metavar="FILE.csv", type=FILE)
@click.option("--cohort", metavar="HANDLE", help="The cohort, when there are several; usually the newest.")
@config_option
@database_option
def command(file: Path, cohort: str | None, config: Path | None, database: str | None) -> None:
    """Write the people of a cohort to a spreadsheet that `kith groups` and `kith pair` understand.

    Who declined, left or is gone is left out. The columns are described in docs/people-files.md.
    """
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    rows = asyncio.run(_rows(url, key_from_environment(), cohort))
    _write(file, rows)
    click.echo(f"{file}: {len(rows)} people.")


async def _rows(url: str, key: bytes, handle: str | None) -> list[tuple[str, ...]]:
    from adapters.cli.looking import looking_into, the_cohorts
    from bot.flows.roster_rows import roster_rows

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        return await roster_rows(tx, (await the_cohorts(tx, handle, "kith roster export"))[-1])


def _write(file: Path, rows: Sequence[tuple[str, ...]]) -> None:
    from bot.errors import BadInput, Fault
    from bot.people_file.writing import roster_csv

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            out.write(roster_csv(rows))
    except OSError as error:
        raise BadInput([Fault(str(file), 0, "", f"cannot be written: {error.strerror}.")]) from None
