"""`kith run`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE

if TYPE_CHECKING:
    from bot.cohort_file import CohortFile
    from bot.config import Config


@click.command("run")
@click.option("--config", metavar="FILE", type=FILE, required=True, help="The configuration.")
def command(config: Path) -> None:
    """Run the bot on every platform the configuration turns on.

    It runs until it is asked to stop (Ctrl-C, or SIGTERM), and goes on where it was when it starts again.
    """
    from adapters.cli.logs import set_up_logging
    from bot.config import load_config

    settings = load_config(config)
    files = _cohorts(settings)
    set_up_logging(settings.log.level)
    from adapters.cli.service import Service, serve

    folder = config.absolute().with_name(f"{config.stem}-workspace")
    asyncio.run(serve(Service(settings, files, folder)))


def _cohorts(settings: "Config") -> "list[CohortFile]":
    """Read every cohort file; BadInput tells the faults of all of them."""
    from bot.cohort_file import load_cohort
    from bot.errors import BadInput, Fault

    files, faults = [], list[Fault]()
    for path in settings.cohorts:
        try:
            files.append(load_cohort(Path(path)))
        except BadInput as problem:
            faults += problem.faults
    if faults:
        raise BadInput(faults)
    return files
