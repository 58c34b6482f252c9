"""Forgetting: keys of personal text, texts of messages long delivered, keys of events long handled."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.cards import Card
from bot.ports import DeliveryState
from storage.schema import erasures, inbox, outbox
from storage.session import Dialects, Session
from storage.vault import KeyKind, Texts

_FINAL = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.DEAD)
_MOMENT = outbox.c.final_at.type
_SPENT = (
    select(outbox.c.seq, outbox.c.card)
    .where(text("outbox.is_blank = 0"), outbox.c.state.in_(_FINAL))
    .where(outbox.c.final_at < bindparam("before", type_=_MOMENT))
    .order_by(outbox.c.seq)
    .limit(bindparam("at_most"))
)
_BLANK = update(outbox).where(outbox.c.seq == bindparam("this_seq")).values(is_blank=True)
_DROP = delete(inbox).where(inbox.c.at < bindparam("before", type_=inbox.c.at.type))
_AT_A_TIME = 500


def _counting() -> Dialects:
    """One more time for a key; the first time makes its row."""
    ours, theirs = sqlite.insert(erasures).inline(), postgresql.insert(erasures).inline()
    once_more = {"times": erasures.c.times + 1}
    return {
        "sqlite": ours.on_conflict_do_update(index_elements=["kind", "subject_id"], set_=once_more),
        "postgresql": theirs.on_conflict_do_update(index_elements=["kind", "subject_id"], set_=once_more),
    }


_COUNT = _counting()


class SqlRetention:
    """What is no longer needed goes, so that nobody has to trust that nobody looks."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def forget_member(self, member_id: str) -> bool:
        """Delete a member's key: check-in texts and drafts read as empty; False when nothing was kept."""
        return await self._forget(KeyKind.MEMBER, member_id)

    async def forget_case(self, case_id: str) -> bool:
        """Delete a case's key: excerpt and notes read as empty; False when nothing was kept."""
        return await self._forget(KeyKind.CASE, case_id)

    async def _forget(self, kind: KeyKind, subject_id: str) -> bool:
        """Delete a key and put it on the list that `kith restore` goes through."""
        is_gone = await self._texts.forget(kind, subject_id)
        if is_gone:
            await self._session.change(_COUNT, {"kind": kind, "subject_id": subject_id, "times": 1})
        return is_gone

    async def blank_messages(self, before: datetime) -> int:
        """Empty up to 500 messages that were final before then; kind and reason stay. Return how many there were."""
        spent = await self._session.rows(_SPENT, {"before": before, "at_most": _AT_A_TIME})
        blanks = [{"this_seq": seq, "card": Card("", kind=card.kind, why=card.why)} for seq, card in spent]
        if blanks:
            await self._session.change(_BLANK, blanks)
        return len(blanks)

    async def forget_events(self, before: datetime) -> int:
        """Drop the keys of events handled before then; return how many there were."""
        return await self._session.change(_DROP, {"before": before})
