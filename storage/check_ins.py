"""Check-ins; one per learner and week. What was hardest is sealed with the learner's key."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam

from bot.domain.check_ins import CheckIn, CheckInState
from storage.schema import check_ins, keys
from storage.session import AnyRow, AnySelect, Session, Shape, unless_there
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(CheckIn, check_ins)
_ADD = unless_there(check_ins, "learner_id", "week")
_KEY = key_of(KeyKind.MEMBER, check_ins.c.learner_id)


def _select(*conditions: Any) -> AnySelect:
    return _SHAPE.select(*conditions).add_columns(keys.c.wrapped).join_from(check_ins, keys, _KEY, isouter=True)


_FIND = _select(check_ins.c.id == bindparam("check_in_id"))
_GET = _FIND.with_for_update(of=check_ins)
_OPEN_OF = (
    _select(check_ins.c.learner_id == bindparam("of_learner"), check_ins.c.state == CheckInState.OPEN)
    .order_by(check_ins.c.week.desc())
    .limit(1)
)
_HISTORY = _select(check_ins.c.learner_id == bindparam("of_learner")).order_by(check_ins.c.week)
_IN_COHORT = _select(check_ins.c.cohort_id == bindparam("of_cohort")).order_by(check_ins.c.week, check_ins.c.learner_id)
_IN_WEEK = _IN_COHORT.where(check_ins.c.week == bindparam("in_week"))


class SqlCheckIns:
    """The check_ins table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, check_in: CheckIn) -> bool:
        """Store it; False when this learner's week has one."""
        values = _SHAPE.values(check_in) | {"hardest": await self._sealed(check_in)}
        return await self._session.change(_ADD, values) == 1

    async def get(self, check_in_id: str) -> CheckIn | None:
        """Return a check-in and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return self._first(await self._session.rows(statement, {"check_in_id": check_in_id}))

    async def find(self, check_in_id: str) -> CheckIn | None:
        """Return a check-in."""
        return self._first(await self._session.rows(_FIND, {"check_in_id": check_in_id}))

    async def open_of(self, learner_id: str) -> CheckIn | None:
        """The newest one that is open."""
        return self._first(await self._session.rows(_OPEN_OF, {"of_learner": learner_id}))

    async def history(self, learner_id: str) -> list[CheckIn]:
        """All of a learner's, by week."""
        return self._opened(await self._session.rows(_HISTORY, {"of_learner": learner_id}))

    async def in_week(self, cohort_id: str, week: int) -> list[CheckIn]:
        """A cohort's of one week, by learner id."""
        return self._opened(await self._session.rows(_IN_WEEK, {"of_cohort": cohort_id, "in_week": week}))

    async def in_cohort(self, cohort_id: str) -> list[CheckIn]:
        """All of a cohort's, by week, then learner id."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, check_in: CheckIn) -> None:
        """Overwrite a check-in; ValueError when it is not there."""
        await _SHAPE.save(self._session, check_in, hardest=await self._sealed(check_in))

    async def _sealed(self, check_in: CheckIn) -> bytes | None:
        return await self._texts.seal(check_in.hardest, KeyKind.MEMBER, check_in.learner_id, _where(check_in.id))

    def _first(self, rows: Sequence[AnyRow]) -> CheckIn | None:
        return next(iter(self._opened(rows)), None)

    def _opened(self, rows: Sequence[AnyRow]) -> list[CheckIn]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, learner_id = values.pop("wrapped"), values["learner_id"]
            values["hardest"] = self._texts.open(
                values["hardest"], wrapped, KeyKind.MEMBER, learner_id, _where(values["id"])
            )
            opened.append(CheckIn(**values))
        return opened


def _where(check_in_id: str) -> str:
    return f"check_ins.hardest:{check_in_id}"
