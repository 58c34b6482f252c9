"""Whether a database file can be trusted, asked at every start before anything is written to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import EnvironmentProblem
from storage.copies import check_sqlite, open_for_reading, revision_in


def refuse_damaged(path: Path, copies: Path | None = None) -> None:
    """Raise EnvironmentProblem for a damaged file, naming the newest sound copy there or beside it; writes nothing."""
    if not path.exists() or not path.stat().st_size:
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


def newest_sound_copy(path: Path, copies: Path | None = None) -> Path | None:
    """Return the newest sound database of Kith's among the copies and in the same folder."""
    folders = [folder for folder in {path.parent, copies} if folder is not None and folder.is_dir()]
    files = [other for folder in folders for other in folder.iterdir() if other != path and other.is_file()]
    others = [other for other in files if _is_sqlite(other)]
    for other in sorted(others, key=lambda other: other.stat().st_mtime, reverse=True):
        try:
            check_sqlite(other)
        except EnvironmentProblem:
            continue
        if revision_in(other) is not None:
            return other
    return None


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0"
