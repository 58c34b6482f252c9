"""A worker of the version before cards were sealed: it writes and reads them in plain, and its leases say no format."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import make_url, text

from storage.engine import SqlStorage
from storage.leases import SqlLeases
from storage.postgres import PostgresDatabase
from storage.tx import SqlTx
from storage.vault import Vault
from tests.storage.next_version import connected
from tests.storage.sample import KEY

_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
_HOLD = f"""
    INSERT INTO leases (name, holder, term, ends_at) VALUES (%(name)s, %(holder)s, 1, {_NOW} + %(lasting)s)
    ON CONFLICT (name) DO UPDATE SET holder = %(holder)s, ends_at = {_NOW} + %(lasting)s,
        term = leases.term + CASE WHEN leases.holder = %(holder)s THEN 0 ELSE 1 END
    WHERE leases.holder = %(holder)s OR NOT {_NOW} < leases.ends_at RETURNING term
"""
"""What every version between 0014 and 0021 says."""


class _NoVault(Vault):
    """What opens texts, and has never heard of sealed cards."""

    def open(self, sealed: str, where: str) -> str:
        raise ValueError(f"{where} is no JSON")

    def seal(self, text: str, where: str) -> str:
        raise AssertionError("an older version seals no cards")


class _OlderLeases(SqlLeases):
    async def hold(self, name: str, holder: str, now: datetime, lasting: timedelta) -> int | None:
        values = {"name": name, "holder": holder, "lasting": lasting // timedelta(microseconds=1)}
        done = await self._session._connection.exec_driver_sql(_HOLD, values)
        term: int | None = done.scalar()
        return term


class OlderStorage(SqlStorage):
    """The storage of that version, on a PostgreSQL database that is of ours."""

    def __init__(self, url: str) -> None:
        vault = _NoVault(KEY)
        vault.spoken = 0
        super().__init__(PostgresDatabase(make_url(url)), vault)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTx]:
        """Write."""
        async with super().transaction() as tx:
            tx.leases = _OlderLeases(tx._session)
            yield tx

    async def keep_up(self) -> int:
        """Know nothing of that."""
        return 0


def ago(url: str, holder: str, since: timedelta) -> None:
    """Pretend that a worker's leases ended so long ago: it was killed, and let nothing go."""
    ended = text(f"UPDATE leases SET ends_at = {_NOW} - :since WHERE holder = :holder")
    with connected(url) as connection:
        connection.execute(ended, {"since": since // timedelta(microseconds=1), "holder": holder})


def in_plain(url: str) -> int:
    """Return how many cards can be read without a key."""
    with connected(url) as connection:
        return int(connection.scalar(text("SELECT count(*) FROM outbox WHERE card LIKE '{%'")) or 0)
