"""Groups and who is in them, from and until a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select, update

from bot.domain.members import Group, Member
from storage.members import MEMBER
from storage.schema import group_members, groups, members
from storage.session import Session, Shape, adding

_SHAPE = Shape(Group, groups)
_NOW = group_members.c.until_on.is_(None)
_FIND = _SHAPE.select(groups.c.id == bindparam("group_id"))
_IN_COHORT = _SHAPE.select(groups.c.cohort_id == bindparam("of_cohort")).order_by(groups.c.handle)
_FACILITATED = _SHAPE.select(groups.c.facilitator_id == bindparam("by_member")).order_by(
    groups.c.cohort_id, groups.c.handle
)
_OF_MEMBER = _SHAPE.select(group_members.c.member_id == bindparam("of_member"), _NOW).join(
    group_members, group_members.c.group_id == groups.c.id
)
_MEMBERS = (
    MEMBER.select(group_members.c.group_id == bindparam("of_group"), _NOW)
    .join(group_members, group_members.c.member_id == members.c.id)
    .order_by(members.c.handle)
)
_IDS = (
    select(group_members.c.group_id, group_members.c.member_id)
    .where(_NOW, group_members.c.group_id.in_(select(groups.c.id).where(groups.c.cohort_id == bindparam("of_cohort"))))
    .order_by(group_members.c.group_id, group_members.c.member_id)
)
_LEAVE = update(group_members).where(group_members.c.member_id == bindparam("of_member"), _NOW)
_JOIN = adding(group_members)
_LAST = (
    select(group_members.c.group_id, group_members.c.until_on)
    .where(group_members.c.member_id == bindparam("of_member"))
    .order_by(group_members.c.id.desc())
    .limit(1)
)


class SqlGroups:
    """The groups and group_members tables. The database lets nobody be in two groups at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, group: Group, member_ids: Sequence[str], from_on: date) -> None:
        """Store a new group with its members."""
        await _SHAPE.add(self._session, group)
        rows = [{"group_id": group.id, "member_id": member_id, "from_on": from_on} for member_id in member_ids]
        if rows:
            await self._session.change(_JOIN, rows)

    async def find(self, group_id: str) -> Group | None:
        """Return a group."""
        return _SHAPE.read(await self._session.row(_FIND, {"group_id": group_id}))

    async def save(self, group: Group) -> None:
        """Overwrite it; ValueError when it is not there."""
        await _SHAPE.save(self._session, group)

    async def in_cohort(self, cohort_id: str) -> list[Group]:
        """Groups by handle."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def of_member(self, member_id: str) -> Group | None:
        """The group somebody is in now."""
        return _SHAPE.read(await self._session.row(_OF_MEMBER, {"of_member": member_id}))

    async def members(self, group_id: str) -> list[Member]:
        """Who is in the group now, by handle."""
        return MEMBER.read_all(await self._session.rows(_MEMBERS, {"of_group": group_id}))

    async def member_ids(self, cohort_id: str) -> dict[str, frozenset[str]]:
        """Who is in which group of a cohort now, by the group's id."""
        found: dict[str, set[str]] = {}
        for group_id, member_id in await self._session.rows(_IDS, {"of_cohort": cohort_id}):
            found.setdefault(group_id, set()).add(member_id)
        return {group_id: frozenset(ids) for group_id, ids in found.items()}

    async def facilitated_by(self, member_id: str) -> list[Group]:
        """Groups somebody facilitates, by handle within a cohort."""
        return _SHAPE.read_all(await self._session.rows(_FACILITATED, {"by_member": member_id}))

    async def leave(self, member_id: str, on: date) -> None:
        """Take somebody out of the group they are in."""
        await self._session.change(_LEAVE, {"of_member": member_id, "until_on": on})

    async def join(self, group_id: str, member_id: str, on: date) -> None:
        """Put somebody who is in no group into one."""
        await self._session.change(_JOIN, {"group_id": group_id, "member_id": member_id, "from_on": on})

    async def rejoin(self, member_id: str, on: date) -> None:
        """Put somebody back into the group they were in last; nothing where they never were in one, or are."""
        last = await self._session.row(_LAST, {"of_member": member_id})
        if last is not None and last.until_on is not None:
            await self._session.change(_JOIN, {"group_id": last.group_id, "member_id": member_id, "from_on": on})
