"""The commands of `kith roster`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "import": "Bring people into a cohort from a spreadsheet, all rows or none.",
    "export": "Write the people of a cohort to a spreadsheet that `kith groups` and `kith pair` understand.",
}


@click.group("roster", cls=LazyGroup, package="adapters.cli.roster", texts=SUBCOMMANDS)
def command() -> None:
    """The people of a cohort as a spreadsheet, in and out."""
