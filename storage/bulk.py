"""Many rows in one statement: what a row costs then is SQLite's own work and nearly nothing else."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.session import AnyRow, Session

_AT_ONCE = 500
"""Rows in one statement; SQLite takes 32,766 values in all, PostgreSQL 65,535."""
_MAKERS: dict[str, Any] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
_MARKS = {"sqlite": "?", "postgresql": "%s"}
_DIALECTS: dict[str, Any] = {name: make() for name, make in _MAKERS.items()}


class Bulk:
    """INSERTs into some columns of a table, followed by `ending` (ON CONFLICT, RETURNING), on either database."""

    def __init__(self, table: Table, *names: str, ending: str = "") -> None:
        self._into = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES "
        self._ending = f" {ending}" if ending else ""
        types = [table.c[name].type for name in names]
        self._writers = {
            name: [kind.dialect_impl(dialect).bind_processor(dialect) for kind in types]
            for name, dialect in _DIALECTS.items()
        }

    async def add(self, session: Session, rows: Sequence[Sequence[Any]]) -> list[AnyRow]:
        """Insert rows, each with the columns' values in order; return what the statement returns."""
        returned: list[AnyRow] = []
        for begin in range(0, len(rows), _AT_ONCE):
            some = self._written(session.dialect, rows[begin : begin + _AT_ONCE])
            returned += await session.run(self._sql(session.dialect, len(rows[begin : begin + _AT_ONCE])), some)
        return returned

    def _written(self, dialect: str, rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
        """Return every value as the database takes it, row by row; equal ones of a column are looked at once."""
        columns = []
        for write, column in zip(self._writers[dialect], zip(*rows, strict=True), strict=True):
            if write is None:
                columns.append(column)
            else:
                known = {value: write(value) for value in set(column)}
                columns.append(tuple(map(known.__getitem__, column)))
        return tuple(chain.from_iterable(zip(*columns, strict=True)))

    @lru_cache(maxsize=2 * _AT_ONCE)  # noqa: B019 - made once for each table, for the life of the process
    def _sql(self, dialect: str, count: int) -> str:
        row = f"({', '.join([_MARKS[dialect]] * len(self._writers[dialect]))})"
        return self._into + ", ".join([row] * count) + self._ending
