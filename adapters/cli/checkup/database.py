"""The database: there, sound, of this version, set up right, and getting its work done."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.cli.checkup.note import Note
from adapters.cli.house import address_of
from adapters.cli.looking import revision_at
from bot.config import Config
from bot.errors import EnvironmentProblem
from bot.ports import DeliveryState, Tx
from storage.address import Address, parse_address
from storage.care import backup
from storage.copies import check_sqlite
from storage.lock import FileLock, lock_path
from storage.schema import REVISION
from storage.soundness import refuse_damaged
from storage.sqlite import SqliteDatabase

SUBJECT = "database"
LEAST_FREE = 200 * 1024 * 1024
FULL = 2
LATE_TIMER = timedelta(minutes=2)
LATE_DELIVERY = timedelta(minutes=15)
_MANY = 500
_LATELY = timedelta(days=7)


def database(config: Config) -> tuple[list[Note], bool]:
    """Look at the database as such; return the notes, and whether it can be looked into."""
    try:
        address = address_of(config)
        revision = revision_at(address)
    except EnvironmentProblem as problem:
        return [Note(SUBJECT, "The database cannot be reached.", str(problem))], False
    if revision is None and address.path is not None and address.path.exists() and address.path.stat().st_size:
        mend = "Restore the newest good backup with `kith restore`, or name another file."
        return [Note(SUBJECT, f"{address} is no database of Kith's, or is damaged.", mend)], False
    if revision is None:
        return [Note(SUBJECT, f"There is no database at {address} yet; the first `kith run` makes it.")], False
    if revision > REVISION:
        mend = "Install that version again, or restore the backup it made before its upgrade."
        return [Note(SUBJECT, f"{address} was written by a newer Kith: it has schema {revision}.", mend)], False
    notes = [Note(SUBJECT, f"{address} has schema {revision}.")]
    if revision != REVISION:
        mend = "Run `kith migrate`, or start the bot: it brings the schema up to date."
        notes = [Note(SUBJECT, f"{address} has schema {revision}, this version knows {REVISION}.", mend)]
    if address.path is None:
        return notes, True
    notes += _around(address.path)
    try:
        check_sqlite(address.path)
        return notes + _modes(address.path), True
    except EnvironmentProblem as problem:
        return [*notes, Note(SUBJECT, "The file is damaged.", _named(problem, address))], False


def _named(problem: EnvironmentProblem, address: Address) -> str:
    """What the start would say of a damaged file: it names the newest sound copy."""
    assert address.path is not None
    try:
        refuse_damaged(address.path, address.copies)
    except EnvironmentProblem as told:
        return str(told)
    return str(problem)


def _around(path: Path) -> list[Note]:
    notes = []
    if path.stat().st_mode & 0o077:
        notes.append(Note(SUBJECT, f"Others on this machine may read {path}.", f"Run `chmod 600 {path}`."))
    free = shutil.disk_usage(path.parent).free
    if free < LEAST_FREE:
        what = f"Only {free // 2**20} MiB are free beside {path}."
        notes.append(Note(SUBJECT, what, "Make room on that disk: a full one stops the bot."))
    return notes


def _modes(path: Path) -> list[Note]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        journal = opened.execute("PRAGMA journal_mode").fetchone()[0]
    if journal != "wal":
        what = f"{path} does not keep a write-ahead log ({journal})."
        return [
            Note(SUBJECT, what, "Start `kith run` once: it turns the log on. If it stays, the file system forbids it.")
        ]
    return [Note(SUBJECT, "It keeps a write-ahead log.")]


async def durability(url: str) -> list[Note]:
    """Look whether a commit of this version waits for the disk: asked of the very connection it would write with."""
    address = parse_address(url)
    if address.path is None:
        return []
    with TemporaryDirectory(prefix="kith-look-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        backup(url, copy)
        opened = SqliteDatabase(copy, FileLock(copy))
        try:
            async with opened.write() as connection:
                level = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()
        finally:
            await opened.close()
    if level != FULL:
        return [Note(SUBJECT, f"A commit does not wait for the disk (synchronous is {level}).", "Install Kith again.")]
    return [Note(SUBJECT, "Every commit waits for the disk.")]


def is_running(address: Address) -> bool | None:
    """Tell whether a process of ours has an SQLite file open; None where that cannot be told."""
    if address.path is None:
        return None
    if not lock_path(address.path).exists():
        return False
    try:
        FileLock(address.path).release()
    except EnvironmentProblem:
        return True
    return False


async def work(tx: Tx, now: datetime, address: Address) -> list[Note]:
    """Look for what should have been done by now."""
    running = is_running(address)
    mend = "Its log names what fails." if running else "Start it: `kith run --config FILE`. If it runs, see its log."
    notes = []
    late = [timer for timer in await tx.timers.upcoming(_MANY) if timer.due_at < now - LATE_TIMER]
    if late:
        since = f"{late[0].due_at:%Y-%m-%d %H:%M} UTC"
        what = f"{len(late)} timers are overdue, the oldest ({late[0].action.name}) since {since}."
        notes.append(Note("timers", what, mend))
    next_at = await tx.outbox.next_at()
    if next_at is not None and next_at < now - LATE_DELIVERY:
        counts = await tx.outbox.counts()
        waiting = sum(counts[state] for state in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN))
        what = f"{waiting} messages wait, the oldest should have left at {next_at:%Y-%m-%d %H:%M} UTC."
        notes.append(Note("outbox", what, mend))
    stuck = await tx.stuck.now(now)
    if stuck.doubts:
        what = f"Nobody can tell whether {stuck.doubts} messages arrived: the platform's history cannot be read."
        notes.append(Note("outbox", what, "Give the bot the right to read the history where it posts."))
    if stuck.cases:
        what = f"{stuck.cases} open cases have no timer: nobody would be told of them again."
        notes.append(Note("cases", what, "Start the bot: its auditor sets them within 15 s."))
    if older := await tx.leases.behind():
        what = f"Workers of an older version are at work, so messages are kept in plain: {', '.join(older)}."
        notes.append(Note("workers", what, "Stop each and start this version in its place; docs/scaling.md tells how."))
    notes += await _given_up(tx, now)
    return notes or [Note("work", "Nothing is overdue." + (" The bot is running." if running else ""))]


async def _given_up(tx: Tx, now: datetime) -> list[Note]:
    """Look for what the outside contact or the operator's own program refused until it was given up."""
    count, why = await tx.outbox.given_up("outside", now - _LATELY)
    if not count:
        return []
    what = f"{count} messages to the outside contact or your own program were given up within a week; lastly: {why}."
    mend = "Mend the address ([safety] outside, [webhook] url) or what answers there, and look at the open cases."
    return [Note("outside", what, mend)]
