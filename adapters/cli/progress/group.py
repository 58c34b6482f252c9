"""The commands of `kith progress`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "import": "Take up from a spreadsheet how many modules each learner has finished.",
}


@click.group("progress", cls=LazyGroup, package="adapters.cli.progress", texts=SUBCOMMANDS)
def command() -> None:
    """Bring in how far learners have come."""
