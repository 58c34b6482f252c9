"""An aiosqlite connection that takes its thread only for what may wait.

Handing one statement to another thread and back costs about 180 µs, running it 10. So statements inside an open
transaction run where they are, since nothing can lock them out; COMMIT, which waits for the disk, and whatever finds
the file locked go through aiosqlite's thread. A read that turns out to be long is stopped and done over in the thread.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

READ_STEPS = 100_000
"""Instructions of SQLite's machine, about 2 ms: what one read may take of the event loop."""
BUSY_MILLISECONDS = 45_000
"""How long another program may keep the file locked; half a minute is to be survived (reliability, fault 11)."""

_Outcome = tuple[list[Any], Any, int, int | None]


class DirectCursor:
    """What SQLAlchemy needs of an aiosqlite cursor; `execute` fetches every row in the same go."""

    arraysize = 1

    def __init__(self, connection: "DirectConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "DirectCursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "DirectCursor":
        """Run one statement and fetch what it returns."""
        done = await self._connection.perform(sql, parameters)
        self._rows, self.description, self.rowcount, self.lastrowid = done
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "DirectCursor":
        """Run one statement for each set of parameters."""
        touched = 0
        for each in parameters:
            await self.execute(sql, each)
            touched += max(self.rowcount, 0)
        self.rowcount = touched
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: every row is here already."""


class DirectConnection(aiosqlite.Connection):
    """See the module. Nothing else may use the connection while a statement runs."""

    def __init__(self, path: Path, *, waits_for_disk: bool = True) -> None:
        super().__init__(lambda: self._open(path), 64)
        self._waits_for_disk = waits_for_disk
        self._thread.daemon = True
        self._asked = self._answered = 0  # the first is written by the loop only, the second by the thread only
        self._is_hurried = False

    def cursor(self) -> DirectCursor:  # type: ignore[override]  # only what SQLAlchemy's adapter uses
        """Return a cursor of ours."""
        return DirectCursor(self)

    @property
    def is_free(self) -> bool:
        """Whether it is open, nothing is begun, and nothing runs in the thread."""
        opened = self._connection
        return opened is not None and self._asked == self._answered and not opened.in_transaction

    async def perform(self, sql: str, parameters: Sequence[Any]) -> _Outcome:
        """Run a statement here when it cannot wait, else in the thread."""
        if self._asked != self._answered:
            return await self._in_thread(sql, parameters)
        if self._conn.in_transaction and not sql.startswith("SELECT"):
            return self._run(sql, parameters)  # changes are small, and stopping one would undo the transaction
        hurried = _HURRIED.get(sql.partition(" ")[0])
        if hurried is not None:
            try:
                return hurried(self, sql, parameters)
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                    raise
        return await self._in_thread(sql, parameters)

    async def at_once(self, do: Callable[[sqlite3.Connection], None]) -> None:
        """Let a function have the connection, and see its own transaction to its end: in the thread, as a commit is."""
        if self._waits_for_disk or self._asked != self._answered:
            await self._execute(lambda: do(self._conn))
        else:
            do(self._conn)

    async def commit(self) -> None:
        """Commit: in the thread where that waits for the disk."""
        if self._waits_for_disk or self._asked != self._answered:
            await super().commit()
        else:
            self._conn.commit()

    async def rollback(self) -> None:
        """Undo the transaction; nothing to wait for."""
        if self._asked == self._answered:
            self._conn.rollback()
        else:
            await super().rollback()

    async def _in_thread(self, sql: str, parameters: Sequence[Any]) -> _Outcome:
        outcome: _Outcome = await self._execute(self._run, sql, parameters)
        return outcome

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        def counted() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._answered += 1

        self._asked += 1  # not taken back when the caller is cancelled: the thread may still be at it
        return await super()._execute(counted)  # type: ignore[no-untyped-call]

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.set_progress_handler(lambda: self._is_hurried, READ_STEPS)
        return connection

    def _read_in_a_hurry(self, sql: str, parameters: Sequence[Any]) -> _Outcome:
        self._is_hurried = True
        try:
            return self._run(sql, parameters)
        finally:
            self._is_hurried = False

    def _begin_in_a_hurry(self, sql: str, parameters: Sequence[Any]) -> _Outcome:
        if sql == "BEGIN":  # takes no lock yet
            return self._run(sql, parameters)
        self._conn.execute("PRAGMA busy_timeout = 0")
        try:
            return self._run(sql, parameters)
        finally:
            self._conn.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")

    def _run(self, sql: str, parameters: Sequence[Any]) -> _Outcome:
        cursor = self._conn.execute(sql, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid


_HURRIED: dict[str, Callable[[DirectConnection, str, Sequence[Any]], _Outcome]] = {
    "SELECT": DirectConnection._read_in_a_hurry,
    "BEGIN": DirectConnection._begin_in_a_hurry,
}
