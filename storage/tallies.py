"""Counts over a whole cohort, made where the rows are, and rows of some people at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, case, exists, func, literal, or_, select, union_all

from bot.domain.cases import CaseEntry
from bot.domain.check_ins import DUE, CheckInState
from bot.domain.figures import Modules, Talk, Tallies, Tally
from bot.domain.figures.early import ENOUGH_SIGNS
from bot.domain.members import Absence, Member, MemberState, Role
from bot.domain.sessions import COUNTED, SessionState
from storage.members import MEMBER
from storage.participations import REPLIES
from storage.schema import (
    absences,
    case_entries,
    cases,
    check_ins,
    drafts,
    extensions,
    gatherings,
    group_members,
    groups,
    kudos,
    members,
    moves,
    pairings,
    participations,
    sessions,
    surveys,
    traits,
)
from storage.session import Session, Shape

_COHORT = bindparam("of_cohort", type_=members.c.cohort_id.type)
_MOMENT = participations.c.at.type
_SINCE = bindparam("since", type_=_MOMENT)
_HEARD_SINCE = bindparam("heard_since", type_=_MOMENT)
_ANSWERED = check_ins.c.state == CheckInState.ANSWERED
_CHECK_INS = (
    select(check_ins.c.state, check_ins.c.week, func.count())
    .where(check_ins.c.cohort_id == _COHORT, check_ins.c.state.in_(DUE))
    .group_by(check_ins.c.state, check_ins.c.week)
)
_IN_WEEK = _CHECK_INS.where(check_ins.c.week == bindparam("in_week"))
_SESSIONS = (
    select(sessions.c.state, sessions.c.starts_at, func.count())
    .where(sessions.c.cohort_id == _COHORT, sessions.c.state.in_(COUNTED))
    .group_by(sessions.c.state, sessions.c.starts_at)
)
_IS_OURS = (members.c.cohort_id == _COHORT, members.c.role == Role.LEARNER)
_IS_HERE = (*_IS_OURS, members.c.state == MemberState.ACTIVE)
_LEARNERS = select(members.c.state, func.count()).where(*_IS_OURS).group_by(members.c.state)
_MODULES = (
    select(
        func.coalesce(func.sum(case((traits.c.module < bindparam("due"), traits.c.module), else_=bindparam("due"))), 0),
        func.count(),
    )
    .join(members, members.c.id == traits.c.member_id)
    .where(
        *_IS_OURS,
        members.c.state.not_in((MemberState.DECLINED, MemberState.LEFT, MemberState.GONE)),
        traits.c.module.is_not(None),
    )
)
_HAS_WRITTEN = exists().where(participations.c.member_id == members.c.id, participations.c.at >= _SINCE)
_HAS_ANSWERED = exists().where(
    check_ins.c.learner_id == members.c.id, check_ins.c.answered_at >= _SINCE, check_ins.c.mood.is_not(None)
)
_TAKING_PART = select(func.count()).select_from(members).where(*_IS_HERE, or_(_HAS_WRITTEN, _HAS_ANSWERED))
_TALK = (
    select(func.count(), REPLIES)
    .select_from(participations)
    .join(members, members.c.id == participations.c.member_id)
    .where(participations.c.cohort_id == _COHORT, participations.c.at >= _SINCE, members.c.role == Role.LEARNER)
)
_GOOD_WORDS = select(func.count()).where(kudos.c.cohort_id == _COHORT, kudos.c.given_at >= _SINCE)
_later = pairings.alias("later")
_MOVED = select(func.count()).where(
    pairings.c.cohort_id == _COHORT,
    pairings.c.until_on.is_not(None),
    exists().where(
        _later.c.learner_id == pairings.c.learner_id,
        _later.c.until_on.is_(None),
        _later.c.mentor_id != pairings.c.mentor_id,
    ),
)


def _signs() -> Select[Any]:
    """Count what `early_warnings` counts: missed in a row, sessions missed in a row, modules behind, silence."""
    answer, met = check_ins.alias("answer"), sessions.alias("met")
    newest = select(func.max(answer.c.week)).where(
        answer.c.learner_id == check_ins.c.learner_id, answer.c.state == CheckInState.ANSWERED
    )
    missed = (
        select(check_ins.c.learner_id.label("id"), func.count().label("n"))
        .where(
            check_ins.c.cohort_id == _COHORT,
            check_ins.c.state == CheckInState.OVERDUE,
            check_ins.c.week > func.coalesce(newest.scalar_subquery(), literal(-1)),
        )
        .group_by(check_ins.c.learner_id)
        .subquery("missed")
    )
    last = exists().where(
        met.c.learner_id == sessions.c.learner_id,
        met.c.state == SessionState.ATTENDED,
        met.c.starts_at >= sessions.c.starts_at,
    )
    alone = (
        select(sessions.c.learner_id.label("id"), func.count().label("n"))
        .where(sessions.c.cohort_id == _COHORT, sessions.c.state == SessionState.MISSED, ~last)
        .where(sessions.c.starts_at.is_not(None))
        .group_by(sessions.c.learner_id)
        .subquery("alone")
    )
    due: Any = bindparam("due", type_=traits.c.module.type)
    behind = case((traits.c.module < due, due - traits.c.module), else_=0)
    counted = func.coalesce(missed.c.n, 0) + func.coalesce(alone.c.n, 0) + behind
    signs = counted + case((_is_quiet(), 1), else_=0)
    return (
        select(members.c.id)
        .outerjoin(missed, missed.c.id == members.c.id)
        .outerjoin(alone, alone.c.id == members.c.id)
        .outerjoin(traits, traits.c.member_id == members.c.id)
        .where(*_IS_HERE, counted >= 1, signs >= ENOUGH_SIGNS)
        .order_by(signs.desc(), members.c.handle)
    )


def _is_quiet() -> Any:
    theirs = check_ins.c.learner_id == members.c.id
    met = (sessions.c.learner_id == members.c.id, sessions.c.state == SessionState.ATTENDED)
    return (
        exists().where(theirs, check_ins.c.state.in_(DUE))
        & ~_HAS_WRITTEN
        & ~exists().where(theirs, check_ins.c.answered_at >= _HEARD_SINCE)
        & ~exists().where(*met, sessions.c.starts_at >= _HEARD_SINCE)
    )


_SIGNS = _signs()
_NOW = group_members.c.until_on.is_(None)
_QUIET_GROUPS = (
    select(groups.c.id)
    .join(group_members, group_members.c.group_id == groups.c.id)
    .join(check_ins, check_ins.c.learner_id == group_members.c.member_id)
    .where(groups.c.cohort_id == _COHORT, _NOW, check_ins.c.week == bindparam("in_week"), check_ins.c.state.in_(DUE))
    .group_by(groups.c.id, groups.c.handle)
    .having(2 * func.count(case((_ANSWERED, 1))) < func.count())
    .order_by(groups.c.handle)
)


def _some(name: str = "ids") -> Any:
    return bindparam(name, expanding=True)


_NOT_REACHABLE = (MemberState.DECLINED, MemberState.LEFT, MemberState.GONE)
_UNGROUPED = (
    select(func.count())
    .select_from(members)
    .where(
        *_IS_OURS,
        members.c.state.not_in(_NOT_REACHABLE),
        ~exists().where(group_members.c.member_id == members.c.id, _NOW),
    )
)
_ABSENCE = Shape(Absence, absences)
_HAVE_TIMERS = (members, groups, check_ins, sessions, gatherings, extensions, moves, surveys, drafts, cases)
_OURS = union_all(*(select(one.c.id).where(one.c.cohort_id == _COHORT, one.c.id.in_(_some())) for one in _HAVE_TIMERS))
_PAIRED = (
    select(pairings.c.learner_id, pairings.c.mentor_id)
    .where(pairings.c.cohort_id == _COHORT, pairings.c.until_on.is_(None))
    .order_by(pairings.c.learner_id)
)
_TIMELINES = (
    select(case_entries.c.case_id, case_entries.c.at, case_entries.c.what, case_entries.c.actor_id)
    .join(cases, cases.c.id == case_entries.c.case_id)
    .where(cases.c.cohort_id == _COHORT)
    .order_by(case_entries.c.at, case_entries.c.n)
)
_DAY = absences.c.from_on.type
_AWAY = (
    select(*MEMBER.columns, *_ABSENCE.columns)
    .join(members, members.c.id == absences.c.member_id)
    .where(
        members.c.cohort_id == _COHORT,
        absences.c.from_on <= bindparam("tomorrow", type_=_DAY),
        absences.c.until_on >= bindparam("yesterday", type_=_DAY),
    )
    .order_by(members.c.handle, absences.c.id)
)


class SqlTallies:
    """Reads many tables and writes none. Sealed text is left closed: nobody counts it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def whole(self, cohort_id: str, since: datetime, due: int) -> Tallies:
        """Count a cohort; what people wrote and answered `since` a moment, `due` modules by now."""
        values: dict[str, Any] = {"of_cohort": cohort_id}
        lately, run = values | {"since": since}, self._session
        done, known = (await run.rows(_MODULES, values | {"due": due}))[0] if due else (0, 0)
        messages, replies = (await run.rows(_TALK, lately))[0]
        return Tallies(
            _tallied(await run.rows(_SESSIONS, values), SessionState.ATTENDED),
            _tallied(await run.rows(_CHECK_INS, values), CheckInState.ANSWERED),
            Modules(int(done), due * known),
            dict(map(tuple, await run.rows(_LEARNERS, values))),
            await run.scalar(_TAKING_PART, lately),
            Talk(messages, replies),
            await run.scalar(_GOOD_WORDS, lately),
            await run.scalar(_MOVED, values),
        )

    async def signs(self, cohort_id: str, since: datetime, due: int) -> Sequence[str]:
        """Ids of active learners with two signs or more, most signs first, then by handle."""
        values = {"of_cohort": cohort_id, "since": since, "heard_since": since, "due": due}
        return [row[0] for row in await self._session.rows(_SIGNS, values)]

    async def quiet_groups(self, cohort_id: str, week: int) -> Sequence[str]:
        """Ids of groups that answered fewer than half of a week's due check-ins, by handle."""
        values = {"of_cohort": cohort_id, "in_week": week}
        return [row[0] for row in await self._session.rows(_QUIET_GROUPS, values)]

    async def answered(self, cohort_id: str, week: int) -> tuple[int, int]:
        """How many of a week's check-ins were answered, and how many were due."""
        rows = await self._session.rows(_IN_WEEK, {"of_cohort": cohort_id, "in_week": week})
        found = _tallied(rows, CheckInState.ANSWERED).get(week, Tally())
        return found.hits, found.of

    async def ungrouped(self, cohort_id: str) -> int:
        """How many learners who can be reached are in no group."""
        return int(await self._session.scalar(_UNGROUPED, {"of_cohort": cohort_id}))

    async def paired(self, cohort_id: str) -> Sequence[tuple[str, str]]:
        """Ids of learners and of who looks after them now, in a whole cohort, by the learner's."""
        return [(learner, mentor) for learner, mentor in await self._session.rows(_PAIRED, {"of_cohort": cohort_id})]

    async def ours(self, cohort_id: str, ids: Collection[str]) -> set[str]:
        """Which ids stand for something of a cohort: people, groups, check-ins, sessions, whatever timers are about."""
        rows = await self._session.rows(_OURS, {"of_cohort": cohort_id, "ids": [*ids]})
        return {row[0] for row in rows} | ({cohort_id} & {*ids})

    async def timelines(self, cohort_id: str) -> Mapping[str, list[CaseEntry]]:
        """What became of every case of a cohort, oldest first, by the case's id; without notes."""
        found: dict[str, list[CaseEntry]] = {}
        for row in await self._session.rows(_TIMELINES, {"of_cohort": cohort_id}):
            found.setdefault(row.case_id, []).append(CaseEntry(*row))
        return found

    async def away(self, cohort_id: str, at: datetime) -> Sequence[tuple[Member, Absence]]:
        """Who may be away at a moment, on whatever clock theirs is."""
        today, day = at.astimezone(UTC).date(), timedelta(days=1)
        values = {"of_cohort": cohort_id, "yesterday": today - day, "tomorrow": today + day}
        split = len(MEMBER.columns)
        rows = await self._session.rows(_AWAY, values)
        return [(MEMBER.made(row[:split]), _ABSENCE.made(row[split:])) for row in rows]


def _tallied(rows: Sequence[Any], hit: Any) -> dict[Any, Tally]:
    """Put counts by state together, by what else they were counted by."""
    found: dict[Any, Tally] = {}
    for state, key, count in rows:
        found[key] = found.get(key, Tally()) + Tally(count if state is hit else 0, count)
    return found
