"""The words of what waits for delivery, as a whole: which messages name somebody, emptying them, sealing older ones.

Only whoever has the key can look for a name, so the rows are opened here, a page at a time.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, text, update

from bot.cards import Card
from bot.domain.privacy import ERASED_TAG
from bot.markup import named
from bot.ports import DeliveryState
from storage.cards import read_card
from storage.deliveries import opened, sealed
from storage.schema import outbox
from storage.session import AnyRow, Session
from storage.vault import Vault

FINAL = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.DEAD)
_SHORTEST_NAME = 3
"""Shorter names stand in too many words to look for them."""
_AT_A_TIME = 500
_OF_A_CASE = "case:"

PAGE = (
    select(outbox.c.seq, outbox.c.id, outbox.c.state, outbox.c.tag, outbox.c.card)
    .where(outbox.c.seq > bindparam("after"))
    .order_by(outbox.c.seq)
    .limit(_AT_A_TIME)
)
"""Every message there is, page by page, for `Naming`."""
TOLD = select(outbox.c.seq, outbox.c.id, outbox.c.card).where(
    outbox.c.state.in_(FINAL), or_(outbox.c.recipient_id == bindparam("who"), outbox.c.tag == bindparam("told"))
)
"""What was sent to somebody or told of their going, as far as it is final."""
_ONE = update(outbox).where(outbox.c.seq == bindparam("this_seq"))
BLANK = _ONE.values(is_blank=True)
"""Takes what `emptied` returns."""
FOLLOW = _ONE.values(tag=bindparam("told"))
"""Marks what names somebody and is still on its way, so that it is emptied once it is final."""
_IS_PLAIN = text("substr(card, 1, 1) = '{'")  # as in the partial index
HAS_PLAIN = select(exists(select(outbox.c.seq).where(_IS_PLAIN)))
"""Whether any card is kept in plain."""
_PLAIN = (
    select(outbox.c.seq, outbox.c.id, outbox.c.card)
    .where(_IS_PLAIN)
    .order_by(outbox.c.seq)
    .limit(_AT_A_TIME)
    .with_for_update(skip_locked=True)
)


class Naming:
    """Looks for somebody's name in messages. `blanks` and `follows` are what `BLANK` and `FOLLOW` take for the found.

    A name that is too short finds nothing.
    """

    def __init__(self, member_id: str, name: str, vault: Vault) -> None:
        is_long = len(name) >= _SHORTEST_NAME
        self._names = {json.dumps(each)[1:-1] for each in (name, named(name))} if is_long else ()
        self._told, self._vault = told_of(member_id), vault
        self.blanks: list[Mapping[str, Any]] = []
        self.follows: list[Mapping[str, Any]] = []

    def next_page(self, rows: Sequence[AnyRow]) -> Mapping[str, Any] | None:
        """Look at a page; return what `PAGE` takes for the next one, None behind the last."""
        found = [row for row in rows if self._is_named(opened(row.card, row.id, self._vault))]
        self.blanks += emptied([row for row in found if row.state in FINAL], self._vault)
        open_rows = [row for row in found if row.state not in FINAL and not row.tag.startswith(_OF_A_CASE)]
        self.follows += [{"this_seq": row.seq, "told": self._told} for row in open_rows]
        return {"after": rows[-1].seq} if len(rows) == _AT_A_TIME else None

    @property
    def first_page(self) -> Mapping[str, Any] | None:
        """What `PAGE` takes at first, None where there is nothing to look for."""
        return {"after": 0} if self._names else None

    def _is_named(self, words: str) -> bool:
        return any(name in words for name in self._names)


def told_of(member_id: str) -> str:
    """Return the tag of what tells of somebody's going."""
    return f"{ERASED_TAG}{member_id}"


def emptied(rows: Sequence[AnyRow], vault: Vault) -> list[Mapping[str, Any]]:
    """Return what `BLANK` takes for these messages: their kind stays; reasons name people, too."""
    kinds = [read_card(opened(row.card, row.id, vault)).kind for row in rows]
    return [blank(row, Card("", kind=kind), vault) for row, kind in zip(rows, kinds, strict=True)]


def blank(row: AnyRow, card: Card, vault: Vault) -> Mapping[str, Any]:
    """Return what a message is left with."""
    return {"this_seq": row.seq, "card": sealed(card, row.id, vault)}


async def seal_plain(session: Session, vault: Vault) -> int:
    """Seal a page of the cards that are kept in plain, from the oldest; return how many, 0 behind the last.

    Whatever another worker is changing at this moment is left out.
    """
    rows = await session.rows(_PLAIN)
    if rows:
        await session.change(_ONE, [blank(row, read_card(row.card), vault) for row in rows])
    return len(rows)
