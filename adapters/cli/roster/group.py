"""The commands of `kith roster`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "export": "Write the people of a cohort to a spreadsheet that `kith groups` and `kith pair` understand.",
}


@click.group("roster", cls=LazyGroup, package="adapters.cli.roster", texts=SUBCOMMANDS)
def command() -> None:
    """Take the people of a cohort out as a spreadsheet."""
