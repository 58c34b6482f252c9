"""`kith run` as its own process on a platform's double: a cohort that lived until now, on files in a folder."""

import asyncio
import json
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.cli.house import built
from adapters.clock import SimulatedClock
from adapters.simulation.moving import Home
from bot.cohort_file import load_cohort
from bot.errors import TryLater
from bot.ports import Delivery, Settle
from tests.adapters.forking import Forked, Spawned
from tests.world import cohort_toml

KEY = "a key of the tests, long enough to be one"
LEARNERS = ("L1", "L2", "L3")
PEOPLE = (*LEARNERS, "M1", "M2", "C1", "C2")
ROOMS = ("g1", "cohort", "help")
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

    settle = Settle()

    def __init__(self, clock: SimulatedClock, until: datetime) -> None:
        self._clock, self._until = clock, until

    async def send(self, _delivery: Delivery) -> str:
        """Refuse until then."""
        raise TryLater("not yet", self._until - self._clock.now())

    async def find(self, _delivery: Delivery) -> str | None:
        """Nothing was sent."""
        return None


@dataclass
class KithRun:
    """The files of a bot, and its process while one runs; `is_forked`: from one that has imported everything.

    `mutant` takes a rule of delivery out of the forked ones.
    """

    folder: Path
    is_forked: bool = field(default=False, init=False)
    mutant: str = field(default="", init=False)
    database: str = field(default="", init=False)
    _process: Spawned | Forked | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """The database: a file of its own, or the one it shares."""
        return self.database or f"sqlite+aiosqlite:///{self.folder / 'kith.sqlite3'}"

    @property
    def log(self) -> str:
        """Everything the process logged."""
        return (self.folder / "log").read_text()

    async def begin(self, secrets: Mapping[str, str]) -> None:
        """Start the process with these secrets in its environment, and no others of Kith's."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        environment |= {"KITH_KEY": KEY, **secrets}
        arguments, log = ["run", "--config", str(self.folder / "kith.toml")], str(self.folder / "log")
        if self.is_forked:
            self._process = Forked(arguments, environment, log, self.mutant)
        else:
            self._process = await Spawned.begin(arguments, environment, log)

    async def says(self, words: str) -> None:
        """Wait for the line with which the process says that it is at work."""
        assert self._process is not None
        line = (await asyncio.wait_for(self._process.line(), 90)).decode()
        assert words in line, line + self.log

    async def end(self, how: signal.Signals | None = signal.SIGTERM) -> int:
        """End the process, or wait until it ends by itself; return its exit code."""
        process, self._process = self._process, None
        assert process is not None
        if how is not None:
            process.send_signal(how)
        try:
            return await asyncio.wait_for(process.wait(), 90)
        except TimeoutError:
            process.send_signal(signal.SIGKILL)
            await process.wait()
            raise AssertionError(f"it did not end: {self.log}") from None

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal; it is not waited for."""
        assert self._process is not None
        self._process.send_signal(number)

    async def kill(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            await self.end(signal.SIGKILL)

    async def live_until_now(self, home: Home, section: Mapping[str, Any]) -> None:
        """Let a cohort live from this week's Monday until now with every message waiting; then it is ready to run."""
        now = datetime.now(UTC)
        monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
        path = self.folder / "cohort.toml"
        path.write_text(cohort_text(home, monday))
        (self.folder / "kith.toml").write_text(self._config(home.platform, section))
        clock = SimulatedClock(monday - timedelta(minutes=1))
        async with built(self.url, KEY.encode(), clock, {home.platform: NotYet(clock, now)}) as house:
            await house.open_cohort(load_cohort(path))
            await house.engine.run_until(clock, now - timedelta(seconds=1))

    def _config(self, platform: str, section: Mapping[str, Any]) -> str:
        values = {"database": {"url": self.url}, "local": {"enabled": False}, platform: {"enabled": True, **section}}
        sections = [
            f"[{name}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in keys.items())
            for name, keys in values.items()
        ]
        return 'cohorts = ["cohort.toml"]\n' + "\n".join(sections) + "\n"


def cohort_text(home: Home, monday: datetime) -> str:
    """Write a cohort that began on a Monday and lives there, and whose first learner has yet to agree."""
    changed: dict[str, dict[str, Any]] = {
        handle: {"accounts": [f"{home.platform}:{home.workspace}:{id}"], "timezone": "UTC"}
        for handle, id in home.accounts.items()
    }
    changed["L1"]["consented"] = False
    written = cohort_toml(LEARNERS, f"{monday:%Y-%m-%d}", 8, changed).replace("Europe/Lisbon", "UTC")
    where = f'platform = "{home.platform}"\nworkspace = "{home.workspace}"'
    places = "".join(
        f'[[channel]]\nname = "{name}"\n{where}\nchannel = "{id}"\n'
        for name, id in home.channels.items()
        if name != "g1"
    )
    written = written.replace('facilitator = "M1"', f'facilitator = "M1"\n{where}\nchannel = "{home.channels["g1"]}"')
    return written + RHYTHM + places
