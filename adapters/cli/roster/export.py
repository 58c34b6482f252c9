"""`kith roster export`."""

import asyncio
import csv
from collections.abc import Sequence
from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option
from bot.domain.members import Member
from bot.events import Account

COLUMNS = ("id", "name", "role", "timezone", "country", "language", "account", "availability")


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

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        cohort = (await the_cohorts(tx, handle, "export"))[-1]
        people = [one for one in await tx.members.in_cohort(cohort.id) if one.is_reachable]
        return [_row(one, await tx.members.accounts(one.id)) for one in people]


def _row(one: Member, accounts: Sequence[Account]) -> tuple[str, ...]:
    from bot.report_file import no_formula

    where = ";".join(f"{account.platform}:{account.id}" for account in accounts)
    return (
        one.handle,
        no_formula(one.name),
        str(one.role),
        one.timezone,
        one.country,
        one.language,
        where,
        one.availability,
    )


def _write(file: Path, rows: Sequence[tuple[str, ...]]) -> None:
    from bot.errors import BadInput, Fault

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    except OSError as error:
        raise BadInput([Fault(str(file), 0, "", f"cannot be written: {error.strerror}.")]) from None
