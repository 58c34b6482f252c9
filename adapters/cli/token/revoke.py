"""`kith token revoke`."""

from pathlib import Path

import click

from adapters.cli.options import chosen_config, config_option


@click.command("revoke")
@click.argument("name")
@config_option
def command(name: str, config: Path | None) -> None:
    """End a token; the running bot refuses it at once."""
    path = chosen_config(config)
    from adapters.clock import SystemClock
    from adapters.exchange.tokens import TokenFile
    from bot.config import load_config

    TokenFile(Path(load_config(path).exchange.tokens)).revoke(name, SystemClock().now())
    click.echo(f"{name} is out. What it brought in stays.")
