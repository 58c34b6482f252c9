"""What stands in the hubs."""

from sqlalchemy import bindparam

from bot.domain.hub import HubItem
from storage.schema import hub_items
from storage.session import Session, Shape

_SHAPE = Shape(HubItem, hub_items)
_FIND = _SHAPE.select(hub_items.c.id == bindparam("item_id"))
_GET = _FIND.with_for_update()
_IN_COHORT = _SHAPE.select(hub_items.c.cohort_id == bindparam("of_cohort")).order_by(
    hub_items.c.kind, hub_items.c.title, hub_items.c.ref
)


class SqlHub:
    """The hub_items table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, item: HubItem) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, item)

    async def get(self, item_id: str) -> HubItem | None:
        """Return one and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"item_id": item_id}))

    async def in_cohort(self, cohort_id: str) -> list[HubItem]:
        """All of a cohort's, by kind, then title."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, item: HubItem) -> None:
        """Overwrite it; ValueError when it is not there."""
        await _SHAPE.save(self._session, item)
