"""Events of whole cohorts."""

from sqlalchemy import bindparam

from bot.domain.gatherings import Gathering
from storage.schema import gatherings
from storage.session import Session, Shape

_SHAPE = Shape(Gathering, gatherings)
_FIND = _SHAPE.select(gatherings.c.id == bindparam("gathering_id"))
_GET = _FIND.with_for_update()
_IN_COHORT = _SHAPE.select(gatherings.c.cohort_id == bindparam("of_cohort")).order_by(
    gatherings.c.starts_at, gatherings.c.ref
)


class SqlGatherings:
    """The gatherings table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, gathering: Gathering) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, gathering)

    async def get(self, gathering_id: str) -> Gathering | None:
        """Return one and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"gathering_id": gathering_id}))

    async def find(self, gathering_id: str) -> Gathering | None:
        """Return one."""
        return _SHAPE.read(await self._session.row(_FIND, {"gathering_id": gathering_id}))

    async def in_cohort(self, cohort_id: str) -> list[Gathering]:
        """All of a cohort's, by time, then ref."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, gathering: Gathering) -> None:
        """Overwrite it; ValueError when it is not there."""
        await _SHAPE.save(self._session, gathering)
