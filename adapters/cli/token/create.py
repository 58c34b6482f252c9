"""`kith token create`."""

from collections.abc import Sequence
from pathlib import Path

import click

from adapters.cli.options import chosen_config, config_option


@click.command("create")
@click.argument("name")
@click.option("--cohort", metavar="HANDLE", required=True, help="The cohort it is for.")
@click.option("--may", "scopes", type=click.Choice(["progress", "people"]), multiple=True, required=True,
              help="What it may bring in; may be given twice.")  # fmt: skip
@config_option
def command(name: str, cohort: str, scopes: tuple[str, ...], config: Path | None) -> None:
    """Let a program in: make its token, and show it once.

    Only a digest is kept. It is good for one cohort and for what --may says, until `kith token revoke NAME`; a bot that
    runs takes it at once.
    """
    path = chosen_config(config)
    from adapters.clock import SystemClock
    from adapters.exchange.tokens import Scope, TokenFile
    from bot.config import load_config

    whole = load_config(path)
    _must_be_named(path, cohort, whole.cohorts)
    exchange = whole.exchange
    file = TokenFile(Path(exchange.tokens))
    click.echo(file.create(name, cohort, [Scope(scope) for scope in scopes], SystemClock().now()))
    click.echo("Keep it now: it is not shown again. The program sends it as `Authorization: Bearer …`.", err=True)
    if not exchange.enabled:
        click.echo(f"Nothing listens yet: write `enabled = true` under [exchange] in {path}.", err=True)


def _must_be_named(config: Path, handle: str, files: Sequence[str]) -> None:
    """Refuse a cohort that the configuration does not name: its token would open nothing."""
    from bot.cohort_file import load_cohorts
    from bot.errors import BadInput, Fault
    from bot.toml_fields import nearest

    handles = [each.handle for each in load_cohorts(Path(each) for each in files)]
    if handle not in handles:
        remedy = nearest(handle, handles) if handles else "Name its cohort file in `cohorts` first."
        raise BadInput([Fault(str(config), 0, "cohorts", f'no file there has the cohort "{handle}".', remedy)])
