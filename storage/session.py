"""One open transaction as the repositories see it, and the few statements they all need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, Executable, Insert, Select, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.prepared import AnyRow as AnyRow  # repositories know only us
from storage.prepared import Ready, below

T = TypeVar("T")
AnySelect = Select[*tuple[Any, ...]]
Values = Mapping[str, Any]
Dialects = Mapping[str, Executable]
"""The same statement in the words of each database, by dialect name."""
_READY = Ready()
_COUNTED: Any = {"preserve_rowcount": True}  # else SQLAlchemy lets go of an INSERT's count before we can ask


class Session:
    """Statements go through here. `is_read_only`: a snapshot, where nothing is locked and nothing may change."""

    __slots__ = ("_connection", "_direct", "dialect", "is_read_only", "tells")

    def __init__(self, connection: AsyncConnection, *, is_read_only: bool) -> None:
        self._connection = connection
        self._direct = below(connection)
        self.dialect = connection.dialect.name
        self.is_read_only = is_read_only
        self.tells = False  # whether other workers are to be told of the commit

    async def row(self, statement: Executable | Dialects, values: Values | None = None) -> AnyRow | None:
        """Return the first row, or None."""
        rows, _ = await self._done(statement, values)
        return rows[0] if rows else None

    async def rows(self, statement: Executable | Dialects, values: Values | None = None) -> Sequence[AnyRow]:
        """Return every row."""
        return (await self._done(statement, values))[0]

    async def scalar(self, statement: Executable | Dialects, values: Values | None = None) -> Any:
        """Return the first column of the first row, or None."""
        row = await self.row(statement, values)
        return row[0] if row is not None else None

    async def change(self, statement: Executable | Dialects, values: Values | Sequence[Values] | None = None) -> int:
        """Run a statement that writes; return how many rows it touched."""
        return (await self._done(statement, values))[1]

    async def run(self, sql: str, values: tuple[Any, ...]) -> Sequence[AnyRow]:
        """Run SQL of ours in the database's own words; return the rows it returns."""
        done = await self._connection.exec_driver_sql(sql, values)
        return done.all() if done.returns_rows else []

    async def _done(
        self, statement: Executable | Dialects, values: Values | Sequence[Values] | None
    ) -> tuple[Sequence[AnyRow], int]:
        """Run a statement, on SQLite past SQLAlchemy where it is ready; return its rows and how many were touched."""
        worded = self._worded(statement)
        if self._direct is not None and (values is None or isinstance(values, Mapping)):
            ready = _READY.find(self._connection.dialect, worded, values or {})
            if ready is not None:
                return await ready.run(self._direct, values or {})
        done = await self._connection.execute(worded, values)
        return done.all() if done.returns_rows else (), done.rowcount

    def _worded(self, statement: Executable | Dialects) -> Executable:
        return statement[self.dialect] if isinstance(statement, Mapping) else statement


class Shape(Generic[T]):
    """A dataclass whose fields are columns of the same names in one table."""

    def __init__(self, kind: Callable[..., T], table: Table) -> None:
        self._kind, self._table = kind, table
        self._names = [field.name for field in fields(cast(Any, kind))]
        self._values = attrgetter(*self._names)
        self.columns = [table.c[name] for name in self._names]
        self._add = adding(table)
        self._save = update(table).where(table.c.id == bindparam("this_id")) if "id" in table.c else None

    def select(self, *conditions: ColumnElement[bool]) -> AnySelect:
        """Return the statement that reads whole rows of ours."""
        return select(*self.columns).where(*conditions)

    def read(self, row: AnyRow | None) -> T | None:
        """Return the row as ours, None for none."""
        return None if row is None else self._kind(*row)

    def made(self, values: Sequence[Any]) -> T:
        """Return ours from the values of `columns`."""
        return self._kind(*values)

    def read_all(self, rows: Sequence[AnyRow]) -> list[T]:
        """Return the rows as ours."""
        return [self._kind(*row) for row in rows]

    def values(self, thing: T) -> dict[str, Any]:
        """Return the thing's fields by column."""
        return dict(zip(self._names, self._values(thing), strict=True))

    async def add(self, session: Session, thing: T, **more: Any) -> None:
        """Store the thing as a new row; `more` are columns that are no fields of it."""
        await session.change(self._add, self.values(thing) | more)

    async def save(self, session: Session, thing: T, **more: Any) -> None:
        """Overwrite the row with the thing's id; ValueError when there is none."""
        assert self._save is not None
        values = self.values(thing) | more
        values["this_id"] = values.pop("id")
        if await session.change(self._save, values) != 1:
            raise ValueError(f"no {self._table.name} row {values['this_id']} to save")


def adding(table: Table) -> Insert:
    """Return a plain INSERT. We make our keys ourselves and need none back."""
    return insert(table).inline()


def unless_there(table: Table, *key: str) -> Dialects:
    """Return an INSERT that leaves everything as it is when `key` is known; its row count says which."""
    return {
        "sqlite": sqlite.insert(table)
        .inline()
        .on_conflict_do_nothing(index_elements=key)
        .execution_options(**_COUNTED),
        "postgresql": postgresql.insert(table)
        .inline()
        .on_conflict_do_nothing(index_elements=key)
        .execution_options(**_COUNTED),
    }


def unless_any(table: Table) -> Dialects:
    """Return an INSERT that leaves everything as it is when the row breaks any rule of uniqueness."""
    return {
        "sqlite": sqlite.insert(table).inline().on_conflict_do_nothing().execution_options(**_COUNTED),
        "postgresql": postgresql.insert(table).inline().on_conflict_do_nothing().execution_options(**_COUNTED),
    }


def put(table: Table, *key: str) -> Dialects:
    """Return an INSERT that overwrites every other column when `key` is known."""
    ours, theirs = sqlite.insert(table).inline(), postgresql.insert(table).inline()
    others = [column.name for column in table.c if column.name not in key]
    return {
        "sqlite": ours.on_conflict_do_update(index_elements=key, set_={name: ours.excluded[name] for name in others}),
        "postgresql": theirs.on_conflict_do_update(
            index_elements=key, set_={name: theirs.excluded[name] for name in others}
        ),
    }
