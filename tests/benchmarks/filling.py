"""Very many rows, put into Kith's own tables past it: through the core it would take hours."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import deliveries
from storage.cards import read_card
from storage.vault import Vault
from tests.benchmarks.core import MONDAY

_SPREAD = timedelta(days=56)
_MEMBER = "INSERT INTO members SELECT {columns} FROM members WHERE folded_handle = 'l0'"
_TIMERS = "INSERT INTO timers (action, subject, due_at, attempts) VALUES ('bench.due', ?, ?, 0)"
_TALK = "INSERT INTO participations (cohort_id, member_id, message_id, channel, at) VALUES (?, ?, ?, 'c1', ?)"
_CHECK_IN = (
    "INSERT INTO check_ins (id, cohort_id, learner_id, week, opened_at, closes_at, state, answered_at, mood,"
    " wants_help, is_shared) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'fine', 0, 0)"
)
_SESSION = (
    "INSERT INTO sessions (id, cohort_id, learner_id, mentor_id, slot, minutes, state, starts_at, is_make_up)"
    " VALUES (?, ?, ?, ?, ?, 45, 'attended', ?, 0)"
)
_AUDIT = "INSERT INTO audit (at, actor_id, what, subject_id, hash) VALUES (?, ?, ?, ?, '')"
_PAIRING = "INSERT INTO pairings (id, cohort_id, learner_id, mentor_id, from_on) VALUES (?, ?, ?, ?, '2027-03-01')"
_DAY = 24 * 3600 * 1_000_000


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


def years(plain: sqlite3.Connection, count: int) -> None:
    """Give the cohort eight weeks behind it, and beside it so many members of past ones, with a year each."""
    (here,) = plain.execute("SELECT id FROM cohorts WHERE handle = 'test'").fetchone()
    plain.execute("BEGIN")
    _past(plain, count)
    learners = plain.execute("SELECT id, cohort_id FROM members WHERE role = 'learner'").fetchall()
    (mentor,) = plain.execute("SELECT mentor_id FROM pairings").fetchone()
    for number, (id, cohort) in enumerate(learners):
        weeks = 8 if cohort == here else 52
        begun = MONDAY if cohort == here else MONDAY - timedelta(weeks=52)
        at = [microseconds(begun + timedelta(weeks=week)) for week in range(weeks)]
        states = [
            "overdue" if (week + number) % 5 == 0 or (number % 10 == 0 and week > 4) else "answered"
            for week in range(weeks)
        ]
        plain.executemany(
            _CHECK_IN,
            (
                (f"{id}-{week}", cohort, id, week + 1, at[week], at[week] + _DAY, state, at[week] + _DAY // 2)
                for week, state in enumerate(states)
            ),
        )
        plain.executemany(_TALK, ((cohort, id, f"y{week}-{id}", at[week]) for week in range(weeks)))
        sessions = range(weeks // 2)
        plain.executemany(_SESSION, ((f"s{id}-{n}", cohort, id, mentor, n + 1, at[2 * n]) for n in sessions))
        plain.executemany(_AUDIT, ((at[week], mentor, "check_in.words_read", id) for week in range(weeks)))
    plain.execute("COMMIT")
    plain.execute("ANALYZE")


def _past(plain: sqlite3.Connection, count: int) -> None:
    """Make cohorts of a hundred that are over, with that many members in all."""
    names = {
        table: [row[1] for row in plain.execute(f"PRAGMA table_info({table})")] for table in ("cohorts", "members")
    }
    own = {"id": "'P' || :n", "handle": "'past' || :n", "state": "'closed'"}
    columns = ", ".join(own.get(name, name) for name in names["cohorts"])
    past = [{"n": number} for number in range(-(-count // 100))]
    plain.executemany(f"INSERT INTO cohorts SELECT {columns} FROM cohorts WHERE handle = 'test'", past)
    own = {"id": "'Q' || :n", "handle": "'q' || :n", "folded_handle": "'q' || :n", "cohort_id": "'P' || (:n / 100)"}
    columns = ", ".join(own.get(name, name) for name in names["members"])
    copying = f"INSERT INTO members SELECT {columns} FROM members WHERE folded_handle = 'l0'"
    plain.executemany(copying, [{"n": number} for number in range(count)])


def one_large_cohort(plain: sqlite3.Connection, count: int) -> None:
    """Make the cohort that is looked at so large, in groups of four with a mentor each, and give it eight weeks."""
    (cohort,) = plain.execute("SELECT id FROM cohorts WHERE handle = 'test'").fetchone()
    plain.execute("BEGIN")
    _copied(plain, "members", "WHERE folded_handle = 'l0'", count, "id", "handle", "folded_handle")
    _copied(plain, "members", "WHERE role = 'mentor' LIMIT 1", count // 4, "id", "handle", "folded_handle", by="'BM'")
    _copied(plain, "groups", "LIMIT 1", count // 4, "id", "handle")
    plain.execute("UPDATE groups SET facilitator_id = 'BM' || substr(id, 2) WHERE id LIKE 'B%'")
    inside = ((f"B{n // 4}", f"B{n}") for n in range(count))
    plain.executemany("INSERT INTO group_members (group_id, member_id, from_on) VALUES (?, ?, '2027-03-01')", inside)
    pairs = ((f"B{n}", cohort, f"B{n}", f"BM{n // 4}") for n in range(count))
    plain.executemany(_PAIRING, pairs)
    at = microseconds(MONDAY + timedelta(weeks=7, hours=2))
    plain.executemany(
        "INSERT INTO timers (action, subject, due_at, attempts) VALUES ('check_in.open', ?, ?, 0)",
        ((f"B{n}", at + n * 60_000_000) for n in range(count)),
    )
    plain.execute("COMMIT")


def _copied(plain: sqlite3.Connection, table: str, which: str, count: int, *own: str, by: str = "'B'") -> None:
    """Copy a row that many times; the columns of its own are told apart by the number."""
    columns = ", ".join(
        f"{by} || :n" if row[1] in own else row[1] for row in plain.execute(f"PRAGMA table_info({table})")
    )
    plain.executemany(f"INSERT INTO {table} SELECT {columns} FROM {table} {which}", [{"n": n} for n in range(count)])


def timers(plain: sqlite3.Connection, count: int, due: int) -> None:
    """Set that many timers over the next eight weeks; of the others that stand there, only `due` are left due."""
    plain.execute("BEGIN")
    plain.execute("UPDATE timers SET due_at = ?", (microseconds(MONDAY + _SPREAD),))
    later = (microseconds(MONDAY + timedelta(days=1) + _SPREAD * (n / count)) for n in range(count))
    plain.executemany(_TIMERS, ((f"s{n}", MONDAY_AT - 1 if n < due else at) for n, at in enumerate(later)))
    plain.execute("COMMIT")


def prompts(plain: sqlite3.Connection, count: int, key: bytes) -> None:
    """Copy the one prompt that waits in the outbox that many times, each in a lane of its own and sealed for itself."""
    columns = [row[1] for row in plain.execute("PRAGMA table_info(outbox)") if row[1] != "seq"]
    own = {"id": "'B' || :n", "key": "'B' || :n", "lane": "'B' || :n", "card": ":card"}
    chosen = ", ".join(own.get(name, name) for name in columns)
    vault = Vault(key)
    prompt_id, kept = plain.execute("SELECT id, card FROM outbox WHERE key = 'prompt'").fetchone()
    card = read_card(deliveries.opened(kept, prompt_id, vault))
    copying = f"INSERT INTO outbox ({', '.join(columns)}) SELECT {chosen} FROM outbox WHERE key = 'prompt'"
    plain.execute("BEGIN")
    cards = (deliveries.sealed(card, f"B{number}", vault) for number in range(count))
    plain.executemany(copying, ({"n": number, "card": each} for number, each in enumerate(cards)))
    plain.execute("COMMIT")


def microseconds(moment: datetime) -> int:
    """Return a moment as it is stored."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


MONDAY_AT = microseconds(MONDAY)
