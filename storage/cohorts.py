"""Cohorts with their plans."""

from sqlalchemy import bindparam

from bot.domain.cohorts import Cohort
from storage.schema import cohorts
from storage.session import Session, Shape

_SHAPE = Shape(Cohort, cohorts)
_FIND = _SHAPE.select(cohorts.c.id == bindparam("cohort_id"))
_BY_HANDLE = _SHAPE.select(cohorts.c.handle == bindparam("wanted"))
_ALL = _SHAPE.select().order_by(cohorts.c.starts_on, cohorts.c.handle)


class SqlCohorts:
    """The cohorts table. Which was found once is not looked up again in the same snapshot."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Cohort | None] = {}

    async def add(self, cohort: Cohort) -> None:
        """Store a new cohort."""
        await _SHAPE.add(self._session, cohort)

    async def find(self, cohort_id: str) -> Cohort | None:
        """Return a cohort by its id."""
        if self._session.is_read_only and cohort_id in self._known:
            return self._known[cohort_id]
        self._known[cohort_id] = found = _SHAPE.read(await self._session.row(_FIND, {"cohort_id": cohort_id}))
        return found

    async def by_handle(self, handle: str) -> Cohort | None:
        """Return a cohort by its handle, as it is written."""
        return _SHAPE.read(await self._session.row(_BY_HANDLE, {"wanted": handle}))

    async def all(self) -> list[Cohort]:
        """Every cohort, oldest start first, then by handle."""
        return _SHAPE.read_all(await self._session.rows(_ALL))

    async def save(self, cohort: Cohort) -> None:
        """Overwrite a cohort; ValueError when it is not there."""
        await _SHAPE.save(self._session, cohort)
