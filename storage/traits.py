"""What pairing and workload know of people."""

from collections.abc import Mapping

from sqlalchemy import bindparam

from bot.domain.room import Traits
from storage.schema import members, traits
from storage.session import Session, Shape, put

_SHAPE = Shape(Traits, traits)
_PUT = put(traits, "member_id")
_OF = _SHAPE.select(traits.c.member_id == bindparam("of_member"))
_IN_COHORT = (
    _SHAPE.select(members.c.cohort_id == bindparam("of_cohort"))
    .join_from(traits, members, traits.c.member_id == members.c.id)
    .order_by(traits.c.member_id)
)


class SqlTraits:
    """The traits table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, traits: Traits) -> None:
        """Store or overwrite them."""
        await self._session.change(_PUT, _SHAPE.values(traits))

    async def of(self, member_id: str) -> Traits:
        """Somebody's; those of somebody who said nothing where there are none."""
        return _SHAPE.read(await self._session.row(_OF, {"of_member": member_id})) or Traits(member_id)

    async def in_cohort(self, cohort_id: str) -> Mapping[str, Traits]:
        """A cohort's by member id."""
        rows = await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id})
        return {one.member_id: one for one in _SHAPE.read_all(rows)}
