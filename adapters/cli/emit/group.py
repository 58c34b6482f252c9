"""The commands of `kith emit`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "discord-invite": "The link that lets the bot into a server, and why it asks for what it asks.",
    "slack-manifest": "The manifest to create the Slack app from, with the reason for every scope.",
}


@click.group("emit", cls=LazyGroup, package="adapters.cli.emit", texts=SUBCOMMANDS)
def command() -> None:
    """Write what an operator needs elsewhere: links, manifests, files."""
