"""Learners who move to another mentor."""

from sqlalchemy import bindparam

from bot.domain.moves import Move
from storage.schema import moves
from storage.session import Session, Shape, unless_any

_SHAPE = Shape(Move, moves)
_ADD = unless_any(moves)
_FIND = _SHAPE.select(moves.c.id == bindparam("move_id"))
_GET = _FIND.with_for_update()
_IN_COHORT = _SHAPE.select(moves.c.cohort_id == bindparam("of_cohort")).order_by(moves.c.asked_at, moves.c.id)


class SqlMoves:
    """The moves table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, move: Move) -> bool:
        """Store it; False when the learner has an open one."""
        return await self._session.change(_ADD, _SHAPE.values(move)) == 1

    async def get(self, move_id: str) -> Move | None:
        """Return a move and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"move_id": move_id}))

    async def find(self, move_id: str) -> Move | None:
        """Return a move."""
        return _SHAPE.read(await self._session.row(_FIND, {"move_id": move_id}))

    async def in_cohort(self, cohort_id: str) -> list[Move]:
        """All of a cohort's, oldest first."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, move: Move) -> None:
        """Overwrite a move; ValueError when it is not there."""
        await _SHAPE.save(self._session, move)
