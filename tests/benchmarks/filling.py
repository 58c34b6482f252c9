"""Very many rows, put into Kith's own tables past it: through the core it would take hours."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.core import MONDAY

_SPREAD = timedelta(days=56)
_MEMBER = "INSERT INTO members SELECT {columns} FROM members WHERE folded_handle = 'l0'"
_TIMERS = "INSERT INTO timers (action, subject, due_at, attempts) VALUES ('bench.due', ?, ?, 0)"
_TALK = "INSERT INTO participations (cohort_id, member_id, message_id, channel, at) VALUES (?, ?, ?, 'c1', ?)"


def opened(where: Path) -> sqlite3.Connection:
    """Open the database that the core has made in a folder."""
    connection = sqlite3.connect(where / "kith.sqlite3", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def members(plain: sqlite3.Connection, count: int, messages_each: int) -> None:
    """Copy a learner that many times and let each have written, every second one lately."""
    columns = [row[1] for row in plain.execute("PRAGMA table_info(members)")]
    own = {"id": "'B' || :n", "handle": "'B' || :n", "folded_handle": "'b' || :n"}
    copying = _MEMBER.format(columns=", ".join(own.get(name, name) for name in columns))
    (cohort_id,) = plain.execute("SELECT id FROM cohorts").fetchone()
    plain.execute("BEGIN")
    plain.executemany(copying, ({"n": number} for number in range(count)))
    for turn in range(messages_each):
        long_ago = MONDAY - timedelta(days=60) + turn * timedelta(hours=1)
        lately = MONDAY - timedelta(hours=turn)
        at = [microseconds(long_ago), microseconds(lately)]
        plain.executemany(_TALK, ((cohort_id, f"B{n}", f"m{turn}-{n}", at[n % 2]) for n in range(count)))
    plain.execute("COMMIT")
    plain.execute("ANALYZE")


def timers(plain: sqlite3.Connection, count: int, due: int) -> None:
    """Set that many timers over the next eight weeks; of the others that stand there, only `due` are left due."""
    plain.execute("BEGIN")
    plain.execute("UPDATE timers SET due_at = ?", (microseconds(MONDAY + _SPREAD),))
    later = (microseconds(MONDAY + timedelta(days=1) + _SPREAD * (n / count)) for n in range(count))
    plain.executemany(_TIMERS, ((f"s{n}", MONDAY_AT - 1 if n < due else at) for n, at in enumerate(later)))
    plain.execute("COMMIT")


def prompts(plain: sqlite3.Connection, count: int) -> None:
    """Copy the one prompt that waits in the outbox that many times, each in a lane of its own."""
    columns = [row[1] for row in plain.execute("PRAGMA table_info(outbox)") if row[1] != "seq"]
    own = {"id": "'B' || :n", "key": "'B' || :n", "lane": "'B' || :n"}
    chosen = ", ".join(own.get(name, name) for name in columns)
    copying = f"INSERT INTO outbox ({', '.join(columns)}) SELECT {chosen} FROM outbox WHERE key = 'prompt'"
    plain.execute("BEGIN")
    plain.executemany(copying, ({"n": number} for number in range(count)))
    plain.execute("COMMIT")


def microseconds(moment: datetime) -> int:
    """Return a moment as it is stored."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


MONDAY_AT = microseconds(MONDAY)
