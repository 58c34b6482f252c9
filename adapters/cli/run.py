"""`kith run`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import chosen_config, config_option

if TYPE_CHECKING:
    from adapters.cli.service import Service


@click.command("run")
@config_option
@click.option("--yes", is_flag=True, help="Do not ask whether a new cohort of an unusual size is meant so.")
def command(config: Path | None, yes: bool) -> None:
    """Run the bot on every platform the configuration turns on.

    It runs until it is asked to stop (Ctrl-C, or SIGTERM), and goes on where it was when it starts again. SIGHUP lets
    it read its files again: what can be used is taken up, what cannot is told in the log and leaves it as it was.
    """
    path = chosen_config(config)
    from adapters.cli.logs import set_up_logging
    from adapters.cli.pack.loading import rulebook
    from bot.cohort_file import load_cohorts
    from bot.config import LogFormat, config_from
    from bot.toml_file import read_toml

    def read() -> "Service":
        toml = read_toml(path)
        settings = config_from(toml)
        files = load_cohorts(Path(path) for path in settings.cohorts)
        rules = rulebook(toml, settings, files)
        set_up_logging(settings.log.level, as_json=settings.log.format is LogFormat.JSON)
        from adapters.cli.service import Service

        folder = path.absolute().with_name(f"{path.stem}-workspace")
        return Service(settings, files, folder, is_sure=yes, rules=rules)

    service = read()
    from adapters.cli.service import serve

    asyncio.run(serve(service, read))
