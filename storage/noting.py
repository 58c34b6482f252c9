"""What people wrote in channels, many messages at a time: their events' keys and that they took part, in one go.

On SQLite a batch is one call of the connection's thread, in which each statement takes all rows as one JSON text: with
a row for each call the thread would wait for the interpreter as often as there are rows, while the loop looks at the
messages that come next. For PostgreSQL see `storage.notebook`.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy.dialects import sqlite

from bot.domain.members import Participation
from bot.repositories import Noted
from storage.schema import inbox, participations
from storage.types import microseconds

COLUMNS = ("cohort_id", "member_id", "message_id", "channel", "at", "group_id", "reply_to_member_id")
INTO = f"INSERT INTO participations ({', '.join(COLUMNS)})"
_values = attrgetter(*COLUMNS)
Writers = Sequence[Any]


def writers(dialect: Any) -> Writers:
    """Return how the value of each column is written, None where it is written as it is."""
    types = [participations.c[name].type for name in COLUMNS]
    return [kind.dialect_impl(dialect).bind_processor(dialect) for kind in types]


_IN_SQLITE = writers(sqlite.dialect())


def columns(writers: Writers, many: Sequence[Participation]) -> list[Sequence[Any]]:
    """Return each column's values as the database takes them; equal ones are looked at once."""
    found: list[Sequence[Any]] = []
    given = zip(*map(_values, many), strict=True) if many else [()] * len(writers)
    for write, column in zip(writers, given, strict=True):
        known = {value: write(value) for value in set(column)} if write is not None else {}
        found.append([known[value] for value in column] if write is not None else column)
    return found


# --- SQLite ---

_CLAIM = f"INSERT INTO {inbox.name} (key, at) SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT (key) DO NOTHING"
_COUNT = f"{INTO} SELECT {', '.join(f'value ->> {n}' for n in range(len(COLUMNS)))} FROM json_each(?)"


class NotedInSqlite:
    """A batch for SQLite, made ready where it is cheap to do so: the thread has only to hand it over."""

    def __init__(self, noted: Noted, now: datetime) -> None:
        self._noted, self._now = noted, microseconds(now)
        self._rows = _as_json(noted.values())

    def __call__(self, connection: sqlite3.Connection) -> None:
        """Store it and commit; nothing is left behind when that fails."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            if self._claimed(connection) == len(self._noted):
                connection.execute(_COUNT, (self._rows,))
            else:
                connection.execute("ROLLBACK")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(_COUNT, (_as_json(self._new(connection)),))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _claimed(self, connection: sqlite3.Connection) -> int:
        return connection.execute(_CLAIM, (self._now, orjson.dumps(list(self._noted)).decode())).rowcount

    def _new(self, connection: sqlite3.Connection) -> list[Participation | None]:
        """Claim the events again and return what belongs to the new ones; every row told costs a turn of its own."""
        values = (self._now, orjson.dumps(list(self._noted)).decode())
        keys = {key for (key,) in connection.execute(f"{_CLAIM} RETURNING key", values).fetchall()}
        return [each for key, each in self._noted.items() if key in keys]


def _as_json(many: Iterable[Participation | None]) -> str:
    counted = [each for each in many if each is not None]
    return orjson.dumps(list(zip(*columns(_IN_SQLITE, counted), strict=True))).decode()
