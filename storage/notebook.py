"""What people wrote in channels, noted on PostgreSQL: one statement for a batch, which commits itself.

Who wrote is remembered from an earlier snapshot (`bot.plain`), and other workers may have changed it since. So the
statement asks for the version itself: it sees one moment, in which the rows that say who is who are those that were
remembered, or it stores nothing. Somebody who withdraws their consent and whose withdrawal is committed before that
moment is therefore never counted by what was remembered. A withdrawal that is committed after it, while the statement
still runs, comes after the messages, as it did where a snapshot was read for every batch: that one looked at a moment
which lay before the statement, so this is stricter. At READ COMMITTED nothing else can come between: the moment is the
statement's own; where it waits for a row that a foreign key names, it goes on with that moment, as it always did.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import URL, text
from sqlalchemy.dialects import postgresql

from bot.repositories import Noted
from storage.noting import COLUMNS, INTO, columns, writers
from storage.schema import inbox
from storage.types import microseconds

if TYPE_CHECKING:
    from psycopg import AsyncConnection

_VERSION = "SELECT coalesce(sum(changes), 0)::bigint FROM lookup_versions"
LOOKUP_VERSION = text(_VERSION)
"""What `Tx.lookup_version` is: see `storage.schema.lookups`."""
_EACH = "json_array_elements_text(%s::json)"  # psycopg takes longer over an array than the server over all the rest
_SAID = ", ".join(f"said.{name}::bigint" if name == "at" else f"said.{name}" for name in COLUMNS)
_STORE = (
    f"WITH asked AS MATERIALIZED (SELECT ({_VERSION}) = %s AS is_true),"
    f" new AS (INSERT INTO {inbox.name} (key, at) SELECT key, %s FROM {_EACH} AS key"
    " WHERE (SELECT is_true FROM asked)"
    " ORDER BY key"  # two workers with the same events must not meet
    " ON CONFLICT (key) DO NOTHING RETURNING key),"
    f" counted AS ({INTO} SELECT {_SAID} FROM ROWS FROM ({', '.join([_EACH] * (1 + len(COLUMNS)))})"
    f" WITH ORDINALITY AS said (event, {', '.join(COLUMNS)}, nth) JOIN new ON new.key = said.event ORDER BY nth)"
    " SELECT is_true FROM asked"
)
_WRITERS = writers(postgresql.dialect())  # type: ignore[no-untyped-call]


class PostgresNotebook:
    """A connection of its own, kept open: taking one from the pool asks the server first whether it still lives."""

    def __init__(self, url: URL, options: str) -> None:
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._options = options
        self._turn = asyncio.Lock()
        self._connection: AsyncConnection[Any] | None = None

    async def note(self, noted: Noted, now: datetime, as_of: int | None) -> bool:
        """Store a batch; see `bot.repositories.Note`."""
        counted = {key: each for key, each in noted.items() if each is not None}
        said = [list(noted), list(counted), *columns(_WRITERS, list(counted.values()))]
        values = (as_of, microseconds(now), *(orjson.dumps(column).decode() for column in said))
        async with self._turn:
            return await self._stored(values)

    async def close(self) -> None:
        """Close the connection."""
        kept, self._connection = self._connection, None
        if kept is not None:
            await kept.close()

    async def _stored(self, values: Sequence[Any]) -> bool:
        """Store it; once more on a new connection where the kept one broke: what is stored already stays single."""
        import psycopg  # here only: most bots run on SQLite and never need it

        if self._connection is not None:
            try:
                return await self._run(self._connection, values)
            except psycopg.OperationalError:
                if not self._connection.closed:
                    raise
        self._connection = await psycopg.AsyncConnection.connect(
            self._conninfo, autocommit=True, options=self._options, prepare_threshold=0
        )
        return await self._run(self._connection, values)

    async def _run(self, connection: "AsyncConnection[Any]", values: Sequence[Any]) -> bool:
        done = await connection.execute(_STORE, values)
        row = await done.fetchone()
        return row is not None and bool(row[0])
