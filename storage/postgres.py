"""PostgreSQL's side: transactions at READ COMMITTED with rows locked as they are got, snapshots that cannot write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

_CONNECTIONS = 5
_MORE_AT_A_PINCH = 5


class PostgresDatabase:
    """A server shared with any number of other workers."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_AT_A_PINCH,
            pool_pre_ping=True,  # a server that was restarted meanwhile costs a reconnection, not an event
        )
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction; commit at the end, roll back when the block raises."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that sees one moment and cannot write."""
        async with self._reader.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
