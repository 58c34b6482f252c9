"""What is well in this process, and what is not, in sentences for its operator."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from bot.repositories import Stuck

AWAY_FOR: Final = 120.0
"""Seconds a platform may be away before that is a trouble: reconnecting takes some."""
UNSEEN_FOR: Final = 60.0
"""Seconds without a look of the auditor's until that is a trouble; it looks every 15."""
_STUCK: Final = {
    "timers": "{} timers should have fired",
    "leases": "{} messages are held by nobody",
    "doubts": "{} messages may have arrived, and nobody can tell",
    "lanes": "{} messages should have left",
    "cases": "{} open cases had no timer",
}


class Health:
    """`is_beating`: whether the heart beats. `connections`: by platform, whether its bot can hear.

    `is_short_of_room`: whether the database's disk was full and nobody has made room since. `backups`: what keeps
    them from being made, "" where nothing does.
    """

    def __init__(
        self,
        is_beating: Callable[[], bool],
        connections: Mapping[str, Callable[[], bool]],
        is_short_of_room: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.monotonic,
        backups: Callable[[], str] = str,
    ) -> None:
        self._is_short_of_room, self._backups = is_short_of_room, backups
        self._is_beating, self._connections, self._now = is_beating, connections, now
        self._away_since: dict[str, float] = {}
        self._looked_at, self._why_not = now(), ""
        self.stuck = Stuck()
        self.are_files_refused = False
        """Whether the files were read again and could not be used: what was there before goes on."""

    @property
    def is_alive(self) -> bool:
        """Whether the heart beats; a process where it does not is better started anew."""
        return self._is_beating()

    @property
    def is_ready(self) -> bool:
        """Whether nothing needs a person."""
        return not self.troubles()

    def connected(self) -> dict[str, bool]:
        """Return which platforms can be heard."""
        return {platform: is_connected() for platform, is_connected in self._connections.items()}

    def looked(self, found: Stuck) -> None:
        """Note what the auditor found."""
        self.stuck, self._looked_at, self._why_not = found, self._now(), ""

    def could_not_look(self, why: str) -> None:
        """Note that the auditor could not look."""
        self._why_not = why

    def troubles(self) -> list[str]:
        """Return what is not well, a sentence each."""
        told = [] if self._is_beating() else ["The heart does not beat: nothing is sent."]
        told += [
            f"The bot is not connected to {platform.title()}: `kith doctor` looks why." for platform in self._away()
        ]
        if self._is_short_of_room():
            told.append("The disk of the database was full: make room on it, 32 MiB or more.")
        if self.are_files_refused:
            told.append("The changed files cannot be used, so the ones before go on: `kith check-config` says why.")
        if no_backup := self._backups():
            told.append(no_backup)
        unseen = self._now() - self._looked_at
        if unseen > UNSEEN_FOR:
            why = self._why_not or "no answer"
            told.append(f"Nobody could look for stuck work for {unseen:.0f} s ({why}): does the database answer?")
        stuck = self.stuck.counts().items()
        return told + [f"{_STUCK[what].format(number)}." for what, number in stuck if number]

    def _away(self) -> list[str]:
        now = self._now()
        for platform, is_connected in self._connections.items():
            if is_connected():
                self._away_since.pop(platform, None)
            else:
                self._away_since.setdefault(platform, now)
        return sorted(platform for platform, since in self._away_since.items() if now - since >= AWAY_FOR)
