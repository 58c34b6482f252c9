"""The commands of `kith groups`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "propose": "Propose small groups, the worst as good as it can be, with reasons and how good any could be.",
}


@click.group("groups", cls=LazyGroup, package="adapters.cli.groups", texts=SUBCOMMANDS)
def command() -> None:
    """Bring people into small groups, on paper."""
