"""Forgetting: keys of personal text, texts of messages long delivered, keys of events long handled."""

import asyncio
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite

from bot.cards import Card
from storage.cards import read_card
from storage.deliveries import opened
from storage.identities import (
    ADDRESSES,
    HANDLE_OF,
    IDENTITY,
    NAME_OF,
    PERSON,
    WAITING,
    WISH,
    WISHES,
    pseudonym,
    without,
)
from storage.schema import erasures, inbox, outbox
from storage.session import Dialects, Session
from storage.vault import KeyKind, Texts, Vault
from storage.waiting import BLANK, FINAL, FOLLOW, PAGE, TOLD, Naming, blank, emptied, told_of

_MOMENT = outbox.c.final_at.type
_SPENT = (
    select(outbox.c.seq, outbox.c.id, outbox.c.card)
    .where(text("outbox.is_blank = 0"), outbox.c.state.in_(FINAL))
    .where(outbox.c.final_at < bindparam("before", type_=_MOMENT))
    .order_by(outbox.c.seq)
    .limit(bindparam("at_most"))
)
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
_TIMES = select(erasures.c.times).where(
    and_(erasures.c.kind == bindparam("of_kind"), erasures.c.subject_id == bindparam("of_subject"))
)


class SqlRetention:
    """What is no longer needed goes, so that nobody has to trust that nobody looks."""

    def __init__(self, session: Session, texts: Texts, vault: Vault) -> None:
        self._session, self._texts, self._vault = session, texts, vault
        self.listed: dict[tuple[str, str], int] = {}  # what this transaction put on the list of erasures

    async def forget_member(self, member_id: str) -> bool:
        """Delete a member's key: check-in texts and drafts read as empty; False when nothing was kept."""
        return await self._forget(KeyKind.MEMBER, member_id)

    async def forget_case(self, case_id: str) -> bool:
        """Delete a case's key: excerpt and notes read as empty; False when nothing was kept."""
        return await self._forget(KeyKind.CASE, case_id)

    async def forget_cohort(self, cohort_id: str) -> bool:
        """Delete a cohort's key: the phrases its coordinators allowed read as empty; False when nothing was kept."""
        return await self._forget(KeyKind.COHORT, cohort_id)

    async def _forget(self, kind: KeyKind, subject_id: str) -> bool:
        """Delete a key and put it on the list that `kith restore` goes through."""
        is_gone = await self._texts.forget(kind, subject_id)
        if is_gone:
            await self._list(kind, subject_id)
        return is_gone

    async def _list(self, kind: str, subject_id: str) -> None:
        await self._session.change(_COUNT, {"kind": kind, "subject_id": subject_id, "times": 1})
        times = await self._session.scalar(_TIMES, {"of_kind": kind, "of_subject": subject_id})
        self.listed[kind, subject_id] = int(times)

    async def forget_person(self, member_id: str, now: datetime) -> bool:
        """Erase who somebody is, everywhere but in the open cases that need it; False when that was done before."""
        if await self.is_forgotten(member_id):
            return False
        new = pseudonym()
        await self._empty_what_names(member_id)
        await self._forget_wishes(member_id)
        for statement in IDENTITY:
            await self._session.change(statement, {"who": member_id, "pseudonym": new, "now": now})
        await self._list(PERSON, member_id)
        await self.blank_what_told(member_id)
        return True

    async def _empty_what_names(self, member_id: str) -> None:
        """Empty what names somebody and is final, and mark the rest; to be done while their name is known."""
        name = await self._session.scalar(NAME_OF, {"who": member_id})
        naming = Naming(member_id, name or "", self._vault)
        page = naming.first_page
        while page is not None:
            page = naming.next_page(await self._session.rows(PAGE, page))
            await asyncio.sleep(0)  # a large outbox takes a while, and others want their turn of the loop
        for change, rows in ((FOLLOW, naming.follows), (BLANK, naming.blanks)):
            if rows:
                await self._session.change(change, rows)

    async def _forget_wishes(self, member_id: str) -> None:
        """Take somebody out of what others wished for: before their handle is another one."""
        for handle, cohort_id in await self._session.rows(HANDLE_OF, {"who": member_id}):
            wishes = without(await self._session.rows(WISHES, {"of_cohort": cohort_id}), handle)
            if wishes:
                await self._session.change(WISH, wishes)

    async def is_forgotten(self, member_id: str) -> bool:
        """Whether somebody's identity was erased."""
        return bool(await self._session.scalar(_TIMES, {"of_kind": PERSON, "of_subject": member_id}))

    async def blank_what_told(self, member_id: str) -> bool:
        """Empty what was sent to somebody or told of their going, as far as it is final; False where some waits."""
        values = {"who": member_id, "told": told_of(member_id)}
        told = await self._session.rows(TOLD, values)
        if told:
            await self._session.change(BLANK, emptied(told, self._vault))
        await self._session.change(ADDRESSES, {"who": member_id})
        return await self._session.row(WAITING, values) is None

    async def blank_messages(self, before: datetime) -> int:
        """Empty up to 500 messages that were final before then; kind and reason stay. Return how many there were."""
        spent = await self._session.rows(_SPENT, {"before": before, "at_most": _AT_A_TIME})
        if spent:
            cards = [read_card(opened(row.card, row.id, self._vault)) for row in spent]
            left = [Card("", kind=card.kind, why=card.why) for card in cards]
            changes = [blank(row, card, self._vault) for row, card in zip(spent, left, strict=True)]
            await self._session.change(BLANK, changes)
        return len(spent)

    async def forget_events(self, before: datetime) -> int:
        """Drop the keys of events handled before then; return how many there were."""
        return await self._session.change(_DROP, {"before": before})
