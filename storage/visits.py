"""Visits to the desk."""

from datetime import datetime

from sqlalchemy import bindparam, delete, update

from bot.domain.visits import Visit
from storage.schema import visits
from storage.session import Session, Shape

_SHAPE = Shape(Visit, visits)
_FIND = _SHAPE.select(visits.c.id == bindparam("visit_id"))
_GET = _FIND.with_for_update()
_OF_COOKIE = _SHAPE.select(visits.c.cookie == bindparam("of_cookie"), visits.c.cookie != "")
_END = (
    update(visits)
    .where(visits.c.member_id == bindparam("of_member"), visits.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)
_FORGET = delete(visits).where(visits.c.offered_at < bindparam("before"))


class SqlVisits:
    """The visits table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, visit: Visit) -> None:
        """Store a visit."""
        await _SHAPE.add(self._session, visit)

    async def get(self, visit_id: str) -> Visit | None:
        """Return a visit and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"visit_id": visit_id}))

    async def find(self, visit_id: str) -> Visit | None:
        """Return a visit."""
        return _SHAPE.read(await self._session.row(_FIND, {"visit_id": visit_id}))

    async def of_cookie(self, cookie: str) -> Visit | None:
        """Return the visit a browser holds."""
        return _SHAPE.read(await self._session.row(_OF_COOKIE, {"of_cookie": cookie}))

    async def save(self, visit: Visit) -> None:
        """Overwrite a visit; ValueError when it is not there."""
        await _SHAPE.save(self._session, visit)

    async def end(self, member_id: str, at: datetime) -> int:
        """End every visit of a member's."""
        return await self._session.change(_END, {"of_member": member_id, "at": at})

    async def forget(self, before: datetime) -> int:
        """Drop what was offered before then."""
        return await self._session.change(_FORGET, {"before": before})
