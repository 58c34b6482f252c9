"""`kith pack explain`."""

from pathlib import Path

import click

from adapters.cli.pack.loading import alone_option, language_option, load, pack_option
from adapters.cli.terminal import harmless


@click.command("explain")
@click.argument("text", metavar="TEXT")
@pack_option
@language_option
@alone_option
def command(text: str, files: tuple[Path, ...], languages: tuple[str, ...], alone: bool) -> None:
    """Say how a text is read, which patterns match, and what comes of each match."""
    if not text.strip():
        raise click.UsageError('There is no text to look at. Put it in quotes: kith pack explain "I am fine"')
    explanation = load(files, languages, alone=alone).explain(text)
    for line in explanation.lines():
        click.echo(harmless(line))
    if not explanation.hits:
        click.echo("Nobody would be told of this text.")
