"""The commands of `kith pack`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "test": "Load packs and try every example in them; tell every fault with its line.",
    "scan": "Read messages as JSON lines, write them back with what the packs see in them.",
    "explain": "Say how a text is read, which patterns match, and what comes of each match.",
    "report": "Count how often each rule was a false alarm, from the closed cases of a database.",
    "import-automod": "Turn Discord AutoMod rules into a pack that only counts until it was looked at.",
    "export-automod": "Turn the keyword rules of packs into Discord AutoMod rules.",
}


@click.group("pack", cls=LazyGroup, package="adapters.cli.pack", texts=SUBCOMMANDS)
def command() -> None:
    """Try, use and exchange the rule packs that find worrying sentences."""
