"""`kith emit slack-manifest`."""

import click

from adapters.cli.options import json_option
from adapters.cli.terminal import show_json


@click.command("slack-manifest")
@click.option(
    "--name", metavar="NAME", default="Kith", show_default=True, help="What the app is called in the workspace."
)
@click.option("--url", metavar="URL", default="", help="The `public_url` where Slack tells over HTTP; usually none.")
@json_option
def command(name: str, url: str, as_json: bool) -> None:
    """The manifest to create the Slack app from, with the reason for every scope.

    At https://api.slack.com/apps choose Create New App, From a manifest, and paste what this prints. Then install the
    app, and make an app-level token with the scope connections:write. With --url the app needs no such token, and
    workspaces install it from URL/slack/install.
    """
    from adapters.slack.manifest import NAME, manifest, written
    from bot.flows import all_routes

    if not 0 < len(name) <= NAME:
        raise click.UsageError(f"A Slack app's name has 1 to {NAME} characters; “{name}” has {len(name)}.")
    if url and not url.startswith("https://"):
        raise click.UsageError(f"Slack tells only addresses that begin with https://; “{url}” does not.")
    made = manifest(all_routes().described().values(), name, url)
    if as_json:
        show_json(made)
        return
    click.echo(written(made), nl=False)
