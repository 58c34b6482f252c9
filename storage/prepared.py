"""Statements of ours made ready once for SQLite: its words, how each value goes in, how each column comes out.

SQLAlchemy works all of that out again with every execution, which takes about 33 µs for a SELECT by key, SQLite's
own work about 3 (measured once). A statement is made ready when it comes for the second time, and only where nothing
but its values can differ.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Executable, Row
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

from storage.direct import DirectConnection

AnyRow = Row[*tuple[Any, ...]]
_Write = Callable[[Any], Any]


class as_sqlalchemy_says:
    """What SQLite raises, as SQLAlchemy's error of that kind."""

    __slots__ = ("_sql",)

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _: object, problem: BaseException | None, __: object) -> None:
        if isinstance(problem, sqlite3.Error):
            raise DBAPIError.instance(self._sql, None, problem, sqlite3.Error, hide_parameters=True) from problem


def below(connection: AsyncConnection) -> DirectConnection | None:
    """Return the connection to SQLite below one of SQLAlchemy's; None where it is another database."""
    opened = connection.sync_connection
    driver = opened.connection.driver_connection if opened is not None else None
    return driver if isinstance(driver, DirectConnection) else None


class Prepared:
    """One statement with one set of parameter names."""

    __slots__ = ("_binds", "_index", "_metadata", "_readers", "_sql")

    def __init__(self, compiled: SQLCompiler, names: frozenset[str]) -> None:
        writers: Mapping[str, Any] = compiled._bind_processors
        self._sql = compiled.string
        self._binds = [_bind(compiled, name, names, writers.get(name)) for name in compiled.positiontup or ()]
        self._readers = [column.type._cached_result_processor(compiled.dialect, None) for column in _columns(compiled)]
        self._metadata = SimpleResultMetaData([column.keyname for column in _columns(compiled)])
        self._index: Any = self._metadata._key_to_index

    async def run(self, connection: DirectConnection, values: Mapping[str, Any]) -> tuple[list[AnyRow], int]:
        """Return the rows and how many were touched; raises what SQLAlchemy does."""
        given = [
            write(value if key is None else values[key]) if write else value if key is None else values[key]
            for key, value, write in self._binds
        ]
        with as_sqlalchemy_says(self._sql):
            rows, _, touched, _ = await connection.perform(self._sql, given)
        return [Row(self._metadata, self._readers, self._index, row) for row in rows], touched


class Ready:
    """What has been made ready so far, by statement and names. A statement that is gone is forgotten."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Executable, dict[frozenset[str], Prepared | None]] = WeakKeyDictionary()

    def find(self, dialect: Dialect, statement: Executable, values: Mapping[str, Any]) -> Prepared | None:
        """Return the statement made ready; None the first time, and where SQLAlchemy has more to do than fill it in."""
        known = self._known.get(statement)
        if known is None:
            self._known[statement] = {}
            return None
        names = frozenset(values)
        if names not in known:
            known[names] = _prepared(dialect, statement, names)
        return known[names]


def _prepared(dialect: Dialect, statement: Any, names: frozenset[str]) -> Prepared | None:
    compiled = statement.compile(dialect=dialect, column_keys=sorted(names))
    has_more = (
        not isinstance(compiled, SQLCompiler)
        or compiled.literal_execute_params
        or compiled.post_compile_params
        or compiled.escaped_bind_names
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or not compiled._ordered_columns
        or any(bind.callable or (bind.required and bind.key not in names) for bind in compiled.bind_names)
    )
    return None if has_more else Prepared(compiled, names)


def _bind(compiled: SQLCompiler, name: str, names: frozenset[str], write: Any) -> tuple[str | None, Any, _Write | None]:
    """Return under which name a value is given, or the value that is always the same, and how it is written."""
    bind = compiled.binds[name]
    if bind.key in names:
        return bind.key, None, write
    return (name, None, write) if name in names else (None, bind.value, write)


def _columns(compiled: SQLCompiler) -> Sequence[Any]:
    return compiled._result_columns
