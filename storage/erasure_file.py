"""The list of erasures once more, in a file beside an SQLite database: it is there when the database cannot be read.

It only ever grows. A row is written after the commit that erased; what a crash keeps out of it is added at the next
start. It names nobody: kinds, opaque ids and how often.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

Erased = Mapping[tuple[str, str], int]
"""How often each key or identity was erased, by kind and whose it was."""


class ErasureFile:
    """The file beside a database. `waits_for_disk`: a row is on the disk before the next word is said."""

    def __init__(self, path: Path, *, waits_for_disk: bool = True) -> None:
        self._path, self._waits = path, waits_for_disk

    @classmethod
    def beside(cls, database: Path, *, waits_for_disk: bool = True) -> "ErasureFile":
        """Return the one that belongs to a database file."""
        return cls(database.with_name(database.name + ".erased"), waits_for_disk=waits_for_disk)

    @property
    def is_there(self) -> bool:
        """Whether anything was ever erased in this place."""
        return self._path.exists()

    def read(self) -> dict[tuple[str, str], int]:
        """Return what it lists; a line that a power cut tore is left out."""
        found: dict[tuple[str, str], int] = {}
        if not self.is_there:
            return found
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                kind, subject_id, times = json.loads(line)
            except ValueError:
                continue
            found[kind, subject_id] = max(int(times), found.get((kind, subject_id), 0))
        return found

    def add(self, erased: Erased) -> None:
        """Write down what was erased now; nothing is made where there is nothing to write."""
        if not erased:
            return
        lines = "".join(json.dumps([*key, times]) + "\n" for key, times in erased.items())
        opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(opened, ("\n" + lines).encode())  # a torn line before it must not swallow the first one
            if self._waits:
                os.fsync(opened)
        finally:
            os.close(opened)

    def catch_up(self, known: Erased) -> None:
        """Add what the database knows and the file does not."""
        listed = self.read()
        self.add({key: times for key, times in known.items() if times > listed.get(key, 0)})
