"""What is next to go out: heads of lanes that are due, and of those what is leased to a worker."""

from typing import Any

from sqlalchemy import bindparam, case, exists, func, select, text

from bot.deliveries import DeliveryState
from storage.leases import runs
from storage.schema import leases, outbox
from storage.types import MOMENT

_row, _earlier = outbox.alias("waiting"), outbox.alias("earlier")


def heads_its_lane(row: Any) -> Any:
    """Say that nothing in a row's lane that is not final comes before it."""
    is_open = text("earlier.state NOT IN ('sent', 'skipped', 'dead')")
    return ~exists().where(_earlier.c.lane == row.c.lane, _earlier.c.seq < row.c.seq, is_open).correlate(row)


WAITING = (
    select(_row.c.id)
    .where(text("waiting.state IN ('pending', 'unknown')"), _row.c.next_at <= bindparam("now", type_=MOMENT))
    .where(heads_its_lane(_row))
)


def led(dialect: str) -> Any:
    """Return what waits and is ours to send: its platform, or its share there, is leased to us at this very moment."""
    names = (_row.c.platform, _row.c.platform + "/" + _row.c.share)
    is_ours = exists().where(leases.c.name.in_(names), leases.c.holder == bindparam("leased_to"), runs(dialect))
    return WAITING.where(is_ours.correlate(_row))


def next_up(waiting: Any) -> Any:
    """Return the first of those, in the order in which they go, locked."""
    return (
        waiting.order_by(_row.c.urgency, _row.c.next_at, _row.c.seq)
        .limit(bindparam("at_most"))
        .with_for_update(skip_locked=True, of=_row)
        .correlate(None)
    )


NEXT_AT = select(
    func.min(case((_row.c.state == DeliveryState.SENDING, _row.c.lease_until), else_=_row.c.next_at))
).where(text("waiting.state NOT IN ('sent', 'skipped', 'dead')"), heads_its_lane(_row))
