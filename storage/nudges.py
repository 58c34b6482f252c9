"""Nudges made, and messages withheld with the reason."""

from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from bot.domain.budget import Nudge
from storage.schema import members, nudges, withheld
from storage.session import Session, Shape, adding

_SHAPE = Shape(Nudge, nudges)
_OLDEST = (nudges.c.at, nudges.c.n)
_SINCE = _SHAPE.select(nudges.c.member_id == bindparam("of_member"), nudges.c.on >= bindparam("from_day")).order_by(
    *_OLDEST
)
_IN_COHORT = (
    _SHAPE.select(members.c.cohort_id == bindparam("of_cohort"))
    .join(members, members.c.id == nudges.c.member_id)
    .order_by(*_OLDEST)
)
_ANSWER = update(nudges).where(nudges.c.member_id == bindparam("of_member"), nudges.c.answered_at.is_(None))
_WITHHELD = (
    select(withheld.c.at, withheld.c.kind, withheld.c.why)
    .where(withheld.c.member_id == bindparam("of_member"))
    .order_by(withheld.c.at.desc(), withheld.c.n.desc())
    .limit(bindparam("at_most"))
)
_WITHHOLD = adding(withheld)


class SqlNudges:
    """The nudges and withheld tables."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, nudge: Nudge) -> None:
        """Store a nudge that was made."""
        await _SHAPE.add(self._session, nudge)

    async def since(self, member_id: str, day: date) -> list[Nudge]:
        """A member's on or after a local day, oldest first."""
        return _SHAPE.read_all(await self._session.rows(_SINCE, {"of_member": member_id, "from_day": day}))

    async def answer(self, member_id: str, at: datetime) -> None:
        """Mark every unanswered nudge of a member as answered."""
        await self._session.change(_ANSWER, {"of_member": member_id, "answered_at": at})

    async def withhold(self, member_id: str, at: datetime, kind: str, why: str) -> None:
        """Note a message that was not sent."""
        await self._session.change(_WITHHOLD, {"member_id": member_id, "at": at, "kind": kind, "why": why})

    async def withheld(self, member_id: str, limit: int = 20) -> list[tuple[datetime, str, str]]:
        """What was not sent (at, kind, why), newest first."""
        rows = await self._session.rows(_WITHHELD, {"of_member": member_id, "at_most": limit})
        return [(at, kind, why) for at, kind, why in rows]

    async def in_cohort(self, cohort_id: str) -> list[Nudge]:
        """Every nudge of a cohort, oldest first."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))
