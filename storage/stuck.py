"""Work that should have been done by now. Every question is answered by a partial index, however much is finished."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, func, literal, or_, select, text, union_all

from bot.cards import Action
from bot.domain.cases import NOT_FOR_THE_ONE_WHO_ASKED, UNOWNED, CaseState
from bot.repositories import Backlog, Stuck
from bot.repositories.work import STUCK_DOUBT, STUCK_LANE, STUCK_LEASE, STUCK_TIMER
from storage.lanes import heads_its_lane
from storage.schema import case_entries, cases, outbox, timers
from storage.session import Session

_MOMENT = timers.c.due_at.type
_row = outbox.alias("waiting")


def _before(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=_MOMENT)


_TIMERS = (
    select(func.count())
    .select_from(timers)
    .where(
        timers.c.due_at <= _before("timers_before"),
        or_(timers.c.retry_at.is_(None), timers.c.retry_at <= _before("timers_before")),
    )
)
_LEASES = (
    select(func.count())
    .select_from(outbox)
    .where(text("outbox.state = 'sending'"), outbox.c.lease_until <= _before("leases_before"))
)
_IS_WAITING = text("waiting.state IN ('pending', 'unknown')")
_DOUBTS = (
    select(func.count())
    .select_from(_row)
    .where(_IS_WAITING, text("waiting.state = 'unknown'"), _row.c.first_at <= _before("doubts_before"))
)
_LANES = (
    select(func.count())
    .select_from(_row)
    .where(_IS_WAITING, _row.c.next_at <= _before("lanes_before"), heads_its_lane(_row))
)
_IS_OPEN = text("cases.state NOT IN ('resolved', 'handed_over', 'void')")


def _without(action: str, state: CaseState) -> tuple[Any, ...]:
    is_set = exists().where(timers.c.action == action, timers.c.subject == cases.c.id).correlate(cases)
    return _IS_OPEN, cases.c.state == state, ~is_set


_FORGOTTEN = union_all(
    *(
        select(literal(action).label("action"), cases.c.id.label("subject")).where(*_without(action, state))
        for action, state in (("case.escalate", CaseState.OPEN), ("case.watch", CaseState.ACKNOWLEDGED))
    )
).subquery()
_CASES = select(func.count()).select_from(_FORGOTTEN)
_COUNTS = select(*(each.scalar_subquery() for each in (_TIMERS, _LEASES, _DOUBTS, _LANES, _CASES)))
_NAMED = select(_FORGOTTEN.c.action, _FORGOTTEN.c.subject).order_by(*_FORGOTTEN.c).limit(bindparam("at_most"))
_BY_URGENCY = select(_row.c.urgency, func.count(), func.min(_row.c.next_at)).where(_IS_WAITING).group_by(_row.c.urgency)
_GIVEN_TO_THE_LINE = or_(
    case_entries.c.what.like("opened:%"),
    case_entries.c.what.like("passed_on:%"),
    case_entries.c.what.in_(("reopened", "opened_again", "came_back")),
)
_WITHOUT_OWNER_SINCE = (
    select(func.max(case_entries.c.at))
    .where(case_entries.c.case_id == cases.c.id, _GIVEN_TO_THE_LINE)
    .correlate(cases)
    .scalar_subquery()
)
_IS_KEPT_FROM_SOMEBODY = or_(
    cases.c.subject_ids != bindparam("nobody", (), type_=cases.c.subject_ids.type),
    and_(cases.c.opener_id != "", cases.c.cause.in_(sorted(NOT_FOR_THE_ONE_WHO_ASKED))),
)
_OPEN = select(cases.c.state, func.coalesce(_WITHOUT_OWNER_SINCE, cases.c.opened_at)).where(
    _IS_OPEN, ~_IS_KEPT_FROM_SOMEBODY
)


class SqlStuck:
    """Reads the timers, outbox and cases tables."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def now(self, now: datetime) -> Stuck:
        """Return what should have been done by now."""
        before = {"timers_before": now - STUCK_TIMER, "leases_before": now - STUCK_LEASE}
        before |= {"doubts_before": now - STUCK_DOUBT, "lanes_before": now - STUCK_LANE}
        row = await self._session.row(_COUNTS, before)
        return Stuck(*row) if row is not None else Stuck()

    async def forgotten(self, limit: int) -> list[Action]:
        """Return the timers that open cases should have and have not."""
        return [Action(*row) for row in await self._session.rows(_NAMED, {"at_most": limit})]

    async def backlog(self) -> Backlog:
        """Return what waits, stuck or not; of a case that is kept from anybody nothing is counted."""
        rows = await self._session.rows(_BY_URGENCY)
        open_cases = await self._session.rows(_OPEN)
        return Backlog(
            {urgency: number for urgency, number, _ in rows},
            {urgency: since for urgency, _, since in rows},
            len(open_cases),
            sum(state is CaseState.EXHAUSTED for state, _ in open_cases),
            min((since for state, since in open_cases if state in UNOWNED), default=None),
        )
