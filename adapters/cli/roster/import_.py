"""`kith roster import`."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option, must_be_a_file

if TYPE_CHECKING:
    from bot.domain.roster import Outcome
    from bot.domain.sizes import Size
    from bot.people_file.roster import Read


@click.command("import")
@click.argument("file", metavar="FILE.csv", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["kith", "moodle", "canvas"]),
    default="kith",
    show_default=True,
    help="Whose columns the file has.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--cohort", metavar="HANDLE", help="The cohort, when there are several; usually the newest.")
@config_option
@database_option
def command(
    file: Path, form: str, dry_run: bool, cohort: str | None, config: Path | None, database: str | None
) -> None:
    """Bring people into a cohort from a spreadsheet, all rows or none, with a line for each.

    Empty cells leave things as they are; what people said themselves stays. Whoever is new is invited at nine in the
    morning, on their own clock. A bot on PostgreSQL takes it up while it runs; an SQLite file must not be in use:
    stop the bot and start it again, or paste the rows into `/coord cohort import` in the chat. `--dry-run` only looks,
    also while the bot runs. The columns are described in docs/people-files.md.
    """
    must_be_a_file(file, "docs/people-files.md describes its columns.")
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment
    from bot.errors import BadInput
    from bot.people_file.roster import RosterFormat, read_roster
    from bot.wording import roster as wording
    from bot.wording.coordinators import how_many
    from bot.wording.voice import Voice

    read = read_roster(file, RosterFormat(form))
    handle, outcomes, size = asyncio.run(_compared(url, key_from_environment(), read, cohort))
    lines, faults = wording.lines(read, outcomes), wording.faults(read, outcomes)
    if faults:
        fine = [line for line in lines.split("\n") if not line.startswith("refused")]
        click.echo("\n".join([*fine, f"{file}: nothing was changed."]))
        raise BadInput(faults)
    click.echo(lines)
    if size is not None:
        click.echo(how_many(Voice("UTC"), size))
    if dry_run:
        click.echo(f"{file}: nothing was changed, since this was a dry run.")
        return
    asyncio.run(_taken_up(url, key_from_environment(), handle, read))
    click.echo(f"{file}: {len(outcomes)} rows taken up.")


async def _compared(
    url: str, key: bytes, read: "Read", handle: str | None
) -> "tuple[str, Sequence[Outcome], Size | None]":
    from adapters.cli.looking import looking_into, the_cohorts
    from bot.domain.roster import compared
    from bot.domain.sizes import outgrown
    from bot.flows.roster import known_people

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        cohort = (await the_cohorts(tx, handle, "kith roster import"))[-1]
        known = await known_people(tx, cohort)
        outcomes = compared(read.entries, known)
        return cohort.handle, outcomes, outgrown(known, outcomes)


async def _taken_up(url: str, key: bytes, cohort: str, read: "Read") -> None:
    import secrets

    from adapters.cli.house import built
    from adapters.clock import SystemClock
    from bot.errors import EnvironmentProblem
    from bot.events import RosterRead

    clock = SystemClock()
    async with built(url, key, clock, {}) as house:
        event = RosterRead(f"roster:{secrets.token_hex(8)}", clock.now(), cohort, read.entries)
        if await house.app.handle(event):
            raise EnvironmentProblem("The people could not be taken up; the log says where it failed.")
