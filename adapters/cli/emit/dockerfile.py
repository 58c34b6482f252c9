"""`kith emit dockerfile`."""

import click


@click.command("dockerfile")
def command() -> None:
    """A Dockerfile for this version: two stages, the locked packages, nobody's rights, a health check.

    Write it to Dockerfile in a folder with Kith's source, then `docker build --tag kith .`; docs/operations.md goes on
    from there.
    """
    from adapters.cli.emit.filled import filled

    click.echo(filled("Dockerfile"), nl=False)
