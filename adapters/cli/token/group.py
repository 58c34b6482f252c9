"""The commands of `kith token`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "create": "Let a program in: make its token, and show it once.",
    "list": "Show the tokens: what for, since when, and whether they are in use.",
    "revoke": "End a token; the running bot refuses it at once.",
}


@click.group("token", cls=LazyGroup, package="adapters.cli.token", texts=SUBCOMMANDS)
def command() -> None:
    """Let other programs in, and out again."""
