"""Messages to deliver: order within lanes, leases, fences and doubt. docs/architecture.md has the whole protocol."""

import base64
import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, exists, func, literal, or_, select, text, update

from bot.deliveries import LEASE
from bot.leases import share_of
from bot.ports import Delivery, DeliveryState, NewDelivery
from storage.deliveries import COLUMNS, as_delivery, sealed
from storage.doubts import IS_LEFT, IS_OVER
from storage.lanes import NEXT_AT, WAITING, led, next_up
from storage.leases import DIALECTS, now_for
from storage.schema import attempts, outbox
from storage.session import AnyRow, Session, adding, unless_there
from storage.vault import Vault

_MOMENT, _FLAG = outbox.c.next_at.type, outbox.c.is_doubtful.type
_ADD = unless_there(outbox, "key")
_FIND = select(*COLUMNS)

# Written out as in the partial indexes, so that both databases see that these fit.
_IS_SENDING = text("outbox.state = 'sending'")
_TAKE = (
    update(outbox)
    .values(
        state=DeliveryState.SENDING,
        is_doubtful=case((outbox.c.state == DeliveryState.UNKNOWN, literal(True, _FLAG)), else_=outbox.c.is_doubtful),
        attempt=outbox.c.attempt + 1,
        fence=outbox.c.fence + 1,
        owner=bindparam("new_owner"),
        lease_until=bindparam("new_lease", type_=_MOMENT),
        first_at=func.coalesce(outbox.c.first_at, bindparam("now", type_=_MOMENT)),
        last_at=bindparam("now", type_=_MOMENT),
    )
    .returning(*COLUMNS)
)
_CLAIM = _TAKE.where(outbox.c.id.in_(next_up(WAITING)))
_CLAIM_LED = {dialect: _TAKE.where(outbox.c.id.in_(next_up(led(dialect)))) for dialect in DIALECTS}
_REMOTE_IDS = select(outbox.c.id, outbox.c.remote_id).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
_FINISH = update(outbox).where(
    outbox.c.id == bindparam("this_id"), outbox.c.fence == bindparam("this_fence"), _IS_SENDING
)
_FOUND = update(outbox).where(
    outbox.c.id == bindparam("this_id"),
    outbox.c.fence == bindparam("this_fence"),
    outbox.c.state == DeliveryState.UNKNOWN,
)
_ATTEMPT = adding(attempts)
_IS_DUE = select(or_(exists(WAITING), IS_OVER))
_IS_DUE_LED = {dialect: select(or_(exists(led(dialect)), IS_OVER, IS_LEFT[dialect])) for dialect in DIALECTS}
_HURRY = (
    update(outbox)
    .where(
        outbox.c.platform == bindparam("on_platform"),
        outbox.c.workspace == bindparam("in_workspace"),
        outbox.c.state == DeliveryState.PENDING,
        outbox.c.attempt > 0,
        outbox.c.next_at > bindparam("now", type_=_MOMENT),
    )
    .values(next_at=bindparam("now", type_=_MOMENT))
)
_TAGGED = _FIND.where(
    text("outbox.tag <> ''"),  # as in the partial index
    outbox.c.tag == bindparam("wanted"),
    outbox.c.revises.is_(None),
    text("outbox.state NOT IN ('skipped', 'dead')"),
).order_by(outbox.c.seq)
_TO_MEMBER = (
    _FIND.where(outbox.c.recipient_id == bindparam("to_member"), outbox.c.state == DeliveryState.SENT)
    .order_by(outbox.c.seq.desc())
    .limit(bindparam("at_most"))
)
_UNDELIVERED = (
    _FIND.where(
        outbox.c.recipient_id == bindparam("to_member"),
        outbox.c.state == DeliveryState.DEAD,
        outbox.c.revises.is_(None),
    )
    .order_by(outbox.c.seq.desc())
    .limit(bindparam("at_most"))
)
_GIVEN_UP = (
    select(outbox.c.last_error)
    .where(outbox.c.platform == bindparam("of_platform"), outbox.c.state == DeliveryState.DEAD)
    .where(outbox.c.final_at >= bindparam("since", type_=outbox.c.final_at.type))
    .order_by(outbox.c.final_at.desc(), outbox.c.seq.desc())
)
_SETTLE = update(outbox).where(outbox.c.id == bindparam("this_id"), outbox.c.state == DeliveryState.DEAD)
_STILL_TO_GO = (
    _FIND.where(text("outbox.state IN ('pending', 'unknown')"))
    .order_by(outbox.c.next_at, outbox.c.seq)
    .limit(bindparam("at_most"))
)
_STILL_TO_GO_TO = (
    _FIND.where(
        text("outbox.state IN ('pending', 'unknown')"), outbox.c.recipient_id.in_(bindparam("ids", expanding=True))
    )
    .order_by(outbox.c.next_at, outbox.c.seq)
    .limit(bindparam("at_most"))
)
_COUNTS = select(outbox.c.state, func.count()).group_by(outbox.c.state)


