"""SQLite's own limit: the two statements that remember a message, in batches, committed to the disk."""

import itertools
import sqlite3
from collections.abc import Callable
from pathlib import Path

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE inbox (key TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE participations (
    n INTEGER PRIMARY KEY AUTOINCREMENT, cohort_id TEXT NOT NULL, member_id TEXT NOT NULL, message_id TEXT NOT NULL,
    channel TEXT NOT NULL, at TEXT NOT NULL, group_id TEXT, reply_to_member_id TEXT
) STRICT;
CREATE INDEX of_member ON participations (member_id, at);
CREATE INDEX of_group ON participations (group_id, at);
CREATE INDEX of_cohort ON participations (cohort_id);
"""
CLAIM = "INSERT INTO inbox VALUES (?, ?) ON CONFLICT DO NOTHING"
COUNT = "INSERT INTO participations (cohort_id, member_id, message_id, channel, at, group_id) VALUES (?, ?, ?, ?, ?, ?)"
AT = "2027-03-01T09:00:00.000000"
PEOPLE = 24
MEMBERS = f"""
CREATE TABLE members (account TEXT PRIMARY KEY, id TEXT) STRICT;
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {PEOPLE - 1})
INSERT INTO members SELECT 'A' || n, 'member-' || n FROM n;
"""
WHO = "SELECT id FROM members WHERE account = ?"


def writer(where: Path, batch: int) -> Callable[[int], None]:
    """Return what stores that many new messages, `batch` of them in each transaction."""
    connection = sqlite3.connect(where / "plain.sqlite3", isolation_level=None)
    connection.executescript(TABLES)
    numbers = itertools.count()

    def write(count: int) -> None:
        for begin in range(0, count, batch):
            some = [next(numbers) for _ in range(min(batch, count - begin))]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(CLAIM, [(f"m:{number}", AT) for number in some])
            rows = [("cohort", f"member-{n % PEOPLE}", f"m{n}", "g1", AT, "group") for n in some]
            connection.executemany(COUNT, rows)
            connection.execute("COMMIT")

    return write


def select_insert_commit(where: Path) -> Callable[[int], None]:
    """Return what a bot without batches does: look who it is, store, commit, message by message."""
    connection = sqlite3.connect(where / "naive.sqlite3", isolation_level=None)
    connection.executescript(TABLES + MEMBERS)
    numbers = itertools.count()

    def write(count: int) -> None:
        for number in (next(numbers) for _ in range(count)):
            connection.execute("BEGIN IMMEDIATE")
            (member,) = connection.execute(WHO, (f"A{number % PEOPLE}",)).fetchone()
            connection.execute(CLAIM, (f"m:{number}", AT))
            connection.execute(COUNT, ("cohort", member, f"m{number}", "g1", AT, "group"))
            connection.execute("COMMIT")

    return write
