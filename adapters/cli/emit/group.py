"""The commands of `kith emit`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "discord-invite": "The link that lets the bot into a server, and why it asks for what it asks.",
    "dockerfile": "A Dockerfile for this version: two stages, the locked packages, nobody's rights, a health check.",
    "compose": "A compose file: Kith in a container that may do little, with its database on a volume.",
    "systemd": "A unit for systemd: started anew when its heart stands still, and kept from whatever it does not need.",
    "grafana": "A board for Grafana, over Prometheus: what people wait for first, the machine last.",
    "alerts": "Alerting rules for Prometheus: few, each with what it means for people and a link to what to do.",
    "slack-manifest": "The manifest to create the Slack app from, with the reason for every scope.",
}


@click.group("emit", cls=LazyGroup, package="adapters.cli.emit", texts=SUBCOMMANDS)
def command() -> None:
    """Write what an operator needs elsewhere: links, manifests, files."""
