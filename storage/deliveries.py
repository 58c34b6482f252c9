"""A row of the outbox as the core knows it."""

from bot.ports import Delivery, Target
from storage.schema import outbox
from storage.session import AnyRow

_OURS = ("owner", "lease_until", "final_at", "is_blank", "share")
COLUMNS = [column for column in outbox.c if column.name not in _OURS]
"""What `as_delivery` needs."""


def as_delivery(row: AnyRow, revised_remote_id: str = "") -> Delivery:
    """Return the row as a delivery."""
    values = dict(row._mapping)
    target = Target(values.pop("target_kind"), values.pop("platform"), values.pop("workspace"), values.pop("target"))
    return Delivery(**values, target=target, revised_remote_id=revised_remote_id)
