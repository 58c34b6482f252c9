"""Who is away when."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, delete, select, update

from bot.domain.members import Absence
from storage.schema import absences, members
from storage.session import Session, Shape

_SHAPE = Shape(Absence, absences)
_OF_MEMBER = _SHAPE.select(absences.c.member_id == bindparam("of_member")).order_by(absences.c.from_on, absences.c.id)
_OF_SOME = _SHAPE.select(absences.c.member_id.in_(bindparam("ids", expanding=True))).order_by(
    absences.c.from_on, absences.c.id
)
_IN_COHORT = _SHAPE.select(
    absences.c.member_id.in_(select(members.c.id).where(members.c.cohort_id == bindparam("of_cohort")))
).order_by(absences.c.from_on, absences.c.id)
_DROP = delete(absences).where(
    absences.c.member_id == bindparam("of_member"), absences.c.from_on > bindparam("last_day")
)
_SHORTEN = update(absences).where(
    absences.c.member_id == bindparam("of_member"), absences.c.until_on > bindparam("last_day")
)


class SqlAbsences:
    """The absences table."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, list[Absence]] = {}

    async def add(self, absence: Absence) -> None:
        """Store a new absence."""
        await _SHAPE.add(self._session, absence)

    async def of_member(self, member_id: str) -> list[Absence]:
        """A member's, by first day."""
        if member_id in self._known:
            return self._known[member_id]
        return _SHAPE.read_all(await self._session.rows(_OF_MEMBER, {"of_member": member_id}))

    async def some(self, member_ids: Collection[str]) -> list[Absence]:
        """Those of some people, by first day; in the same snapshot nobody is asked for one by one any more."""
        ids = [*member_ids]
        found = _SHAPE.read_all(await self._session.rows(_OF_SOME, {"ids": ids})) if ids else []
        if self._session.is_read_only:
            self._known |= {one: [] for one in ids}
            for each in found:
                self._known[each.member_id].append(each)
        return found

    async def in_cohort(self, cohort_id: str) -> list[Absence]:
        """Everybody's of a cohort, by first day."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def cut(self, member_id: str, last_day: date) -> None:
        """Drop what begins after `last_day`, end on it what lasts longer."""
        values = {"of_member": member_id, "last_day": last_day}
        await self._session.change(_DROP, values)
        await self._session.change(_SHORTEN, values | {"until_on": last_day})
