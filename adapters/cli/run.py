"""`kith run`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE

if TYPE_CHECKING:
    pass


@click.command("run")
@click.option("--config", metavar="FILE", type=FILE, required=True, help="The configuration.")
@click.option("--yes", is_flag=True, help="Do not ask whether a new cohort of an unusual size is meant so.")
def command(config: Path, yes: bool) -> None:
    """Run the bot on every platform the configuration turns on.

    It runs until it is asked to stop (Ctrl-C, or SIGTERM), and goes on where it was when it starts again.
    """
    from adapters.cli.logs import set_up_logging
    from bot.cohort_file import load_cohorts
    from bot.config import load_config

    settings = load_config(config)
    files = load_cohorts(Path(path) for path in settings.cohorts)
    set_up_logging(settings.log.level)
    from adapters.cli.service import Service, serve

    folder = config.absolute().with_name(f"{config.stem}-workspace")
    asyncio.run(serve(Service(settings, files, folder, is_sure=yes)))
