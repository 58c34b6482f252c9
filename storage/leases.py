"""Leases: what only one worker may do at a time, by the database's time."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from bot.errors import EnvironmentProblem
from bot.leases import ALIVE
from bot.repositories import Lease
from storage.formats import SPEAKS
from storage.schema import leases
from storage.session import Session
from storage.types import microseconds

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENDS_AT = type_coerce(leases.c.ends_at, BigInteger)
_NOW: Mapping[str, Any] = {
    "sqlite": bindparam("database_now", type_=BigInteger),  # one process has the file: its clock is the database's
    "postgresql": literal_column("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)", BigInteger),
}
DIALECTS = tuple(_NOW)
BACK_WITHIN = timedelta(minutes=5)
"""So long a worker that did not say that it ends may come back: an outage of the database ends everybody's leases."""
_TOO_OLD = "KITH1"
"""What the database says to a worker that speaks less than is spoken (revision 0022)."""
_MAKERS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def runs(dialect: str) -> Any:
    """Say that a lease has not run out; SQLite is told the moment by `now_for`."""
    return _NOW[dialect] < _ENDS_AT


def now_for(session: Session, now: datetime) -> dict[str, int]:
    """Return what `runs` has to be told."""
    return {"database_now": microseconds(now)} if session.dialect == "sqlite" else {}


def is_at_work(dialect: str, worker: Any) -> Any:
    """Say that a worker keeps its leases up: it has one that says that it is there."""
    name = literal(ALIVE) + worker
    return exists().where(leases.c.name == name, leases.c.holder == worker, runs(dialect)).correlate_except(leases)


def _hold(dialect: str) -> Any:
    me = bindparam("holder_now", type_=leases.c.holder.type)
    ends_at = _NOW[dialect] + bindparam("lasting", type_=BigInteger)
    is_mine = leases.c.holder == me
    return (
        _MAKERS[dialect](leases)
        .values(name=bindparam("of_name"), holder=me, term=1, ends_at=ends_at, speaks=SPEAKS)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={
                "holder": me,
                "ends_at": ends_at,
                "term": leases.c.term + case((is_mine, 0), else_=1),
                "speaks": SPEAKS,
            },
            where=or_(is_mine, ~runs(dialect)),
        )
        .returning(leases.c.term)
    )


_HOLD = {dialect: _hold(dialect) for dialect in DIALECTS}
_RUNNING = {
    dialect: select(leases.c.name, leases.c.holder, leases.c.term).where(runs(dialect)).order_by(leases.c.name)
    for dialect in DIALECTS
}
_RELEASE = (
    update(leases)
    .where(leases.c.name == bindparam("of_name"), leases.c.holder == bindparam("holder_now"))
    .values(holder="", ends_at=_EPOCH)
)
_OUTGROWN = (
    "Workers of a newer Kith are at work on this database, and write what this version cannot read. It does nothing "
    "any more: stop it, install their version, and start it again."
)
_SPOKEN = func.coalesce(leases.c.speaks, 0)
_BEHIND = (
    select(leases.c.holder, _SPOKEN.label("speaks"))
    .where(leases.c.name.startswith(ALIVE), _SPOKEN < SPEAKS)
    .where(_NOW["postgresql"] - BACK_WITHIN // _MICROSECOND < _ENDS_AT)
    .order_by(leases.c.holder)
)


async def behind(session: Session) -> Mapping[str, int]:
    """Return what workers speak who are at work on PostgreSQL, or may be back, and speak less than this version."""
    return {row.holder: row.speaks for row in await session.rows(_BEHIND)}


class SqlLeases:
    """The leases table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def hold(self, name: str, holder: str, now: datetime, lasting: timedelta) -> int | None:
        """Take a lease that is free, or keep our own; return its term, None while somebody else has it."""
        values = {"of_name": name, "holder_now": holder, "lasting": lasting // _MICROSECOND}
        try:
            term: int | None = await self._session.scalar(_HOLD, values | now_for(self._session, now))
        except DBAPIError as problem:
            if getattr(problem.orig, "sqlstate", "") == _TOO_OLD:
                raise EnvironmentProblem(_OUTGROWN) from None
            raise
        return term

    async def running(self, now: datetime) -> Sequence[Lease]:
        """Return the leases that have not run out, by name."""
        return [Lease(*row) for row in await self._session.rows(_RUNNING, now_for(self._session, now))]

    async def behind(self) -> Sequence[str]:
        """Return who is at work, or may be back, and does not read all that this version writes, by name."""
        return [] if self._session.dialect == "sqlite" else [*await behind(self._session)]

    async def release(self, name: str, holder: str) -> None:
        """Let a lease of ours go; its terms are counted on."""
        await self._session.change(_RELEASE, {"of_name": name, "holder_now": holder})
