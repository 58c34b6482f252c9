"""`kith run` as its own process on the double: a cohort that lived until now, on files in a folder."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.cli.house import built
from adapters.clock import SimulatedClock
from adapters.slack.manifest import manifest
from bot.cohort_file import load_cohort
from bot.errors import TryLater
from bot.flows import all_routes
from bot.ports import Delivery
from tests.adapters.slack.office import PUBLIC
from tests.doubles.slack import Person, SeenMessage, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel
from tests.world import cohort_toml

KEY = "a key of the tests, long enough to be one"
LEARNERS = ("L1", "L2", "L3")
PEOPLE = (*LEARNERS, "M1", "M2", "C1", "C2")
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

    slack: SlackDouble
    team: Workspace
    folder: Path
    people: dict[str, Person]
    rooms: dict[str, Channel]
    port: int = 0
    _process: Process | None = None

    @property
    def url(self) -> str:
        """The database."""
        return f"sqlite+aiosqlite:///{self.folder / 'kith.sqlite3'}"

    def sees(self, who: str, place: str = "") -> list[SeenMessage]:
        """Return what somebody sees of a channel, or of their private chat with the bot."""
        seen = self.people[who].sees()
        return seen.channels[self.rooms[place].name] if place else seen.direct

    @property
    def log(self) -> str:
        """Everything the process logged."""
        return (self.folder / "log").read_text()

    async def start(self, *, waits: bool = True, **changed: str) -> None:
        """Start the process; with `waits` until it is at work. `changed` replaces what it finds in its environment."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        environment |= {"KITH_KEY": KEY, **self._secrets(), **changed}
        command = [sys.executable, "-m", "bot", "run", "--config", str(self.folder / "kith.toml")]
        with (self.folder / "log").open("a") as log:
            self._process = await create_subprocess_exec(*command, stdout=PIPE, stderr=log, env=environment)
        if waits:
            assert self._process.stdout is not None
            line = (await asyncio.wait_for(self._process.stdout.readline(), 90)).decode()
            assert "It is on Slack." in line, line + self.log
            await self.slack.until(lambda: self.port or self.slack.sockets.usable)

    def _secrets(self) -> dict[str, str]:
        if not self.port:
            return {"KITH_SLACK_BOT_TOKEN": self.team.bot_token, "KITH_SLACK_APP_TOKEN": self.slack.app_token}
        app = self.slack.app
        return {"KITH_SLACK_SIGNING_SECRET": app.signing_secret, "KITH_SLACK_CLIENT_SECRET": app.client_secret}

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


def cohort_text(team: Workspace, people: Mapping[str, Person], rooms: Mapping[str, Channel], monday: datetime) -> str:
    """Write a cohort that began on a Monday, lives on Slack, and whose first learner has yet to agree."""
    changed: dict[str, dict[str, Any]] = {
        handle: {"accounts": [f"slack:{team.id}:{person.id}"], "timezone": "UTC"} for handle, person in people.items()
    }
    changed["L1"]["consented"] = False
    written = cohort_toml(LEARNERS, f"{monday:%Y-%m-%d}", 8, changed).replace("Europe/Lisbon", "UTC")
    home = f'platform = "slack"\nworkspace = "{team.id}"'
    places = "".join(
        f'[[channel]]\nname = "{name}"\n{home}\nchannel = "{room.id}"\n' for name, room in rooms.items() if name != "g1"
    )
    written = written.replace('facilitator = "M1"', f'facilitator = "M1"\n{home}\nchannel = "{rooms["g1"].id}"')
    return written + RHYTHM + places


@asynccontextmanager
async def lived(folder: Path, port: int = 0) -> AsyncIterator[Run]:
    """Let a cohort live from this week's Monday until now with every message waiting; then it is ready to run.

    With a port Slack tells over HTTP.
    """
    now = datetime.now(UTC)
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    registered = manifest(all_routes().described().values(), public_url=PUBLIC if port else "")
    async with SlackDouble(manifest=registered) as slack:
        slack.app.request_url = f"http://127.0.0.1:{port}/slack/events"
        team = slack.workspace("Open Learning")
        people = {handle: team.person(handle.lower(), tz="UTC") for handle in PEOPLE}
        rooms = {
            name: team.channel(name, *people.values(), is_private=name == "g1") for name in ("g1", "cohort", "help")
        }
        path = folder / "cohort.toml"
        path.write_text(cohort_text(team, people, rooms, monday))
        (folder / "kith.toml").write_text(_config(slack, folder, port))
        run = Run(slack, team, folder, people, rooms, port)
        clock = SimulatedClock(monday - timedelta(minutes=1))
        async with built(run.url, KEY.encode(), clock, {"slack": NotYet(clock, now)}) as house:
            await house.open_cohort(load_cohort(path))
            await house.engine.run_until(clock, now - timedelta(seconds=1))
        try:
            yield run
        finally:
            await run.kill()


def _config(slack: SlackDouble, folder: Path, port: int) -> str:
    over_http = {"mode": "http", "port": port, "public_url": PUBLIC, "client_id": slack.app.client_id}
    values: dict[str, dict[str, Any]] = {
        "database": {"url": f"sqlite+aiosqlite:///{folder / 'kith.sqlite3'}"},
        "local": {"enabled": False},
        "slack": {"enabled": True, "api_base": slack.api_base, **(over_http if port else {})},
    }
    sections = [
        f"[{name}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in keys.items()) for name, keys in values.items()
    ]
    return 'cohorts = ["cohort.toml"]\n' + "\n".join(sections) + "\n"
