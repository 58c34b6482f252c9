"""`kith emit grafana`."""

import click

from adapters.cli.terminal import show_json


@click.command("grafana")
def command() -> None:
    """A board for Grafana, over Prometheus: what people wait for first, the machine last.

    In Grafana: Dashboards, New, Import, and paste what this prints. The alerts are in `kith emit alerts`.
    """
    from adapters.cli.emit.board import board

    show_json(board())
