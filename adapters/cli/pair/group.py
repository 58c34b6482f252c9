"""The commands of `kith pair`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "propose": "Propose a mentor for every learner, with reasons, and prove that no other proposal is better.",
}


@click.group("pair", cls=LazyGroup, package="adapters.cli.pair", texts=SUBCOMMANDS)
def command() -> None:
    """Find mentors for learners, on paper."""
