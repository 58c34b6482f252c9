"""PostgreSQL's side: transactions at READ COMMITTED with rows locked as they are got, snapshots that cannot write."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.repositories import Note
from storage.notebook import PostgresNotebook

log = logging.getLogger(__name__)

_CONNECTIONS = 5
_MORE_AT_A_PINCH = 5
_STANDS_STILL = timedelta(seconds=10)
"""A worker that stops in the middle of a transaction (SIGSTOP, a machine that sleeps) holds its rows no longer: the
server rolls back, and another worker does the work. Nothing of ours waits for anything else while it writes."""
_CHANNEL = "kith_outbox"
TELL = text(f"SELECT pg_notify('{_CHANNEL}', '')")
"""Wakes every listener when the transaction commits, however often it is said."""
_LISTEN_AGAIN = 5.0


class PostgresDatabase:
    """A server shared with any number of other workers."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = create_async_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_AT_A_PINCH,
            connect_args={"options": _options(url)},
            pool_pre_ping=True,  # a server that was restarted meanwhile costs a reconnection, not an event
        )
        self._notebook = PostgresNotebook(url, _options(url))
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction; commit at the end, roll back when the block raises."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def noting(self) -> AsyncIterator[Note]:
        """Give what stores a batch of messages, in one statement."""
        yield self._notebook.note

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that sees one moment and cannot write."""
        async with self._reader.connect() as connection:
            yield connection

    async def listen(self, wake: Callable[[], None]) -> None:
        """Call `wake` for ever, whenever any worker has stored something to send; where that fails, listen anew."""
        import psycopg  # here only: most bots run on SQLite and never need it

        conninfo = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    wake()  # what was stored before we listened
                    async for _ in connection.notifies():
                        wake()
            except psycopg.Error as problem:
                log.warning("nobody tells of new messages (%s); they are looked for", type(problem).__name__)
            await asyncio.sleep(_LISTEN_AGAIN)

    async def close(self) -> None:
        """Close every connection."""
        await self._notebook.close()
        await self._engine.dispose()


def _options(url: URL) -> str:
    """Return the settings of our sessions; what the URL asks for comes last and wins."""
    given = url.query.get("options", "")
    theirs = given if isinstance(given, str) else " ".join(given)
    return f"-c idle_in_transaction_session_timeout={_STANDS_STILL // timedelta(milliseconds=1)} {theirs}".strip()
