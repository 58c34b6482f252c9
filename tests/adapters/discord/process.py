"""`kith run` as its own process on the double of Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.simulation.moving import Home
from bot.cohort_file import load_cohort
from tests.adapters.discord.office import people_of
from tests.adapters.process import KEY, LEARNERS, ROOMS, KithRun
from tests.doubles.discord import Discord, Person, Seen
from tests.doubles.discord.model import Channel
from tests.doubles.discord.servers import GuildHandle
from tests.world import cohort_toml

__all__ = ["KEY", "Run", "lived"]


@dataclass
class Run(KithRun):
    """The files of a bot, its people on the double, and its process while one runs."""

    discord: Discord
    guild: GuildHandle
    people: dict[str, Person]
    rooms: dict[str, Channel]

    def sees(self, who: str, place: str = "") -> list[Seen]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        screen = self.people[who].sees()
        return screen[self.rooms[place]] if place else screen.chat

    async def start(self, *, waits: bool = True) -> None:
        """Start the process; with `waits` until it is at work and its commands are there."""
        await self.begin({"KITH_DISCORD_TOKEN": self.discord.token})
        if waits:
            await self.says("It is on Discord.")
            await self.discord.until(lambda: self.guild.guild.commands, within=30)

    def home(self) -> Home:
        """Where the cohort lives."""
        people = {handle: person.id for handle, person in self.people.items()}
        return Home("discord", self.guild.id, people, {name: room.id for name, room in self.rooms.items()})

    def section(self) -> dict[str, object]:
        """What the configuration says of Discord."""
        addresses = {"api_base": self.discord.api_base, "gateway_url": self.discord.gateway_url}
        return {"guilds": [self.guild.id], "message_content": True, "members": True, **addresses}


@asynccontextmanager
async def lived(discord: Discord, folder: Path) -> AsyncIterator[Run]:
    """A bot whose cohort has lived until now, ready to run."""
    guild = discord.guild("Open Learning")
    discord.allows("content", "members")
    rooms = {name: guild.channel(name) for name in ROOMS}
    path = folder / "cohort.toml"
    path.write_text(cohort_toml(LEARNERS, "2027-03-01", 8, {}))
    run = Run(folder, discord, guild, people_of(load_cohort(path), guild), rooms)
    await run.live_until_now(run.home(), run.section())
    try:
        yield run
    finally:
        await run.kill()
