"""Spaces of people who share an experience. Leaving deletes the row: nothing remembers that somebody was there."""

from sqlalchemy import bindparam, delete, func, select

from bot.domain.affinity import Space
from bot.domain.members import Member
from storage.members import MEMBER
from storage.schema import members, space_members, spaces
from storage.session import Session, Shape, unless_there

_SHAPE = Shape(Space, spaces)
_FIND = _SHAPE.select(spaces.c.id == bindparam("space_id"))
_IN_COHORT = _SHAPE.select(spaces.c.cohort_id == bindparam("of_cohort")).order_by(spaces.c.handle)
_JOIN = unless_there(space_members, "space_id", "member_id")
_LEAVE = delete(space_members).where(
    space_members.c.space_id == bindparam("of_space"), space_members.c.member_id == bindparam("of_member")
)
_LEAVE_ALL = delete(space_members).where(space_members.c.member_id == bindparam("of_member"))
_MEMBERS = (
    MEMBER.select(space_members.c.space_id == bindparam("of_space"))
    .join(space_members, space_members.c.member_id == members.c.id)
    .order_by(members.c.handle)
)
_COUNTS = (
    select(space_members.c.space_id, func.count())
    .join(spaces, spaces.c.id == space_members.c.space_id)
    .where(spaces.c.cohort_id == bindparam("of_cohort"))
    .group_by(space_members.c.space_id)
)


class SqlSpaces:
    """The spaces and space_members tables."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, space: Space) -> None:
        """Store a new space."""
        await _SHAPE.add(self._session, space)

    async def find(self, space_id: str) -> Space | None:
        """Return a space."""
        return _SHAPE.read(await self._session.row(_FIND, {"space_id": space_id}))

    async def in_cohort(self, cohort_id: str) -> list[Space]:
        """All of a cohort's, by handle."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def join(self, space_id: str, member_id: str) -> None:
        """Let somebody in; nothing where they are inside."""
        await self._session.change(_JOIN, {"space_id": space_id, "member_id": member_id})

    async def leave(self, space_id: str, member_id: str) -> None:
        """Forget that somebody is inside."""
        await self._session.change(_LEAVE, {"of_space": space_id, "of_member": member_id})

    async def leave_all(self, member_id: str) -> None:
        """Forget it for every space."""
        await self._session.change(_LEAVE_ALL, {"of_member": member_id})

    async def members(self, space_id: str) -> list[Member]:
        """Who is inside, by handle: for those inside, and for whoever opens the door."""
        return MEMBER.read_all(await self._session.rows(_MEMBERS, {"of_space": space_id}))

    async def counts(self, cohort_id: str) -> dict[str, int]:
        """How many are inside each of a cohort's spaces, by space id; none where nobody is."""
        return {row[0]: row[1] for row in await self._session.rows(_COUNTS, {"of_cohort": cohort_id})}
