"""`kith pack scan`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from adapters.cli.pack.loading import alone_option, language_option, load, pack_option

if TYPE_CHECKING:
    from bot.domain.signals import Hit


@click.command("scan")
@pack_option
@language_option
@alone_option
@click.option("--in", "source", type=click.File("rb"), default="-", metavar="FILE", help="Instead of standard input.")
def command(files: tuple[Path, ...], languages: tuple[str, ...], alone: bool, source: BinaryIO) -> None:
    """Read messages as JSON lines, write them back with what the packs see in them.

    Every line is an object with `text`; other keys are kept. Added is `hits`, a list of rule, category, severity,
    start, end and variant; start and end count characters of `text`. Nothing is stored.
    """
    if alone and not files:
        raise click.UsageError("There are no packs to scan with. Name one with --pack, or leave out --alone.")
    packs = load(files, languages, alone=alone)
    if source.isatty():
        click.echo('Type messages as JSON, one a line, like {"text": "hello"}. Ctrl-D ends it.', err=True)
    for message in _messages(source):
        hits = [_as_json(hit) for hit in packs.scan(message["text"])]
        click.echo(json.dumps({**message, "hits": hits}))


def _messages(source: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield the messages; BadInput names the first line that is none."""
    from bot.errors import BadInput, Fault

    name = getattr(source, "name", "<stdin>")
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            raise BadInput([Fault(name, number, "", "This is not JSON.", "One object a line.")]) from None
        if not isinstance(message, dict) or not isinstance(message.get("text"), str):
            raise BadInput([Fault(name, number, "text", "is missing.", 'Write {"text": "…"}.')])
        yield message


def _as_json(hit: "Hit") -> dict[str, object]:
    return {
        "rule": hit.rule,
        "category": hit.category,
        "severity": str(hit.severity),
        "start": hit.start,
        "end": hit.end,
        "variant": hit.variant,
    }
