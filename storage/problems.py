"""Problems a group thinks about together, sealed with the key of whoever brought them."""

from collections.abc import Sequence

from sqlalchemy import bindparam

from bot.domain.problems import Problem
from storage.schema import keys, problems
from storage.session import AnyRow, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Problem, problems)
_TEXTS = ("words", "lesson")
_PROBLEM = (
    _SHAPE.select()
    .add_columns(keys.c.wrapped)
    .join_from(problems, keys, key_of(KeyKind.MEMBER, problems.c.asker_id), isouter=True)
)
_FIND = _PROBLEM.where(problems.c.id == bindparam("problem_id"))
_GET = _FIND.with_for_update(of=problems)
_ASKED_BY = _PROBLEM.where(problems.c.asker_id == bindparam("by_member")).order_by(problems.c.opened_at, problems.c.id)


class SqlProblems:
    """The problems table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, problem: Problem) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, problem, **await self._sealed(problem))

    async def get(self, problem_id: str) -> Problem | None:
        """Return one and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return next(iter(self._opened(await self._session.rows(statement, {"problem_id": problem_id}))), None)

    async def asked_by(self, asker_id: str) -> list[Problem]:
        """Somebody's, oldest first."""
        return self._opened(await self._session.rows(_ASKED_BY, {"by_member": asker_id}))

    async def save(self, problem: Problem) -> None:
        """Overwrite one; ValueError when it is not there."""
        await _SHAPE.save(self._session, problem, **await self._sealed(problem))

    async def _sealed(self, problem: Problem) -> dict[str, bytes | None]:
        return {
            name: await self._texts.seal(
                getattr(problem, name), KeyKind.MEMBER, problem.asker_id, _where(name, problem.id)
            )
            for name in _TEXTS
        }

    def _opened(self, rows: Sequence[AnyRow]) -> list[Problem]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped = values.pop("wrapped")
            for name in _TEXTS:
                sealed, where = values[name], _where(name, values["id"])
                values[name] = self._texts.open(sealed, wrapped, KeyKind.MEMBER, values["asker_id"], where)
            opened.append(Problem(**values))
        return opened


def _where(name: str, problem_id: str) -> str:
    return f"problems.{name}:{problem_id}"
