"""`kith emit discord-invite`."""

import asyncio
from pathlib import Path

import click

from adapters.cli.options import FILE, USUAL_CONFIG, json_option
from adapters.cli.terminal import show_json, show_table, working


@click.command("discord-invite")
@click.option("--application-id", metavar="ID", help="The application's id; without it Discord is asked, by the token.")
@click.option("--config", metavar="FILE", type=FILE, help="The configuration, which says what rooms the bot makes.")
@json_option
def command(application_id: str | None, config: Path | None, as_json: bool) -> None:
    """The link that lets the bot into a server, and why it asks for what it asks.

    An admin of the server opens the link. The bot needs these permissions and no others; it never asks to be an
    administrator.
    """
    from adapters.discord.permissions import invite, needed
    from adapters.discord.rooms import RoomKind
    from bot.config import DiscordSection, load_config

    path = config or (USUAL_CONFIG if USUAL_CONFIG.exists() else None)
    section = load_config(path).discord if path is not None else DiscordSection()
    rights = needed(RoomKind(section.groups), removes=section.removes_messages)
    link = invite(_checked(application_id) or _asked(section.api_base), rights)
    if as_json:
        permissions = [{"name": right.name, "bit": right.bit, "why": right.why} for right in rights]
        show_json({"link": link, "permissions": permissions})
        return
    click.echo(link)
    show_table("What the bot may do then", ("Permission", "Why"), [(right.name, right.why) for right in rights])


def _checked(application_id: str | None) -> str:
    if application_id and not (application_id.isascii() and application_id.isdigit() and len(application_id) >= 15):
        raise click.UsageError(
            f'"{application_id}" is not an application\'s id: it has 15 to 20 digits, see General Information in the '
            "developer portal."
        )
    return application_id or ""


def _asked(api_base: str) -> str:
    """Ask Discord for the application's id."""
    import aiohttp
    import discord

    from adapters.cli.discord_service import token_from_environment
    from adapters.discord.checks import application, signed_in
    from adapters.discord.client import point_at
    from bot.errors import EnvironmentProblem

    async def ask() -> str:
        async with signed_in(token_from_environment()) as (rest, _):
            return str((await application(rest))["id"])

    point_at(api_base, "")
    try:
        with working("Asking Discord"):
            return asyncio.run(ask())
    except (discord.DiscordException, aiohttp.ClientError, OSError) as problem:
        raise EnvironmentProblem(
            f"Discord did not say which application the token belongs to ({type(problem).__name__}). Look at the "
            "token, or name the application with --application-id."
        ) from None
