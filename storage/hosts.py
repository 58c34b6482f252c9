"""Who was asked to host a group's week, and what they said."""

from sqlalchemy import bindparam, func, select

from bot.domain.hosts import Host, HostState
from storage.schema import hosts
from storage.session import Session, Shape

_SHAPE = Shape(Host, hosts)
_FIND = _SHAPE.select(hosts.c.id == bindparam("host_id"))
_GET = _FIND.with_for_update()
_OF_GROUP = _SHAPE.select(hosts.c.group_id == bindparam("of_group")).order_by(hosts.c.week, hosts.c.learner_id)
_HOSTED = select(func.count()).where(hosts.c.learner_id == bindparam("by_member"), hosts.c.state == HostState.AGREED)


class SqlHosts:
    """The hosts table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, host: Host) -> None:
        """Store that somebody was asked."""
        await _SHAPE.add(self._session, host)

    async def get(self, host_id: str) -> Host | None:
        """Return who was asked and lock the row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"host_id": host_id}))

    async def of_group(self, group_id: str) -> list[Host]:
        """Everybody who was asked in a group, by week, then learner."""
        return _SHAPE.read_all(await self._session.rows(_OF_GROUP, {"of_group": group_id}))

    async def hosted_by(self, learner_id: str) -> int:
        """How many weeks somebody said yes to."""
        return int(await self._session.scalar(_HOSTED, {"by_member": learner_id}) or 0)

    async def save(self, host: Host) -> None:
        """Overwrite what somebody said; ValueError when they were not asked."""
        await _SHAPE.save(self._session, host)
