"""Messages that may have arrived: what becomes a doubt, and what of it may stand there twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, literal, or_, select, text, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.deliveries import ABOUT_THEN, SLOWEST
from bot.ports import Delivery, DeliveryState, Settle
from bot.repositories import Beside
from storage.deliveries import COLUMNS, as_delivery
from storage.leases import DIALECTS, is_at_work, now_for
from storage.schema import attempts, outbox
from storage.session import AnyRow, Session, adding
from storage.types import MOMENT
from storage.vault import Vault

# Written out as in the partial indexes, so that both databases see that these fit.
_IS_SENDING = text("outbox.state = 'sending'")
_NOW = bindparam("now", type_=MOMENT)
_FLAG = outbox.c.is_doubtful.type
_ATTEMPT = adding(attempts)
_row = outbox.alias("sending")


def _doubted(which: ColumnElement[bool]) -> ReturningUpdate[Any]:
    """Return the statement that doubts rows nobody else is at: two who expire must not wait for each other."""
    free = select(_row.c.id).where(text("sending.state = 'sending'"), which).with_for_update(skip_locked=True, of=_row)
    return (
        update(outbox)
        .where(outbox.c.id.in_(free.correlate(None)))
        .values(state=DeliveryState.UNKNOWN, lease_until=None, next_at=_NOW)
        .returning(outbox.c.id, outbox.c.fence, outbox.c.last_at, outbox.c.platform, outbox.c.first_at)
    )


_LOOK_LATER = (
    update(outbox).where(outbox.c.id == bindparam("this_id")).values(next_at=bindparam("look_at", type_=MOMENT))
)
_LEASE_IS_OVER = outbox.c.lease_until <= _NOW
_IS_LEFT = {dialect: ~is_at_work(dialect, outbox.c.owner) for dialect in DIALECTS}
_OVER = _doubted(_row.c.lease_until <= _NOW)
_OWNED = _doubted(_row.c.owner == bindparam("of_owner"))
_LEFT = {dialect: _doubted(~is_at_work(dialect, _row.c.owner)) for dialect in DIALECTS}
IS_OVER = exists().where(_IS_SENDING, _LEASE_IS_OVER)
"""Whether a message's lease has run out."""
IS_LEFT = {dialect: exists(select(outbox.c.id).where(_IS_SENDING, is_left)) for dialect, is_left in _IS_LEFT.items()}
"""Whether somebody who is not at work any more was sending something."""
_SINCE = (
    select(*COLUMNS)
    .where(
        text("outbox.is_blank = 0"),
        outbox.c.final_at >= bindparam("since", type_=MOMENT),
        outbox.c.state == DeliveryState.SENT,
        outbox.c.is_doubtful == literal(True, _FLAG),
        outbox.c.revises.is_(None),
    )
    .order_by(outbox.c.final_at.desc(), outbox.c.seq.desc())
    .limit(bindparam("at_most"))
)
_ANOTHER = (  # a channel that was still to be made has another name in what was planned before
    or_(outbox.c.target == bindparam("of_target"), outbox.c.recipient_id == bindparam("of_recipient")),
    outbox.c.platform == bindparam("on_platform"),
    outbox.c.revises.is_(None),
    outbox.c.id != bindparam("this_id"),
)
_SENT_BESIDE = select(outbox.c.remote_id).where(
    text("outbox.is_blank = 0"),
    outbox.c.final_at >= bindparam("since", type_=MOMENT),
    outbox.c.state == DeliveryState.SENT,
    *_ANOTHER,
)
_OPEN_BESIDE = (
    select(*COLUMNS)
    .where(text("outbox.state NOT IN ('sent', 'skipped', 'dead')"), outbox.c.first_at.is_not(None), *_ANOTHER)
    .order_by(outbox.c.seq)
)
_OF_SENT = update(outbox).where(outbox.c.id == bindparam("this_id"), outbox.c.state == DeliveryState.SENT)
_STANDS_AT = _OF_SENT.values(remote_id=bindparam("stands_at"))
_SUSPECT = _OF_SENT.values(final_at=_NOW)


class SqlDoubts:
    """The outbox table once more, as far as nobody knows."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    async def expire(self, now: datetime, settles: Mapping[str, Settle], owner: str | None = None) -> int:
        """Turn rows whose lease ended (or all of one owner's) into UNKNOWN, due when settled; return how many."""
        if owner is None:
            doubted = await self._session.rows(_OVER, {"now": now})
        else:
            doubted = await self._session.rows(_OWNED, {"now": now, "of_owner": owner})
        return await self._settled(doubted, now, settles, "lease expired")

    async def expire_left(self, now: datetime, settles: Mapping[str, Settle]) -> int:
        """Turn rows into UNKNOWN whose owner is a worker that is not at work any more; return how many."""
        doubted = await self._session.rows(_LEFT, {"now": now} | now_for(self._session, now))
        return await self._settled(doubted, now, settles, "its worker is gone")

    async def since(self, moment: datetime, limit: int) -> list[Delivery]:
        """Originals that were sent since then after a doubt, the newest first."""
        rows = await self._session.rows(_SINCE, {"since": moment, "at_most": limit})
        return [as_delivery(row, self._vault) for row in rows]

    async def beside(self, delivery: Delivery) -> Beside:
        """Which other originals went where this one goes: sent about then or since, or still open after an attempt."""
        values = {"this_id": delivery.id, "of_target": delivery.target.id, "of_recipient": delivery.recipient_id}
        values |= {"on_platform": delivery.target.platform}
        begun = [as_delivery(row, self._vault) for row in await self._session.rows(_OPEN_BESIDE, values)]
        sent = await self._session.rows(_SENT_BESIDE, values | {"since": delivery.begun_at - ABOUT_THEN})
        return Beside(frozenset(row.remote_id for row in sent), begun)

    async def suspect(self, delivery_id: str, now: datetime) -> None:
        """Let a message that is SENT count as sent now, so that it is looked for again."""
        await self._session.change(_SUSPECT, {"this_id": delivery_id, "now": now})

    async def stands_at(self, delivery_id: str, remote_id: str) -> None:
        """Say which message of the platform's a delivery is that was SENT."""
        await self._session.change(_STANDS_AT, {"this_id": delivery_id, "stands_at": remote_id})

    async def _settled(self, doubted: Sequence[AnyRow], now: datetime, settles: Mapping[str, Settle], why: str) -> int:
        for delivery_id, fence, started_at, platform, first_at in sorted(doubted):
            look_at = settles.get(platform, SLOWEST).over_at(first_at, now)
            await self._session.change(_LOOK_LATER, {"this_id": delivery_id, "look_at": look_at})
            row: dict[str, Any] = {"delivery_id": delivery_id, "n": fence, "started_at": started_at, "ended_at": now}
            await self._session.change(_ATTEMPT, row | {"outcome": DeliveryState.UNKNOWN, "error": why})
        return len(doubted)
