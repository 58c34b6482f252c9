"""Cases and their timelines. Excerpts and notes are sealed with the case's own key."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.cases import CLOSED, Case, CaseEntry, CaseState, Cause
from bot.domain.precision import Precision
from storage.schema import case_entries, cases, keys, rule_counts
from storage.session import AnyRow, AnySelect, Dialects, Session, Shape, adding
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Case, cases)
_KEY = key_of(KeyKind.CASE, cases.c.id)


def _select(*conditions: Any) -> AnySelect:
    return _SHAPE.select(*conditions).add_columns(keys.c.wrapped).join_from(cases, keys, _KEY, isouter=True)


_IS_CLOSED = cases.c.state.in_(sorted(CLOSED))
_FIND = _select(cases.c.id == bindparam("case_id"))
_GET = _FIND.with_for_update(of=cases)
_BY_REF = (
    _select(cases.c.cohort_id == bindparam("of_cohort"), cases.c.ref == bindparam("wanted"))
    .order_by(cases.c.opened_at.desc(), cases.c.id)
    .limit(1)
)
_CURRENT = (
    _select(
        cases.c.learner_id == bindparam("of_learner"),
        cases.c.category == bindparam("of_category"),
        cases.c.subject_ids == bindparam("about", type_=cases.c.subject_ids.type),
        cases.c.opener_id == bindparam("opened_by"),
        or_(~_IS_CLOSED, cases.c.closed_at >= bindparam("since")),
    )
    .order_by(case((_IS_CLOSED, 1), else_=0), cases.c.closed_at.desc(), cases.c.opened_at.desc(), cases.c.id)
    .limit(1)
)
_GET_CURRENT = _CURRENT.with_for_update(of=cases)
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))
_IN_COHORT = _select(cases.c.cohort_id == bindparam("of_cohort")).order_by(cases.c.opened_at, cases.c.id)
_OPEN_IN = _IN_COHORT.where(~_IS_CLOSED)
_OPENED_BY = _select(
    or_(
        cases.c.opener_id == bindparam("by"),
        and_(cases.c.learner_id == bindparam("by"), cases.c.cause == bindparam("asking", type_=cases.c.cause.type)),
    )
).order_by(cases.c.opened_at.desc(), cases.c.id)
_SAVE = update(cases).where(cases.c.id == bindparam("this_id"), cases.c.version == bindparam("stored_version"))
_NOTE = adding(case_entries)
_ENTRY = (case_entries.c.case_id, case_entries.c.at, case_entries.c.what, case_entries.c.actor_id, case_entries.c.note)
_TIMELINE = (
    select(*_ENTRY, keys.c.wrapped)
    .join_from(case_entries, keys, key_of(KeyKind.CASE, case_entries.c.case_id), isouter=True)
    .where(case_entries.c.case_id == bindparam("of_case"))
    .order_by(case_entries.c.at, case_entries.c.n)
)
_ENTRIES_GO = delete(case_entries).where(case_entries.c.case_id == bindparam("this_id"))
_GOES = delete(cases).where(cases.c.id == bindparam("this_id"))
_COUNTED = (
    select(rule_counts.c.rule, rule_counts.c.closed, rule_counts.c.false_alarms)
    .where(rule_counts.c.cohort_id == bindparam("of_cohort"))
    .order_by(rule_counts.c.rule)
)


def _counting() -> Dialects:
    """One more for a rule; the first time makes its row."""
    ours, theirs = sqlite.insert(rule_counts).inline(), postgresql.insert(rule_counts).inline()
    key = ("cohort_id", "rule")

    def more(new: Any) -> dict[str, Any]:
        return {name: rule_counts.c[name] + new[name] for name in ("closed", "false_alarms")}

    return {
        "sqlite": ours.on_conflict_do_update(index_elements=key, set_=more(ours.excluded)),
        "postgresql": theirs.on_conflict_do_update(index_elements=key, set_=more(theirs.excluded)),
    }


_COUNT = _counting()


class SqlCases:
    """The cases and case_entries tables."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, case: Case) -> None:
        """Store a new case."""
        await _SHAPE.add(self._session, _in_older_words(case), excerpt=await self._excerpt(case))

    async def get(self, case_id: str) -> Case | None:
        """Return a case and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return self._first(await self._session.rows(statement, {"case_id": case_id}))

    async def find(self, case_id: str) -> Case | None:
        """Return a case."""
        return self._first(await self._session.rows(_FIND, {"case_id": case_id}))

    async def by_ref(self, cohort_id: str, ref: str) -> Case | None:
        """Return a case by what people call it; the newest, should two ever share it."""
        return self._first(await self._session.rows(_BY_REF, {"of_cohort": cohort_id, "wanted": ref}))

    async def current(
        self,
        learner_id: str,
        category: str,
        closed_since: datetime,
        subject_ids: tuple[str, ...] = (),
        opener_id: str = "",
    ) -> Case | None:
        """The case a new signal joins, locked: one that is not closed, else the newest one closed since then.

        Only one that is kept from the very same members, and was opened by the same one, if by anybody. On PostgreSQL
        a second worker asking for the same learner and category waits until this transaction ends, so that two signals
        at once cannot open two cases.
        """
        values = {"of_learner": learner_id, "of_category": category, "since": closed_since}
        values |= {"about": subject_ids, "opened_by": opener_id}
        if self._session.is_read_only:
            return self._first(await self._session.rows(_CURRENT, values))
        if self._session.dialect == "postgresql":
            await self._session.rows(_ONE_AT_A_TIME, {"name": f"case:{learner_id}:{category}"})
        return self._first(await self._session.rows(_GET_CURRENT, values))

    async def opened_by(self, member_id: str) -> list[Case]:
        """Return what somebody opened by their own hand, their questions included, newest first."""
        return self._opened(await self._session.rows(_OPENED_BY, {"by": member_id, "asking": Cause.HELP}))

    async def open_in(self, cohort_id: str) -> list[Case]:
        """Cases that are not closed, oldest first, then by id."""
        return self._opened(await self._session.rows(_OPEN_IN, {"of_cohort": cohort_id}))

    async def in_cohort(self, cohort_id: str) -> list[Case]:
        """Every case, oldest first, then by id."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, case: Case) -> bool:
        """Store a changed case where the stored version is one less; False when somebody was faster."""
        values = _SHAPE.values(_in_older_words(case)) | {"excerpt": await self._excerpt(case)}
        values["this_id"], values["stored_version"] = values.pop("id"), case.version - 1
        return await self._session.change(_SAVE, values) == 1

    async def note(self, entry: CaseEntry) -> None:
        """Add a line to a case's timeline."""
        sealed = await self._texts.seal(entry.note, KeyKind.CASE, entry.case_id, _entry(entry.case_id))
        values = {"case_id": entry.case_id, "at": entry.at, "what": entry.what, "actor_id": entry.actor_id}
        await self._session.change(_NOTE, values | {"note": sealed})

    async def timeline(self, case_id: str) -> list[CaseEntry]:
        """Oldest first, in the order of writing within one moment."""
        rows = await self._session.rows(_TIMELINE, {"of_case": case_id})
        return [
            CaseEntry(case_id, at, what, actor_id, self._texts.open(note, key, KeyKind.CASE, case_id, _entry(case_id)))
            for _, at, what, actor_id, note, key in rows
        ]

    async def remove(self, case_id: str) -> None:
        """Delete a case and its timeline."""
        for statement in (_ENTRIES_GO, _GOES):
            await self._session.change(statement, {"this_id": case_id})

    async def count(self, cohort_id: str, one: Precision) -> None:
        """Add to what is known of a rule when cases are no longer kept."""
        values = {"cohort_id": cohort_id, "rule": one.rule, "closed": one.closed, "false_alarms": one.false_alarms}
        await self._session.change(_COUNT, values)

    async def counted(self, cohort_id: str) -> list[Precision]:
        """Return what was counted of cases that are no longer kept, by rule."""
        return [Precision(*row) for row in await self._session.rows(_COUNTED, {"of_cohort": cohort_id})]

    async def _excerpt(self, case: Case) -> bytes | None:
        return await self._texts.seal(case.excerpt, KeyKind.CASE, case.id, _excerpt(case.id))

    def _first(self, rows: Sequence[AnyRow]) -> Case | None:
        return next(iter(self._opened(rows)), None)

    def _opened(self, rows: Sequence[AnyRow]) -> list[Case]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, case_id = values.pop("wrapped"), values["id"]
            values["excerpt"] = self._texts.open(values["excerpt"], wrapped, KeyKind.CASE, case_id, _excerpt(case_id))
            opened.append(_in_our_words(Case(**values)))
        return opened


def _in_older_words(case: Case) -> Case:
    """Return a case in words that older workers read: what was handed over is closed there, for none of our reasons."""
    return replace(case, state=CaseState.RESOLVED) if case.state is CaseState.HANDED_OVER else case


def _in_our_words(case: Case) -> Case:
    """Return the case that `_in_older_words` was given."""
    is_outside = case.state is CaseState.RESOLVED and case.resolution is None
    return replace(case, state=CaseState.HANDED_OVER) if is_outside else case


def _excerpt(case_id: str) -> str:
    return f"cases.excerpt:{case_id}"


def _entry(case_id: str) -> str:
    return f"case_entries.note:{case_id}"
