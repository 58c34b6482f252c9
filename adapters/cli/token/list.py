"""`kith token list`."""

from pathlib import Path

import click

from adapters.cli.options import chosen_config, config_option, json_option
from adapters.cli.terminal import show_json, show_table


@click.command("list")
@config_option
@json_option
def command(config: Path | None, as_json: bool) -> None:
    """Show the tokens: what for, since when, and whether they are in use."""
    path = chosen_config(config)
    from adapters.exchange.tokens import TokenFile
    from bot.config import load_config

    tokens = TokenFile(Path(load_config(path).exchange.tokens)).tokens()
    rows = [
        {
            "name": token.name,
            "cohort": token.cohort,
            "may": ", ".join(token.scopes),
            "created": f"{token.created_at:%Y-%m-%d}",
            "state": "in use" if token.revoked_at is None else f"revoked on {token.revoked_at:%Y-%m-%d}",
        }
        for token in tokens
    ]
    if as_json:
        show_json(rows)
    elif rows:
        show_table("Tokens", ("Name", "Cohort", "May bring in", "Created", ""), [tuple(row.values()) for row in rows])
    else:
        click.echo("There are none. `kith token create NAME --cohort HANDLE --may progress` makes one.")
