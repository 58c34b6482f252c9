"""`kith run` as its own process on the double of Slack."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import randrange

from adapters.listening import listening_on
from adapters.simulation.moving import Home
from adapters.slack.manifest import manifest
from bot.flows import all_routes
from tests.adapters.process import KEY, PEOPLE, ROOMS, KithRun
from tests.adapters.slack.office import PUBLIC
from tests.doubles.slack import Person, SeenMessage, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel

__all__ = ["KEY", "Run", "lived"]


@dataclass
class Run(KithRun):
    """The files of a bot, its people on the double, and its process while one runs. With a port it is over HTTP."""

    slack: SlackDouble
    team: Workspace
    people: dict[str, Person]
    rooms: dict[str, Channel]
    port: int = 0

    def sees(self, who: str, place: str = "") -> list[SeenMessage]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        seen = self.people[who].sees()
        return seen.channels[self.rooms[place].name] if place else seen.direct

    async def start(self, *, waits: bool = True, **changed: str) -> None:
        """Start the process; with `waits` until it is at work. `changed` replaces what it finds in its environment."""
        await self.begin({**self._secrets(), **changed})
        if waits:
            await self.says("It is on Slack.")
            await self.slack.until(lambda: self.port or self.slack.sockets.usable)

    def home(self) -> Home:
        """Where the cohort lives."""
        people = {handle: person.id for handle, person in self.people.items()}
        return Home("slack", self.team.id, people, {name: room.id for name, room in self.rooms.items()})

    def section(self) -> dict[str, object]:
        """What the configuration says of Slack."""
        over_http = {"mode": "http", "port": self.port, "public_url": PUBLIC, "client_id": self.slack.app.client_id}
        return {"api_base": self.slack.api_base, **(over_http if self.port else {})}

    def _secrets(self) -> dict[str, str]:
        if not self.port:
            return {"KITH_SLACK_BOT_TOKEN": self.team.bot_token, "KITH_SLACK_APP_TOKEN": self.slack.app_token}
        app = self.slack.app
        return {"KITH_SLACK_SIGNING_SECRET": app.signing_secret, "KITH_SLACK_CLIENT_SECRET": app.client_secret}


def free_port() -> int:
    """Return a port nobody listens on, of those that no connection is given: it stays free while a process is down."""
    while True:
        with suppress(OSError), closing(listening_on("127.0.0.1", randrange(15_000, 32_000))) as free:
            port: int = free.getsockname()[1]
            return port


@asynccontextmanager
async def lived(folder: Path, port: int = 0, database: str = "") -> AsyncIterator[Run]:
    """A bot whose cohort has lived until now, ready to run; with a port Slack tells over HTTP."""
    registered = manifest(all_routes().described().values(), public_url=PUBLIC if port else "")
    async with SlackDouble(manifest=registered) as slack:
        slack.app.request_url = f"http://127.0.0.1:{port}/slack/events"
        team = slack.workspace("Open Learning")
        people = {handle: team.person(handle.lower(), tz="UTC") for handle in PEOPLE}
        rooms = {name: team.channel(name, *people.values(), is_private=name == "g1") for name in ROOMS}
        run = Run(folder, slack, team, people, rooms, port)
        run.database = database
        await run.live_until_now(run.home(), run.section())
        try:
            yield run
        finally:
            await run.kill()


@asynccontextmanager
async def beside(run: Run, name: str) -> AsyncIterator[Run]:
    """Another process of the same bot on the same database; it stands by."""
    folder = run.folder / name
    folder.mkdir()
    for file in ("kith.toml", "cohort.toml"):
        shutil.copy(run.folder / file, folder / file)
    other = replace(run, folder=folder)
    other.database, other.is_forked = run.database, True
    await other.begin(other._secrets())
    try:
        await other.says("It stands by for Slack.")
        yield other
    finally:
        await other.kill()
