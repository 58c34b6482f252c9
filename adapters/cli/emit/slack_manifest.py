"""`kith emit slack-manifest`."""

import click

from adapters.cli.options import json_option
from adapters.cli.terminal import show_json


@click.command("slack-manifest")
@click.option(
    "--name", metavar="NAME", default="Kith", show_default=True, help="What the app is called in the workspace."
)
@json_option
def command(name: str, as_json: bool) -> None:
    """The manifest to create the Slack app from, with the reason for every scope.

    At https://api.slack.com/apps choose Create New App, From a manifest, and paste what this prints. Then install the
    app, and make an app-level token with the scope connections:write.
    """
    from adapters.slack.manifest import NAME, manifest, written
    from bot.flows import all_routes

    if not 0 < len(name) <= NAME:
        raise click.UsageError(f"A Slack app's name has 1 to {NAME} characters; “{name}” has {len(name)}.")
    made = manifest(all_routes().described().values(), name)
    if as_json:
        show_json(made)
        return
    click.echo(written(made), nl=False)
