"""`kith pack export-automod`."""

from pathlib import Path

import click

from adapters.cli.options import FILE
from adapters.cli.pack.loading import alone_option, language_option, load
from adapters.cli.terminal import show_json


@click.command("export-automod")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=FILE)
@language_option
@alone_option
def command(files: tuple[Path, ...], languages: tuple[str, ...], alone: bool) -> None:
    """Turn the keyword rules of packs into Discord AutoMod rules.

    JSON for Discord's API goes to standard output. AutoMod has no gaps between words and no reading of disguised words:
    what it cannot hold is told on standard error.
    """
    from bot.domain.signals import export_automod

    exported = export_automod(load(files, languages, alone=alone).rules)
    show_json(list(exported.rules))
    for sentence in exported.left_out:
        click.echo(f"Left out: {sentence}.", err=True)
