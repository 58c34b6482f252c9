"""`kith roster export`."""

import asyncio
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option
from bot.domain.members import Member
from bot.events import Account

if TYPE_CHECKING:
    from bot.domain.room import Traits

WORDS = ("goals", "strengths", "affinity", "avoid", "prefer")
COLUMNS = ("id", "name", "role", "timezone", "country", "language", "account", "availability")
OF_TRAITS = ("stage", "style", "format", "capacity", "completed_stage", *WORDS)


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
    from bot.domain.room import Traits

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        cohort = (await the_cohorts(tx, handle, "export"))[-1]
        people = [one for one in await tx.members.in_cohort(cohort.id) if one.is_reachable]
        traits = await tx.traits.in_cohort(cohort.id)
        return [
            _row(one, await tx.members.accounts(one.id)) + _said(one, traits.get(one.id) or Traits(one.id))
            for one in people
        ]


def _row(one: Member, accounts: Sequence[Account]) -> tuple[str, ...]:
    from bot.report_file import no_formula

    where = ";".join(f"{account.platform}:{account.workspace}:{account.id}" for account in accounts)
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


def _said(one: Member, traits: "Traits") -> tuple[str, ...]:
    """Return what pairing and grouping know of somebody; a mentor's stage is the one they finished."""
    from bot.domain.members import Role
    from bot.report_file import no_formula

    is_mentor = one.role is Role.MENTOR
    stage, finished = ("", str(traits.stage)) if is_mentor else (str(traits.stage), "")
    words = [no_formula(";".join(sorted(getattr(traits, name)))) for name in WORDS]
    return (stage, no_formula(traits.style), str(traits.format), str(traits.capacity), finished, *words)


def _write(file: Path, rows: Sequence[tuple[str, ...]]) -> None:
    from bot.errors import BadInput, Fault

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([COLUMNS + OF_TRAITS, *rows])
    except OSError as error:
        raise BadInput([Fault(str(file), 0, "", f"cannot be written: {error.strerror}.")]) from None
