"""The bot on Discord as `kith run` starts it: what the configuration says, and the token from the environment."""

import os
from collections.abc import Callable

from adapters.cli.house import House
from adapters.cli.journal import NotedApplication
from adapters.discord.bot import DiscordBot, Surroundings
from adapters.discord.client import point_at
from adapters.discord.connection import Access
from adapters.discord.rooms import RoomKind
from bot.config import DiscordSection
from bot.errors import EnvironmentProblem

TOKEN = "KITH_DISCORD_TOKEN"


def token_from_environment() -> str:
    """Return the bot's token; EnvironmentProblem says where to get one."""
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise EnvironmentProblem(
            f"{TOKEN} is not set: it is how the bot signs in to Discord. Copy it in the developer portal "
            "(https://discord.com/developers/applications, your application, Bot, Reset Token) and keep it secret."
        )
    return token


def discord_bot(section: DiscordSection, house: House, handled: Callable[[], None]) -> DiscordBot:
    """Put the bot together; `handled` is called after every event."""
    point_at(section.api_base, section.gateway_url)
    hears, shards = (section.message_content, section.members), (section.shards, section.shard_ids)
    access = Access(token_from_environment(), *hears, *shards)
    around = Surroundings(NotedApplication(house.app, house.ingest), house.storage, house.app.clock, handled)
    return DiscordBot(access, section.guilds, around, RoomKind(section.groups), with_pairs=section.pairs)
