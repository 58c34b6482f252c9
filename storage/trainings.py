"""How far mentors are with their training."""

from collections.abc import Mapping

from sqlalchemy import bindparam

from bot.domain.training import Progress
from storage.schema import members, trainings
from storage.session import Session, Shape, put

_SHAPE = Shape(Progress, trainings)
_PUT = put(trainings, "member_id")
_OF = _SHAPE.select(trainings.c.member_id == bindparam("of_member"))
_IN_COHORT = (
    _SHAPE.select(members.c.cohort_id == bindparam("of_cohort"))
    .join_from(trainings, members, trainings.c.member_id == members.c.id)
    .order_by(trainings.c.member_id)
)


class SqlTrainings:
    """The trainings table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, progress: Progress) -> None:
        """Store or overwrite it."""
        await self._session.change(_PUT, _SHAPE.values(progress))

    async def of(self, member_id: str) -> Progress:
        """Somebody's; that of somebody who has not begun where there is none."""
        return _SHAPE.read(await self._session.row(_OF, {"of_member": member_id})) or Progress(member_id)

    async def in_cohort(self, cohort_id: str) -> Mapping[str, Progress]:
        """A cohort's by member id, as far as they have begun."""
        rows = await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id})
        return {one.member_id: one for one in _SHAPE.read_all(rows)}
