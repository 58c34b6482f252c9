"""A row of the outbox as the core knows it, and its card as it is kept: sealed, once everybody at work reads that."""

from bot.cards import Card
from bot.ports import Delivery, Target
from storage.cards import read_card, write_card
from storage.formats import SEALED
from storage.schema import outbox
from storage.session import AnyRow
from storage.vault import Vault

_OURS = ("owner", "lease_until", "final_at", "is_blank", "share")
COLUMNS = [column for column in outbox.c if column.name not in _OURS]
"""What `as_delivery` needs."""


def as_delivery(row: AnyRow, vault: Vault, revised_remote_id: str = "") -> Delivery:
    """Return the row as a delivery."""
    values = dict(row._mapping)
    values["card"] = read_card(opened(values["card"], row.id, vault))
    target = Target(values.pop("target_kind"), values.pop("platform"), values.pop("workspace"), values.pop("target"))
    return Delivery(**values, target=target, revised_remote_id=revised_remote_id)


def sealed(card: Card, delivery_id: str, vault: Vault) -> str:
    """Return a delivery's card as it is kept; in plain while a worker is there that reads nothing else."""
    written = write_card(card)
    return vault.seal(written, _place(delivery_id)) if vault.spoken >= SEALED else written


def opened(kept: str, delivery_id: str, vault: Vault) -> str:
    """Return a delivery's card in the words of `write_card`, in which an older worker leaves it."""
    return kept if is_plain(kept) else vault.open(kept, _place(delivery_id))


def is_plain(kept: str) -> bool:
    """Whether a card is kept as it was before cards were sealed: base64 has no brace."""
    return kept.startswith("{")


def _place(delivery_id: str) -> str:
    return f"outbox:card:{delivery_id}"
