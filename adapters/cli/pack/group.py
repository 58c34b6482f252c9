"""The commands of `kith pack`, each imported when it is asked for."""

import importlib
from collections.abc import Mapping

import click

SUBCOMMANDS: Mapping[str, str] = {
    "test": "Load packs and try every example in them; tell every fault with its line.",
    "scan": "Read messages as JSON lines, write them back with what the packs see in them.",
    "explain": "Say how a text is read, which patterns match, and what comes of each match.",
    "import-automod": "Turn Discord AutoMod rules into a pack that only counts until it was looked at.",
    "export-automod": "Turn the keyword rules of packs into Discord AutoMod rules.",
}


class Pack(click.Group):
    """Subcommands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order people need them."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import a subcommand's module; None for a name that is not ours."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"adapters.cli.pack.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group("pack", cls=Pack)
def command() -> None:
    """Try, use and exchange the rule packs that find worrying sentences."""
