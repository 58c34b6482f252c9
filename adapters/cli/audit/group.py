"""The commands of `kith audit`."""

import click

from adapters.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "report": "Show who looked at what, what changed in the configuration, and whose rights want a look.",
    "verify": "Check that no row of the audit log was changed or taken out.",
}


@click.group("audit", cls=LazyGroup, package="adapters.cli.audit", texts=SUBCOMMANDS)
def command() -> None:
    """Look after the record of who looked at or changed what."""
