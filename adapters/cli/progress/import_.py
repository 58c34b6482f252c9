"""`kith progress import`."""

import asyncio
from dataclasses import replace
from pathlib import Path

import click

from adapters.cli.options import FILE, chosen_database, config_option, database_option, must_be_a_file


@click.command("import")
@click.argument("file", metavar="FILE.csv", type=FILE)
@click.option("--cohort", metavar="HANDLE", help="The cohort, when there are several; usually the newest.")
@config_option
@database_option
def command(file: Path, cohort: str | None, config: Path | None, database: str | None) -> None:
    """Take up from a spreadsheet how many modules each learner has finished.

    The columns are `id` and `module`, see docs/people-files.md. All rows are taken up, or none. Whoever is behind gets
    a kinder check-in, with where to begin and an office hour. An SQLite file must not be in use: while the bot runs,
    `/coord progress` does the same in the chat.
    """
    must_be_a_file(file, "It has the columns id and module: docs/people-files.md.")
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    count = asyncio.run(_taken_up(url, key_from_environment(), file, cohort))
    click.echo(f"{file}: {count} learner taken up." if count == 1 else f"{file}: {count} learners taken up.")


async def _taken_up(url: str, key: bytes, file: Path, handle: str | None) -> int:
    from adapters.cli.looking import must_be_there, the_cohorts
    from bot.domain.members import Role
    from bot.people_file.progress import read_progress
    from storage.address import parse_address
    from storage.engine import open_storage

    must_be_there(parse_address(url))
    storage = await open_storage(url, key=key)
    try:
        async with storage.transaction() as tx:
            cohort = (await the_cohorts(tx, handle, "kith progress import"))[-1]
            learners = {one.handle: one for one in await tx.members.in_cohort(cohort.id, Role.LEARNER)}
            found = read_progress(file, learners, len(cohort.plan.modules))
            for learner, module in found.items():
                traits = await tx.traits.of(learners[learner].id)
                await tx.traits.put(replace(traits, module=module))
            return len(found)
    finally:
        await storage.close()
