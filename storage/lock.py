"""One process per SQLite file: a lock the kernel takes back when its holder ends, however it ends."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from bot.errors import EnvironmentProblem


class FileLock:
    """Held from construction until `release`. Raises EnvironmentProblem when somebody else has it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(self._file, 20, 0).decode(errors="replace").strip()
            os.close(self._file)
            who = f"process {holder}" if holder else "another process"
            raise EnvironmentProblem(
                f"{path} is in use by {who}. Stop that one first, or name another database file."
            ) from None
        with suppress(OSError):  # the disk is full: the lock holds all the same, it only cannot say whose it is
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Let the next one in. The file stays: deleting it would let two processes lock two different ones."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def lock_path(path: Path) -> Path:
    """Return where the lock of a database file is."""
    return path.with_name(path.name + ".lock")
