"""A rehearsal on one screen: who was sent what, and what came of it."""

from collections import Counter
from collections.abc import Iterable

import click

from adapters.cli.kinds import kind_in_words
from adapters.cli.terminal import harmless, show_table
from adapters.simulation.play import Played
from bot.transcript import Said


def show_summary(played: Played) -> None:
    """Show how many messages of which kind everybody got, and the totals."""
    span = f"{played.starts:%Y-%m-%d} to {played.ends:%Y-%m-%d}"
    click.echo(f"{played.cohort}, {span}, seed {played.seed}, on {played.surface}: {len(played.messages)} messages.")
    show_table("Who was sent what", ("To", "Messages", "Of which"), _rows(played.messages))
    show_table("What came of it", ("Total", ""), [(_words(name), _value(v)) for name, v in played.totals.items()])


def _rows(messages: Iterable[Said]) -> list[tuple[str, str, str]]:
    kinds: dict[str, Counter[str]] = {}
    for line in messages:
        kinds.setdefault(line.to or "(nobody)", Counter())[line.kind] += 1
    return [
        (
            to,
            str(counted.total()),
            ", ".join(f"{number} {kind_in_words(kind)}" for kind, number in sorted(counted.items())),
        )
        for to, counted in sorted(kinds.items())
    ]


def _words(name: str) -> str:
    return harmless(name.replace("_", " "))


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "none"
    return "none" if value is None else str(value)
