"""Who looked at or changed what: append-only, each row's hash over the one before and its own fields."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.repositories.work import AuditRow
from storage.schema import audit
from storage.session import Session, adding

_LAST = select(audit.c.n, audit.c.hash).order_by(audit.c.n.desc()).limit(1)
_ADD = adding(audit)
_ALL = select(audit.c.n, audit.c.at, audit.c.actor_id, audit.c.what, audit.c.subject_id, audit.c.hash).order_by(
    audit.c.n
)
_LINES = select(audit.c.at, audit.c.actor_id, audit.c.what, audit.c.subject_id).order_by(audit.c.n)
_ABOUT = _LINES.where(audit.c.subject_id.in_(bindparam("subjects", expanding=True)))
_SINCE = _LINES.where(audit.c.at >= bindparam("since", type_=audit.c.at.type))
_NEWEST = (
    select(audit.c.n, audit.c.at, audit.c.actor_id, audit.c.what, audit.c.subject_id)
    .where((bindparam("before") == 0) | (audit.c.n < bindparam("before")))
    .order_by(audit.c.n.desc())
    .limit(bindparam("at_most"))
)
_FIRST_KEPT = select(func.min(audit.c.n)).where(audit.c.at >= bindparam("before", type_=audit.c.at.type))
_ROW = select(audit.c.n, audit.c.hash, audit.c.what).where(audit.c.n == bindparam("number"))
_DROP = delete(audit).where(audit.c.n < bindparam("number"))
_BEGIN = (
    update(audit).where(audit.c.n == bindparam("number")).values(actor_id="", what=bindparam("begins"), subject_id="")
)
BEGINS, TRIMMED = "audit.begins", "audit.trimmed"
"""What the first row of a log is called whose older rows had their time, and the row further on that vouches for it."""
_LOCK = select(func.pg_advisory_xact_lock(0x6B697468))


class SqlAudit:
    """The audit table. Rows are kept back until the transaction ends: the chain has one end, held for a moment only."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: list[tuple[datetime, str, str, str]] = []

    async def add(self, at: datetime, actor_id: str, what: str, subject_id: str) -> None:
        """Note that somebody did something; stored with the rest of the transaction, in this order."""
        if self._session.is_read_only:
            raise ValueError("a snapshot cannot be written to")
        self._waiting.append((at, actor_id, what, subject_id))

    async def about(self, subject_ids: Sequence[str]) -> list[AuditRow]:
        """Return what was done about these, oldest first."""
        rows = await self._session.rows(_ABOUT, {"subjects": list(subject_ids)})
        return [AuditRow(*row) for row in rows]

    async def since(self, moment: datetime) -> list[AuditRow]:
        """Return everything from a moment on, oldest first."""
        return [AuditRow(*row) for row in await self._session.rows(_SINCE, {"since": moment})]

    async def newest(self, before: int, limit: int) -> list[tuple[int, AuditRow]]:
        """What was noted before a number (0: up to now), the newest first."""
        rows = await self._session.rows(_NEWEST, {"before": before, "at_most": limit})
        return [(number, AuditRow(*row)) for number, *row in rows]

    async def verify(self) -> int | None:
        """Check the whole chain, this transaction's own rows included; return the number of the first broken row."""
        await self.flush()
        rows = await self._session.rows(_ALL)
        begin, previous = 0, ""
        if rows and rows[0].what == BEGINS:
            begin, previous = int(rows[0].n), rows[0].hash
            if not any(row.what == TRIMMED and row.subject_id == _vouched(begin, previous) for row in rows):
                return begin
            rows = rows[1:]
        for number, (n, at, actor_id, what, subject_id, kept) in enumerate(rows, start=begin + 1):
            previous = _hash(previous, number, at, actor_id, what, subject_id)
            if n != number or kept != previous:
                return number
        return None

    async def trim(self, before: datetime, now: datetime) -> int:
        """Drop the rows of before a moment and return how many went.

        The last of them stays as the log's beginning, its words gone and its hash kept; a new row vouches for it.
        """
        await self.flush()
        if self._session.dialect == "postgresql":
            await self._session.rows(_LOCK)
        last = await self._session.row(_LAST)
        kept = await self._session.scalar(_FIRST_KEPT, {"before": before})
        number = kept - 1 if kept is not None else last.n if last is not None else 0
        row = await self._session.row(_ROW, {"number": number})
        if row is None or row.what == BEGINS:
            return 0
        gone = await self._session.change(_DROP, {"number": number})
        await self._session.change(_BEGIN, {"number": number, "begins": BEGINS})
        await self.add(now, "", TRIMMED, _vouched(number, row.hash))
        return gone + 1

    async def flush(self) -> None:
        """Store the rows that wait; the transaction does this before it commits."""
        if not self._waiting:
            return
        if self._session.dialect == "postgresql":
            await self._session.rows(_LOCK)
        last = await self._session.row(_LAST)
        number, previous = (last.n, last.hash) if last is not None else (0, "")
        for at, actor_id, what, subject_id in self._waiting:
            number += 1
            previous = _hash(previous, number, at, actor_id, what, subject_id)
            row = {"n": number, "at": at, "actor_id": actor_id, "what": what, "subject_id": subject_id}
            await self._session.change(_ADD, row | {"hash": previous})
        self._waiting.clear()


def _vouched(number: int, digest: str) -> str:
    return f"{number}:{digest}"


def _hash(previous: str, number: int, at: datetime, *words: str) -> str:
    row = json.dumps([previous, number, at.isoformat(timespec="microseconds"), *words], separators=(",", ":"))
    return hashlib.sha256(row.encode()).hexdigest()
