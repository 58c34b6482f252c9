"""What is written while workers of several versions share a database: what the oldest of them reads, until it is gone.

Every worker's lease says which format it speaks. What all of them read is the fact `spoken`, which only rises: whoever
remembers it may be behind, and never ahead. Nobody who speaks less is given a lease from then on (revision 0022), not
even one that stood still through the whole upgrade and wakes up.
"""

import logging
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.formats import SEALED, SPEAKS
from storage.leases import behind
from storage.schema import REVISION, facts
from storage.session import Session, put
from storage.vault import Vault
from storage.waiting import HAS_PLAIN, seal_plain

log = logging.getLogger(__name__)

_NAME = "spoken"
_PAGES = 20
_KNOWN = select(facts.c.value).where(facts.c.name == bindparam("of_name"))
_PUT = put(facts, "name")
_AT_MOST = "2s"
"""Shorter than leases last: while we wait for the lock, nobody keeps theirs up."""
_NOT_NOW = "55P03"
_NOBODY_NEW = "LOCK TABLE leases IN SHARE ROW EXCLUSIVE MODE"
_SCHEMA = text("SELECT version_num FROM alembic_version")


async def agreed(session: Session) -> int:
    """Return the format that everybody at work reads, after raising it as far as that goes now.

    It holds once the transaction is committed. On PostgreSQL only: a process that has an SQLite file has it alone.
    """
    known = await _known(session)
    if known >= SPEAKS or await _least(session) <= known:
        return known
    await session.run(f"SET LOCAL lock_timeout = '{_AT_MOST}'", ())
    await session.run(_NOBODY_NEW, ())  # until the commit: whoever asks for a lease then finds what is spoken
    known, least = await _known(session), await _least(session)
    if least > known:
        await session.change(_PUT, {"name": _NAME, "value": str(least)})
    return max(known, least)


class Transactions(Protocol):
    """What of a database is needed here."""

    def write(self) -> AbstractAsyncContextManager[AsyncConnection]: ...
    def read(self) -> AbstractAsyncContextManager[AsyncConnection]: ...


class Company:
    """The other workers on a database, as far as what this one writes depends on them: all is plain until it looks."""

    def __init__(self, database: Transactions, vault: Vault) -> None:
        self._database, self._vault = database, vault
        vault.spoken = 0
        self._told: tuple[str, Mapping[str, int]] = (REVISION, {})

    async def keep_up(self) -> int:
        """Write what everybody at work reads by now, and seal what older ones left in plain; return how many.

        What is left after some pages is for the next time.
        """
        async with self._database.read() as connection:
            session = Session(connection, is_read_only=True)
            schema, older = str(await session.scalar(_SCHEMA)), await behind(session)
            has_plain = await session.scalar(HAS_PLAIN)
        self._tell(schema, older)
        if self._vault.spoken < SPEAKS:
            self._vault.spoken = await self._agreed()
        return await self._sealed() if has_plain and self._vault.spoken >= SEALED else 0

    async def _agreed(self) -> int:
        try:
            async with self._database.write() as connection:
                return await agreed(Session(connection, is_read_only=False))
        except DBAPIError as problem:
            if getattr(problem.orig, "sqlstate", "") != _NOT_NOW:
                raise
            return self._vault.spoken  # somebody stands still asking for a lease: the next time, then

    async def _sealed(self) -> int:
        sealed = 0
        for _ in range(_PAGES):
            async with self._database.write() as connection:
                page = await seal_plain(Session(connection, is_read_only=False), self._vault)
            if not page:
                break
            sealed += page
        return sealed

    def _tell(self, schema: str, older: Mapping[str, int]) -> None:
        """Say it once, when it changes."""
        if (schema, older) == self._told:
            return
        self._told = schema, older
        if schema != REVISION:
            log.warning(
                "the database has schema %s by now, and this version knows %s: a newer Kith is at work on it. "
                "Install it here, too; until then this one goes on, and cannot be started again",
                schema,
                REVISION,
            )
        if older:
            names = ", ".join(older)
            log.info("workers of an older version are at work, so what they cannot read is not written: %s", names)


async def _known(session: Session) -> int:
    return int(await session.scalar(_KNOWN, {"of_name": _NAME}) or 0)


async def _least(session: Session) -> int:
    return min([SPEAKS, *(await behind(session)).values()])
