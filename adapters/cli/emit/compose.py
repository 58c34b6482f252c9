"""`kith emit compose`."""

import click


@click.command("compose")
@click.option("--postgres", is_flag=True, help="With a PostgreSQL database in a container of its own.")
def command(postgres: bool) -> None:
    """A compose file: Kith in a container that may do little, with its database on a volume.

    Write it to compose.yaml beside the Dockerfile; its first lines say what else belongs there.
    """
    from adapters.cli.emit.filled import filled

    database = filled("postgres.yaml") if postgres else ""
    volume = "  rows:" if postgres else ""
    click.echo(filled("compose.yaml", postgres=database, postgres_volume=volume).rstrip())
