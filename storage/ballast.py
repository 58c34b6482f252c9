"""Room kept for when the disk is full: it is given back then, so that what is urgent can still be stored."""

import logging
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

SIZE: Final = 16 * 1024 * 1024
"""Bytes: some thousand messages and cases."""
_LEAST: Final = SIZE // 16
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
"""How SQLite says it: the last two when the room for its log's index is what is missing."""


class Ballast:
    """A file beside the database. `is_used`: the disk was full, and nobody has made room since."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".ballast")
        self.is_used = False

    def keep(self) -> None:
        """Set room aside, where there is none aside and the disk has twice as much."""
        if self._path.exists() or shutil.disk_usage(self._path.parent).free < 2 * SIZE:
            return
        try:
            opened = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(opened, 0, SIZE)
            finally:
                os.close(opened)
        except OSError as problem:
            self._path.unlink(missing_ok=True)
            log.warning("no room could be set aside beside the database: %s", problem.strerror)
            return
        if self.is_used:
            log.info("there is room on the disk again")
        self.is_used = False

    def make_way(self) -> None:
        """Before the first write: give the room back where the disk has next to none."""
        if self._path.exists() and shutil.disk_usage(self._path.parent).free < _LEAST:
            self._give_back()

    def drop(self, problem: BaseException) -> bool:
        """Give the room back if the disk is full; whether that is so. What failed may be tried again then."""
        if not _is_full(problem, self._path.parent):
            return False
        self._give_back()
        return True

    def _give_back(self) -> None:
        if not self.is_used:
            aside = "What was set aside is given back" if self._path.exists() else "Nothing was set aside"
            log.error("the disk of the database is full: make room at once. %s", aside)
        self.is_used = True
        with suppress(OSError):
            self._path.unlink()


def _is_full(problem: BaseException, folder: Path) -> bool:
    cause = getattr(problem, "orig", problem)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_FULL or (code in _FULL and shutil.disk_usage(folder).free < _LEAST)
