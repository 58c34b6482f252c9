"""`kith pack test`."""

from pathlib import Path

import click

from adapters.cli.options import FILE, json_option
from adapters.cli.pack.loading import alone_option, language_option, load
from adapters.cli.terminal import show_json, show_table


@click.command("test")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=FILE)
@language_option
@alone_option
@json_option
def command(files: tuple[Path, ...], languages: tuple[str, ...], alone: bool, as_json: bool) -> None:
    """Load packs and try every example in them; tell every fault with its line.

    Your packs are loaded on top of those that come with the program, as the bot would load them. A pack whose examples
    do not come out as written does not load.
    """
    if alone and not files:
        raise click.UsageError("There is nothing to test. Name a pack file, or leave out --alone.")
    packs = load(files, languages, alone=alone)
    rows = [(rule.id, rule.category, str(rule.severity), rule.mode, str(len(rule.patterns))) for rule in packs.rules]
    if as_json:
        names = ("rule", "category", "severity", "mode", "patterns")
        rules = [dict(zip(names, (*row[:4], int(row[4])), strict=True)) for row in rows]
        show_json({"packs": [pack.id for pack in packs.packs], "rules": rules, "warnings": [*map(str, packs.warnings)]})
        return
    own = {str(file) for file in files}
    for warning in packs.warnings:
        if warning.file in own:
            click.echo(f"Note: {warning}", err=True)
    show_table("Rules", ("Rule", "Category", "Severity", "Mode", "Patterns"), rows)
    click.echo(f"{len(packs.packs)} packs with {len(packs.rules)} rules load, and every example comes out as written.")
