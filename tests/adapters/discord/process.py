"""`kith run` as its own process on the double: a cohort that lived until now, on files in a folder."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.cli.house import built
from adapters.clock import SimulatedClock
from bot.cohort_file import load_cohort
from bot.errors import TryLater
from bot.ports import Delivery
from tests.adapters.discord.office import people_of
from tests.doubles.discord import Discord, Person, Seen
from tests.doubles.discord.model import Channel
from tests.doubles.discord.servers import GuildHandle
from tests.world import cohort_toml

KEY = "a key of the tests, long enough to be one"
LEARNERS = ("L1", "L2", "L3")
RHYTHM = """
[rhythm]
quiet_hours = "00:00-00:00"
prompt = "Mon 00:05"
check_in_opens = "Mon 00:01"
check_in_reminder = "Sun 23:50"
check_in_closes = "Sun 23:55"
"""


class NotYet:
    """A messenger for the time before the process runs: everything waits until now."""

    settle = timedelta()

    def __init__(self, clock: SimulatedClock, until: datetime) -> None:
        self._clock, self._until = clock, until

    async def send(self, _delivery: Delivery) -> str:
        """Refuse until then."""
        raise TryLater("not yet", self._until - self._clock.now())

    async def find(self, _delivery: Delivery) -> str | None:
        """Nothing was sent."""
        return None


@dataclass
class Run:
    """The files of a bot, its people on the double, and its process while one runs."""

    discord: Discord
    guild: GuildHandle
    folder: Path
    people: dict[str, Person]
    rooms: dict[str, Channel]
    _process: Process | None = None

    @property
    def url(self) -> str:
        """The database."""
        return f"sqlite+aiosqlite:///{self.folder / 'kith.sqlite3'}"

    def sees(self, who: str, place: str = "") -> list[Seen]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        screen = self.people[who].sees()
        return screen[self.rooms[place]] if place else screen.chat

    @property
    def log(self) -> str:
        """Everything the process logged."""
        return (self.folder / "log").read_text()

    async def start(self, *, waits: bool = True) -> None:
        """Start the process; with `waits` until it is at work and its commands are there."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        environment |= {"KITH_KEY": KEY, "KITH_DISCORD_TOKEN": self.discord.token}
        command = [sys.executable, "-m", "bot", "run", "--config", str(self.folder / "kith.toml")]
        with (self.folder / "log").open("a") as log:
            self._process = await create_subprocess_exec(*command, stdout=PIPE, stderr=log, env=environment)
        if waits:
            assert self._process.stdout is not None
            line = (await asyncio.wait_for(self._process.stdout.readline(), 60)).decode()
            assert "It is on Discord." in line, line + self.log
            await self.discord.until(lambda: self.guild.guild.commands, within=30)

    async def end(self, how: signal.Signals | None = signal.SIGTERM) -> int:
        """End the process, or wait until it ends by itself; return its exit code."""
        process, self._process = self._process, None
        assert process is not None
        if how is not None:
            process.send_signal(how)
        await process.communicate()
        assert process.returncode is not None
        return process.returncode

    async def kill(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            await self.end(signal.SIGKILL)


def cohort_text(guild: GuildHandle, people: dict[str, str], rooms: dict[str, Channel], monday: datetime) -> str:
    """Write a cohort that began on a Monday, lives on Discord, and whose first learner has yet to agree."""
    accounts = {handle: {"accounts": [f"discord:{guild.id}:{id}"], "timezone": "UTC"} for handle, id in people.items()}
    if people:
        accounts["L1"]["consented"] = False  # type: ignore[assignment]
    written = cohort_toml(LEARNERS, f"{monday:%Y-%m-%d}", 8, accounts).replace("Europe/Lisbon", "UTC")
    home = f'platform = "discord"\nworkspace = "{guild.id}"'
    places = "".join(
        f'[[channel]]\nname = "{name}"\n{home}\nchannel = "{room.id}"\n' for name, room in rooms.items() if name != "g1"
    )
    written = written.replace('facilitator = "M1"', f'facilitator = "M1"\n{home}\nchannel = "{rooms["g1"].id}"')
    return written + RHYTHM + places


@asynccontextmanager
async def lived(discord: Discord, folder: Path) -> AsyncIterator[Run]:
    """Let a cohort live from this week's Monday until now with every message waiting; then it is ready to run."""
    now = datetime.now(UTC)
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    guild = discord.guild("Open Learning")
    discord.allows("content", "members")
    rooms = {name: guild.channel(name) for name in ("g1", "cohort", "help")}
    path = folder / "cohort.toml"
    path.write_text(cohort_toml(LEARNERS, f"{monday:%Y-%m-%d}", 8, {}))
    people = people_of(load_cohort(path), guild)
    path.write_text(cohort_text(guild, {handle: person.id for handle, person in people.items()}, rooms, monday))
    (folder / "kith.toml").write_text(_config(discord, guild, folder))
    run = Run(discord, guild, folder, people, rooms)
    clock = SimulatedClock(monday - timedelta(minutes=1))
    async with built(run.url, KEY.encode(), clock, {"discord": NotYet(clock, now)}) as house:
        await house.open_cohort(load_cohort(path))
        await house.engine.run_until(clock, now - timedelta(seconds=1))
    try:
        yield run
    finally:
        await run.kill()


def _config(discord: Discord, guild: GuildHandle, folder: Path) -> str:
    values: dict[str, dict[str, Any]] = {
        "database": {"url": f"sqlite+aiosqlite:///{folder / 'kith.sqlite3'}"},
        "local": {"enabled": False},
        "discord": {
            "enabled": True,
            "guilds": [guild.id],
            "message_content": True,
            "members": True,
            "api_base": discord.api_base,
            "gateway_url": discord.gateway_url,
        },
    }
    sections = [
        f"[{name}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in keys.items()) for name, keys in values.items()
    ]
    return 'cohorts = ["cohort.toml"]\n' + "\n".join(sections) + "\n"
