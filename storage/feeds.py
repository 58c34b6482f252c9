"""Secret addresses of people's calendars."""

from sqlalchemy import bindparam, delete

from bot.domain.feeds import Feed
from storage.schema import feeds
from storage.session import Session, Shape, put

_SHAPE = Shape(Feed, feeds)
_OF = _SHAPE.select(feeds.c.member_id == bindparam("of_member"))
_FIND = _SHAPE.select(feeds.c.id == bindparam("feed_id"))
_PUT = put(feeds, "member_id")
_FORGET = delete(feeds).where(feeds.c.member_id == bindparam("of_member"))


class SqlFeeds:
    """The feeds table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of(self, member_id: str) -> Feed | None:
        """Return a member's."""
        return _SHAPE.read(await self._session.row(_OF, {"of_member": member_id}))

    async def find(self, feed_id: str) -> Feed | None:
        """Return the one with an id."""
        return _SHAPE.read(await self._session.row(_FIND, {"feed_id": feed_id}))

    async def put(self, feed: Feed) -> None:
        """Store it in the place of the member's earlier one."""
        await self._session.change(_PUT, _SHAPE.values(feed))

    async def forget(self, member_id: str) -> int:
        """End a member's."""
        return await self._session.change(_FORGET, {"of_member": member_id})
