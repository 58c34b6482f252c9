"""Whether a database file can be trusted, asked at every start before anything is written to it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.errors import EnvironmentProblem
from storage.copies import check_sqlite, open_for_reading, revision_in


def refuse_damaged(path: Path, copies: Path | None = None) -> None:
    """Raise EnvironmentProblem for a damaged file, naming the newest sound copy there or beside it; writes nothing.

    A file that is not there, while copies of it are, is no new beginning: its disk may not be there, and everybody
    would be greeted again.
    """
    if not path.exists() or not path.stat().st_size:
        _refuse_lost(path, copies)
        return
    try:
        with closing(open_for_reading(path)) as database:
            faults = [row[0] for row in database.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            return  # no database at all, or not to be read now: who opens it has a sentence for that
        faults = [str(problem)]
    if faults:
        copy = newest_sound_copy(path, copies)
        mend = f"Run `kith restore {copy}`: it is sound." if copy else "Run `kith restore` with your newest backup."
        raise EnvironmentProblem(
            f"{path} is damaged ({' '.join(faults[0].split())}). Nothing was written to it. {mend}"
        )


def _refuse_lost(path: Path, copies: Path | None) -> None:
    made = _sound(_files(copies))
    if made is not None:
        raise EnvironmentProblem(
            f"{path} is not there, but copies of it are. Is its disk in its place? `kith restore {made}` brings back"
            f" what there was; to begin anew, move the copies out of {copies} first."
        )


def newest_sound_copy(path: Path, copies: Path | None = None) -> Path | None:
    """Return the newest sound database of Kith's among the copies and in the same folder."""
    return _sound([other for folder in {path.parent, copies} for other in _files(folder) if other != path])


def _files(folder: Path | None) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder is not None and folder.is_dir() else []


def _sound(files: Iterable[Path]) -> Path | None:
    """Return the newest of them that is a sound database of Kith's."""
    databases = [file for file in files if _is_sqlite(file)]
    for file in sorted(databases, key=lambda file: file.stat().st_mtime, reverse=True):
        try:
            check_sqlite(file)
        except EnvironmentProblem:
            continue
        if revision_in(file) is not None:
            return file
    return None


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0"
