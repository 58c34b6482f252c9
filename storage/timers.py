"""Due work, one timer per action."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, tuple_, update

from bot.cards import Action
from bot.domain.schedule import LocalTime
from bot.effects import Later
from bot.ports import Timer
from storage.lanes import NEXT_AT
from storage.schema import timers
from storage.session import AnyRow, Session, put

_PUT = put(timers, "action", "subject")
_ORDER = (timers.c.due_at, timers.c.action, timers.c.subject)
_TIMER = select(timers.c.action, timers.c.subject, timers.c.due_at, timers.c.attempts)
_THIS = (timers.c.action == bindparam("of_action"), timers.c.subject == bindparam("of_subject"))
_IS_DUE = (
    timers.c.due_at <= bindparam("now", type_=timers.c.due_at.type),
    or_(timers.c.retry_at.is_(None), timers.c.retry_at <= bindparam("now", type_=timers.c.due_at.type)),
)
_DUE = _TIMER.where(*_IS_DUE).order_by(*_ORDER).limit(bindparam("at_most"))
_UPCOMING = _TIMER.order_by(*_ORDER).limit(bindparam("at_most")).offset(bindparam("skipped"))
_FREE = select(timers.c.action, timers.c.subject).where(*_THIS, *_IS_DUE).with_for_update(skip_locked=True)
_TAKE = (
    delete(timers)
    .where(tuple_(timers.c.action, timers.c.subject).in_(_FREE))
    .returning(timers.c.action, timers.c.subject, timers.c.due_at, timers.c.attempts)
)
_FAIL = update(timers).where(*_THIS).values(attempts=timers.c.attempts + 1)
_FIRST_DUE = select(func.min(timers.c.due_at)).where(timers.c.retry_at.is_(None)).scalar_subquery()
_FIRST_RETRY = select(func.min(timers.c.retry_at)).where(timers.c.retry_at.is_not(None)).scalar_subquery()
_NEXT = select(_FIRST_DUE, _FIRST_RETRY)
_NEXT_WORK = select(_FIRST_DUE, _FIRST_RETRY, NEXT_AT.scalar_subquery())
_NOMINAL = (
    select(timers.c.action, timers.c.subject, timers.c.due_at, timers.c.nominal, timers.c.zone)
    .where(timers.c.nominal.is_not(None))
    .order_by(timers.c.action, timers.c.subject)
    .with_for_update()
)
_MOVE = update(timers).where(*_THIS)


class SqlTimers:
    """The timers table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, later: Later) -> None:
        """Set or move the timer; moving forgets its failures."""
        local = later.when if isinstance(later.when, LocalTime) else None
        values = {
            "action": later.action.name,
            "subject": later.action.subject,
            "due_at": later.when.moment() if isinstance(later.when, LocalTime) else later.when,
            "attempts": 0,
            "retry_at": None,
            "nominal": local.key if local else None,
            "zone": local.zone if local else None,
        }
        await self._session.change(_PUT, values)

    async def due(self, now: datetime, limit: int) -> list[Timer]:
        """Timers due at `now`, by due time, then action name, then subject."""
        return _timers(await self._session.rows(_DUE, {"now": now, "at_most": limit}))

    async def take(self, action: Action, now: datetime) -> Timer | None:
        """Remove and return the timer if it is due and no other worker has it."""
        values = {"of_action": action.name, "of_subject": action.subject, "now": now}
        return next(iter(_timers(await self._session.rows(_TAKE, values))), None)

    async def fail(self, action: Action, retry_at: datetime) -> None:
        """Count a failure and look again at `retry_at`."""
        values = {"of_action": action.name, "of_subject": action.subject, "retry_at": retry_at}
        await self._session.change(_FAIL, values)

    async def next_at(self) -> datetime | None:
        """When the earliest timer is due or to be retried."""
        return _earliest(await self._session.row(_NEXT))

    async def next_work_at(self) -> datetime | None:
        """When the earliest timer or message wants a look, asked in one go."""
        return _earliest(await self._session.row(_NEXT_WORK))

    async def upcoming(self, limit: int, skipped: int = 0) -> list[Timer]:
        """The next timers but for the first few, by due time, then action name, then subject."""
        return _timers(await self._session.rows(_UPCOMING, {"at_most": limit, "skipped": skipped}))

    async def retime(self) -> int:
        """Ask every local time again which moment it is; return how many timers moved."""
        moved = 0
        for action, subject, due_at, nominal, zone in await self._session.rows(_NOMINAL):
            moment = LocalTime.parse(nominal, zone).moment()
            if moment != due_at:
                values = {"of_action": action, "of_subject": subject, "due_at": moment}
                moved += await self._session.change(_MOVE, values)
        return moved


def _earliest(row: AnyRow | None) -> datetime | None:
    return min((moment for moment in row or () if moment is not None), default=None)


def _timers(rows: Sequence[AnyRow]) -> list[Timer]:
    return [Timer(Action(name, subject), due_at, attempts) for name, subject, due_at, attempts in rows]