class SqlOutbox:
    """The outbox and attempts tables."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    async def add(self, new: NewDelivery) -> str | None:
        """Store a row; return its id, made from the key, or None when the key is known."""
        delivery_id = _id(new.key)
        card = sealed(new.card, delivery_id, self._vault)
        stored = await self._session.change(_ADD, {"id": delivery_id, "card": card} | _BLANK | _values(new))
        self._session.tells |= bool(stored)
        return delivery_id if stored else None

    async def tagged(self, tag: str) -> list[Delivery]:
        """Every original with the tag that is not skipped or dead, by seq."""
        return self._read(await self._session.rows(_TAGGED, {"wanted": tag}))

    async def is_due(self, now: datetime, leased_to: str = "") -> bool:
        """Tell whether there is anything to claim (with `leased_to`, for that worker) or to expire."""
        if not leased_to:
            return bool(await self._session.scalar(_IS_DUE, {"now": now}))
        values = {"now": now, "leased_to": leased_to} | now_for(self._session, now)
        return bool(await self._session.scalar(_IS_DUE_LED, values))

    async def claim(self, now: datetime, owner: str, limit: int, *, is_leased: bool = False) -> list[Delivery]:
        """Lease up to `limit` due rows, each the head of its lane, by urgency, then next_at, then seq."""
        values: dict[str, Any] = {"now": now, "new_owner": owner, "new_lease": now + LEASE, "at_most": limit}
        if is_leased:
            values |= {"leased_to": owner} | now_for(self._session, now)
        rows = await self._session.rows(_CLAIM_LED if is_leased else _CLAIM, values)
        if not rows:
            return []
        originals = [row.revises for row in rows if row.revises]
        remote_ids: dict[str, str] = {}
        if originals:
            remote_ids = {row.id: row.remote_id for row in await self._session.rows(_REMOTE_IDS, {"ids": originals})}
        claimed = [as_delivery(row, self._vault, remote_ids.get(row.revises, "")) for row in rows]
        return sorted(claimed, key=lambda delivery: (delivery.urgency, delivery.next_at, delivery.seq))

    async def sent(self, delivery: Delivery, remote_id: str, now: datetime) -> bool:
        """Finish; False when the lease went to somebody else meanwhile."""
        end = {"state": DeliveryState.SENT, "remote_id": remote_id, "last_error": "", "final_at": now}
        return await self._finish(delivery, end, now)

    async def found(self, delivery: Delivery, remote_id: str, now: datetime) -> bool:
        """Finish what is in doubt since that attempt and is there after all; False when it went on meanwhile."""
        mine = {"this_id": delivery.id, "this_fence": delivery.fence}
        end = {"state": DeliveryState.SENT, "remote_id": remote_id, "last_error": "", "final_at": now}
        return await self._session.change(_FOUND, mine | end) == 1

    async def again(self, delivery: Delivery, state: DeliveryState, next_at: datetime, error: str) -> bool:
        """Give the row back as PENDING or UNKNOWN; False when the lease went to somebody else meanwhile."""
        return await self._finish(delivery, {"state": state, "next_at": next_at, "last_error": error}, None)

    async def end(self, delivery: Delivery, state: DeliveryState, error: str, now: datetime) -> bool:
        """Give up as SKIPPED or DEAD; False when the lease went to somebody else meanwhile."""
        return await self._finish(delivery, {"state": state, "last_error": error, "final_at": now}, now)

    async def hurry(self, platform: str, workspace: str, now: datetime) -> int:
        """Let what a workspace has refused so far be tried again now; return how many rows that were."""
        values = {"on_platform": platform, "in_workspace": workspace, "now": now}
        return await self._session.change(_HURRY, values)

    async def next_at(self) -> datetime | None:
        """When the earliest lane head wants a look, the end of a lease included."""
        found: datetime | None = await self._session.scalar(NEXT_AT)
        return found

    async def to_member(self, member_id: str, limit: int = 20) -> list[Delivery]:
        """What was sent to a member, newest first."""
        return self._read(await self._session.rows(_TO_MEMBER, {"to_member": member_id, "at_most": limit}))

    async def given_up(self, platform: str, since: datetime) -> tuple[int, str]:
        """How many messages to a platform were given up since then, and why the newest was."""
        rows = await self._session.rows(_GIVEN_UP, {"of_platform": platform, "since": since})
        return len(rows), rows[0].last_error if rows else ""

    async def undelivered(self, member_id: str, limit: int) -> list[Delivery]:
        """Originals to a member that are DEAD, newest first."""
        return self._read(await self._session.rows(_UNDELIVERED, {"to_member": member_id, "at_most": limit}))

    async def settle(self, delivery_id: str, state: DeliveryState, now: datetime) -> bool:
        """Turn a DEAD row into SENT (shown another way) or SKIPPED (no longer wanted); False where it is not DEAD."""
        return await self._session.change(_SETTLE, {"this_id": delivery_id, "state": state, "final_at": now}) == 1

    async def waiting(self, limit: int) -> list[Delivery]:
        """What is still to go out, by when it is tried next, then seq."""
        return self._read(await self._session.rows(_STILL_TO_GO, {"at_most": limit}))

    async def waiting_for(self, recipient_ids: Collection[str], limit: int) -> list[Delivery]:
        """The same, to some people and groups alone."""
        values = {"ids": [*recipient_ids], "at_most": limit}
        return self._read(await self._session.rows(_STILL_TO_GO_TO, values))

    async def counts(self) -> dict[DeliveryState, int]:
        """How many rows are in each state; every state is there."""
        found: dict[DeliveryState, int] = dict(tuple(row) for row in await self._session.rows(_COUNTS))
        return {state: found.get(state, 0) for state in DeliveryState}

    def _read(self, rows: Sequence[AnyRow]) -> list[Delivery]:
        return [as_delivery(row, self._vault) for row in rows]

    async def _finish(self, delivery: Delivery, change: dict[str, Any], now: datetime | None) -> bool:
        mine = {"this_id": delivery.id, "this_fence": delivery.fence, "lease_until": None}
        if await self._session.change(_FINISH, change | mine) != 1:
            return False
        row = {"delivery_id": delivery.id, "n": delivery.fence, "started_at": delivery.last_at, "ended_at": now}
        await self._session.change(_ATTEMPT, row | {"outcome": change["state"], "error": change["last_error"]})
        return True


_BLANK: dict[str, Any] = {
    "state": DeliveryState.PENDING,
    "is_doubtful": False,
    "is_blank": False,
    "attempt": 0,
    "fence": 0,
    "remote_id": "",
    "last_error": "",
    "owner": "",
}


def _id(key: str) -> str:
    """The same key makes the same id: a rehearsal played again names its messages alike."""
    return base64.b32encode(hashlib.sha256(f"delivery:{key}".encode()).digest()[:15]).decode().lower()


def _values(new: NewDelivery) -> dict[str, Any]:
    return {
        "key": new.key,
        "lane": new.lane,
        "urgency": new.urgency,
        "target_kind": new.target.kind,
        "platform": new.target.platform,
        "workspace": new.target.workspace,
        "target": new.target.id,
        "at": new.at,
        "next_at": new.next_at,
        "recipient_id": new.recipient_id,
        "tag": new.tag,
        "deadline_at": new.deadline_at,
        "revises": new.revises,
        "share": share_of(new.target.workspace),
    }
