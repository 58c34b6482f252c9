"""That people wrote; never what."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, select, text, type_coerce

from bot.domain.asking import Line
from bot.domain.figures import Talk
from bot.domain.members import Participation, Role
from storage.schema import members, participations
from storage.session import Session, Shape
from storage.types import microseconds

_A_WEEK = 7 * 24 * 3600 * 1_000_000
"""In the microseconds that moments are kept in."""

_SHAPE = Shape(Participation, participations)
_COUNT = select(func.count()).select_from(participations)
SINCE = participations.c.at >= bindparam("since")
_OF_MEMBER = _COUNT.where(participations.c.member_id == bindparam("of_member"), SINCE)
_IN_GROUP = _COUNT.where(participations.c.group_id == bindparam("of_group"), SINCE)
_IN_COHORT = _COUNT.where(participations.c.cohort_id == bindparam("of_cohort"))
_REPLIES = (
    select(participations.c.member_id, participations.c.reply_to_member_id, func.count())
    .where(
        participations.c.group_id == bindparam("of_group"),
        participations.c.reply_to_member_id.is_not(None),
        SINCE,
    )
    .group_by(participations.c.member_id, participations.c.reply_to_member_id)
)
COUNT = func.count()
REPLIES = func.count(participations.c.reply_to_member_id).filter(
    participations.c.reply_to_member_id != participations.c.member_id
)
"""Messages that answered somebody else."""
_TALK = (
    select(participations.c.member_id, COUNT, REPLIES)
    .where(participations.c.cohort_id == bindparam("of_cohort"), SINCE)
    .group_by(participations.c.member_id)
)
_WEEK = (type_coerce(participations.c.at, BigInteger) - bindparam("since", type_=BigInteger)) // bindparam(
    "week", type_=BigInteger
)
_WRITERS = (
    select(_WEEK, func.count(participations.c.member_id.distinct()))
    .join(members, members.c.id == participations.c.member_id)
    .where(
        participations.c.cohort_id == bindparam("of_cohort"),
        type_coerce(participations.c.at, BigInteger) >= bindparam("since", type_=BigInteger),
        members.c.role == Role.LEARNER,
    )
    .group_by(text("1"))
)
_IN_CHANNEL = (
    select(
        participations.c.member_id,
        members.c.role,
        participations.c.at,
        participations.c.reply_to_member_id,
    )
    .join(members, members.c.id == participations.c.member_id)
    .where(
        participations.c.cohort_id == bindparam("of_cohort"), participations.c.channel == bindparam("channel"), SINCE
    )
    .order_by(participations.c.at, participations.c.n)
)
_LAST_SEEN = select(func.max(participations.c.at)).where(participations.c.member_id == bindparam("of_member"))


class SqlParticipations:
    """The participations table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, participation: Participation) -> None:
        """Count one message."""
        await _SHAPE.add(self._session, participation)

    async def of_member(self, member_id: str, since: datetime) -> int:
        """How often somebody wrote at or after a moment."""
        return int(await self._session.scalar(_OF_MEMBER, {"of_member": member_id, "since": since}))

    async def in_group(self, group_id: str, since: datetime) -> int:
        """How many messages a group's channel saw at or after a moment."""
        return int(await self._session.scalar(_IN_GROUP, {"of_group": group_id, "since": since}))

    async def in_channel(self, cohort_id: str, channel: str, since: datetime) -> list[Line]:
        """Return who wrote in a channel at or after a moment, in whose answer, in order."""
        rows = await self._session.rows(_IN_CHANNEL, {"of_cohort": cohort_id, "channel": channel, "since": since})
        return [Line(member_id, role == Role.LEARNER, at, answers or "") for member_id, role, at, answers in rows]

    async def replies(self, group_id: str, since: datetime) -> dict[tuple[str, str], int]:
        """How often who answered whom in a group, by (who, whom)."""
        rows = await self._session.rows(_REPLIES, {"of_group": group_id, "since": since})
        return {(who, whom): count for who, whom, count in rows}

    async def talk(self, cohort_id: str, since: datetime) -> dict[str, Talk]:
        """How often everybody of a cohort wrote, and answered somebody else, by member id."""
        rows = await self._session.rows(_TALK, {"of_cohort": cohort_id, "since": since})
        return {member_id: Talk(messages, replies) for member_id, messages, replies in rows}

    async def writers(self, cohort_id: str, since: datetime) -> dict[int, int]:
        """How many learners wrote in each week from a moment on, by week, counted from 1."""
        values = {"of_cohort": cohort_id, "since": microseconds(since), "week": _A_WEEK}
        rows = await self._session.rows(_WRITERS, values)
        return {int(week) + 1: count for week, count in rows}

    async def last_seen(self, member_id: str) -> datetime | None:
        """When somebody wrote last."""
        found: datetime | None = await self._session.scalar(_LAST_SEEN, {"of_member": member_id})
        return found

    async def in_cohort(self, cohort_id: str) -> int:
        """How many messages a cohort wrote in all."""
        return int(await self._session.scalar(_IN_COHORT, {"of_cohort": cohort_id}))
