"""`kith run`."""

import asyncio
from pathlib import Path

import click

from adapters.cli.options import FILE


@click.command("run")
@click.option("--config", metavar="FILE", type=FILE, required=True, help="The configuration.")
def command(config: Path) -> None:
    """Run the bot on every platform the configuration turns on.

    It runs until it is asked to stop (Ctrl-C, or SIGTERM), and goes on where it was when it starts again.
    """
    from adapters.cli.logs import set_up_logging
    from bot.cohort_file import load_cohorts
    from bot.config import LogFormat, load_config

    settings = load_config(config)
    files = load_cohorts(Path(path) for path in settings.cohorts)
    set_up_logging(settings.log.level, as_json=settings.log.format is LogFormat.JSON)
    from adapters.cli.service import Service, serve

    folder = config.absolute().with_name(f"{config.stem}-workspace")
    asyncio.run(serve(Service(settings, files, folder)))
