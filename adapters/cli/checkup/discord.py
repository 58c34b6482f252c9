"""Discord: what would keep the bot from being at home there."""

from collections.abc import Sequence

from adapters.cli.checkup.note import Note
from adapters.cli.checkup.places import known, named
from adapters.cli.discord_service import token_from_environment
from adapters.discord.checks import Wanted, look
from adapters.discord.client import point_at
from adapters.discord.directory import PLATFORM
from adapters.discord.rooms import RoomKind
from bot.cohort_file import CohortFile
from bot.config import DiscordSection
from bot.errors import EnvironmentProblem
from bot.flows import all_routes
from bot.ports import Tx

SUBJECT = "discord"


async def discord(section: DiscordSection, cohorts: Sequence[CohortFile], tx: Tx | None) -> list[Note]:
    """Look at Discord, if it is turned on; rooms that were made since are known from the database."""
    if not section.enabled:
        return []
    try:
        token = token_from_environment()
    except EnvironmentProblem as problem:
        return [Note(SUBJECT, "The bot's token is missing.", str(problem))]
    point_at(section.api_base, section.gateway_url)
    every = [
        Wanted(
            guild,
            named(cohorts, PLATFORM, guild) | await known(tx, PLATFORM, guild),
            RoomKind(section.groups),
            section.message_content,
            section.members,
            tuple(all_routes().described().values()),
        )
        for guild in section.guilds
    ]
    notes = [Note(SUBJECT, found.what, found.mend) for found in await look(token, every)]
    return notes if section.message_content else notes + unread(cohorts, section.guilds)


def unread(cohorts: Sequence[CohortFile], guilds: Sequence[str]) -> list[Note]:
    """Look for channels whose notice says that rules read them, where the bot cannot read."""
    there = {name for guild in guilds for name in named(cohorts, PLATFORM, guild)}
    names = sorted({name for file in cohorts for name in file.plan.safety.scan} & there)
    if not names:
        return []
    what = f"Listed for scanning, where the bot does not read messages on Discord: {', '.join(names)}."
    mend = "Set `message_content = true` under [discord] and flip its switch at Discord, or take them out of `scan`."
    return [Note(SUBJECT, what, mend)]
