"""Topics with a thread of their own."""

from sqlalchemy import bindparam

from bot.domain.topics import Topic
from storage.schema import topics
from storage.session import Session, Shape

_SHAPE = Shape(Topic, topics)
_GET = _SHAPE.select(topics.c.id == bindparam("topic_id"))
_LOCKED = _GET.with_for_update()
_OPEN_IN = _SHAPE.select(topics.c.cohort_id == bindparam("of_cohort"), topics.c.closed_at.is_(None)).order_by(
    topics.c.opened_at, topics.c.id
)


class SqlTopics:
    """The topics table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, topic: Topic) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, topic)

    async def get(self, topic_id: str) -> Topic | None:
        """Return one and lock its row."""
        statement = _GET if self._session.is_read_only else _LOCKED
        return _SHAPE.read(await self._session.row(statement, {"topic_id": topic_id}))

    async def open_in(self, cohort_id: str) -> list[Topic]:
        """A cohort's that are open, oldest first."""
        return _SHAPE.read_all(await self._session.rows(_OPEN_IN, {"of_cohort": cohort_id}))

    async def save(self, topic: Topic) -> None:
        """Overwrite it; ValueError when it is not there."""
        await _SHAPE.save(self._session, topic)
