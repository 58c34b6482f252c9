"""Backups by schedule: once a day while the bot runs, checked, and no more of them than are wanted."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.domain.backups import Keep, is_due, spare
from bot.errors import EnvironmentProblem
from bot.ports import Clock
from storage.address import parse_address
from storage.care import backup

log = logging.getLogger(__name__)

LOOKS_EVERY: Final = 600.0
"""Seconds between two looks whether a copy is due; also how soon one that failed is tried again."""
_STAMP: Final = "kith-%Y%m%dT%H%M%SZ"
_UNFINISHED: Final = ".unfinished"


class Backups:
    """The copies in a folder. `trouble` says what keeps the next one from being made, "" where nothing does."""

    def __init__(self, url: str, folder: Path, keep: Keep, clock: Clock) -> None:
        self._url, self._folder, self._keep, self._clock = url, folder, keep, clock
        self._suffix = ".dump" if parse_address(url).path is None else ".sqlite3"
        self.trouble = ""

    @classmethod
    def of(cls, config: Config, clock: Clock) -> "Backups | None":
        """Return the backups a configuration asks for."""
        wanted = config.backup
        if not wanted.folder:
            return None
        return cls(config.database.url, Path(wanted.folder), Keep(wanted.daily, wanted.weekly), clock)

    def newest_at(self) -> datetime | None:
        """Return when the newest copy was made."""
        return max(self._made(), default=None)

    async def keep_making(self, every: float = LOOKS_EVERY) -> None:
        """Make a copy whenever one is due, until cancelled."""
        while True:
            await self.make_if_due()
            await asyncio.sleep(every)

    async def make_if_due(self) -> bool:
        """Make a copy where the newest is a day old, then remove what need not be kept; return whether it did.

        Whatever goes wrong is told, and tried again at the next look; nothing is removed then.
        """
        try:
            if not is_due(self.newest_at(), self._clock.now()):
                return False
            name = await asyncio.to_thread(self._make)
        except (EnvironmentProblem, OSError) as problem:
            why = str(problem) if isinstance(problem, EnvironmentProblem) else f"{problem.strerror}."
            self.trouble = f"No backup could be made in {self._folder}: {why} It is tried again in ten minutes."
            log.error("no backup was made: %s", why)
            return False
        self.trouble = ""
        log.info("backup %s is made and checked", name)
        return True

    def _make(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self._folder.glob(f"kith-*{_UNFINISHED}"):  # of a process that was killed meanwhile
            left.unlink(missing_ok=True)
        path = self._path(self._clock.now())
        unfinished = path.with_name(path.name + _UNFINISHED)
        backup(self._url, unfinished)
        unfinished.rename(path)
        for moment in spare(self._made(), self._keep):
            self._path(moment).unlink(missing_ok=True)
        return path.name

    def _made(self) -> list[datetime]:
        """Return when the copies were made that are ours by their names; other files are left alone."""
        return [moment for path in self._folder.glob(f"kith-*{self._suffix}") if (moment := self._moment(path))]

    def _moment(self, path: Path) -> datetime | None:
        try:
            return datetime.strptime(path.name, _STAMP + self._suffix).replace(tzinfo=UTC)
        except ValueError:
            return None

    def _path(self, moment: datetime) -> Path:
        return self._folder / (moment.strftime(_STAMP) + self._suffix)
