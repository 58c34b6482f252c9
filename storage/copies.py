"""Copies of a database: SQLite through its online backup, PostgreSQL through its own tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.errors import EnvironmentProblem
from storage.address import Address

Progress = Callable[[float], None]
_PAGES_AT_A_TIME = 1000


def copy_sqlite(source: Path, target: Path, on_progress: Progress | None = None) -> None:
    """Copy a database while it is in use; the copy is checked, its owner's only, and a single file.

    `on_progress` hears the share that is done, 0 to 1. Raises EnvironmentProblem when the target is there already or
    the copy turns out broken (then it is deleted).
    """
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise EnvironmentProblem(
            f"{target} is there already. Name a file that is not, or move that one away."
        ) from None
    except OSError as problem:
        raise EnvironmentProblem(f"{target} cannot be written: {problem.strerror}. Name another file.") from None
    try:
        with closing(open_for_reading(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, pages=_PAGES_AT_A_TIME, progress=_shares(on_progress))
            new.execute("PRAGMA journal_mode = DELETE")  # so that the copy has no log beside it
        check_sqlite(target)
        flush(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def check_sqlite(path: Path) -> None:
    """Raise EnvironmentProblem unless every page, index and reference of a database file is sound."""
    try:
        with closing(open_for_reading(path)) as database:
            faults = [row[0] for row in database.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
            faults += [f"{row[0]} names a missing {row[2]}" for row in database.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as problem:
        faults = [str(problem)]
    if faults:
        raise EnvironmentProblem(f"{path} is damaged ({'; '.join(faults[:3])}). Restore the newest good backup.")


def revision_in(path: Path) -> str | None:
    """Return the schema revision of a database file, None where it is no database of ours."""
    try:
        with closing(open_for_reading(path)) as database:
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if row is None else str(row[0])


def dump_postgres(address: Address, target: Path) -> None:
    """Write what pg_dump makes of a database; EnvironmentProblem when that tool is missing or fails."""
    if target.exists():
        raise EnvironmentProblem(f"{target} is there already. Name a file that is not, or move that one away.")
    unfinished = target.with_name(target.name + ".unfinished")
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        _run_tool(address, "pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}")
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def load_postgres(address: Address, source: Path) -> None:
    """Put back what `dump_postgres` wrote, in one transaction; EnvironmentProblem when that cannot be done."""
    _run_tool(address, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source))


def _run_tool(address: Address, tool: str, *arguments: str) -> None:
    found = shutil.which(tool)
    if found is None:
        raise EnvironmentProblem(f"{tool} is not installed here. Install PostgreSQL's client tools, then try again.")
    url = address.url.set(drivername="postgresql")
    # The password goes through the environment: everybody on this machine can read a command line.
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    shown = url.set(password=None).render_as_string(hide_password=False)
    command = [found, *arguments, f"--dbname={shown}", "--no-password"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise EnvironmentProblem(f"{tool} failed: {reason}. Nothing was changed.{_next_step(done.stderr)}")


def _next_step(said: str) -> str:
    if "version mismatch" in said:
        return " Install PostgreSQL's client tools of the server's version."
    return ""


def _shares(on_progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if on_progress is None:
        return None
    return lambda _, left, total: on_progress(1 - left / total if total else 1.0)


def flush(path: Path) -> None:
    """Return when a file and its name are on the disk."""
    for each in (path, path.parent):
        opened = os.open(each, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a database file so that nothing in it can change."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
