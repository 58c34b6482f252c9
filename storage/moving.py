"""From SQLite to PostgreSQL: a backup of one kind becomes a database of the other, whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DatabaseError

from bot.errors import EnvironmentProblem
from storage.address import Address, at_file
from storage.copies import check_sqlite, copy_sqlite, open_for_reading, revision_in
from storage.migrate import connected, prepare, refuse_newer, unusable
from storage.schema import metadata

SQLITE, DUMP = b"SQLite format 3\0", b"PGDMP"
"""How backups begin: of SQLite, and what `pg_dump` writes."""
_AT_ONCE = 5_000


def begins_with(path: Path, head: bytes) -> bool:
    """Whether a file is of a kind, by how it begins."""
    with path.open("rb") as file:
        return file.read(len(head)) == head


def move(source: Path, target: Address) -> int:
    """Put every row of a sound backup of SQLite into an empty PostgreSQL database; return how many rows.

    Sealed columns stay as they are: KITH_KEY opens them there, too. Raises EnvironmentProblem; then nothing is changed
    but that an empty database may have its tables.
    """
    check_sqlite(source)
    revision = revision_in(source)
    if revision is None:
        raise EnvironmentProblem(f"{source} is not a database of Kith's. Name a file that `kith backup` wrote.")
    refuse_newer(Address(target.url, source), revision)
    with TemporaryDirectory(dir=source.parent, prefix=".kith-moving-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        copy_sqlite(source, copy)  # the backup itself stays as it is, also where it is of an older schema
        prepare(at_file(copy), with_backup=False)
        prepare(target, with_backup=False)
        try:
            with connected(target) as connection, closing(open_for_reading(copy)) as old:
                _refuse_full(connection, target)
                return sum(_moved(old, connection, table) for table in metadata.sorted_tables)
        except DatabaseError as problem:
            raise unusable(target, problem) from None


def _refuse_full(connection: Connection, target: Address) -> None:
    for table in metadata.sorted_tables:
        if connection.scalar(text(f"SELECT 1 FROM {table.name} LIMIT 1")):
            raise EnvironmentProblem(
                f"{target} holds data already ({table.name}), and a backup of SQLite goes into an empty database only. "
                "Make a new one (`createdb`) and name it in [database] url."
            )


def _moved(old: sqlite3.Connection, connection: Connection, table: Table) -> int:
    """Copy a table as it is stored, without reading what the values mean."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = old.execute(f'SELECT {names} FROM "{table.name}"')
    driver: Any = connection.connection.driver_connection
    count = 0
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as into:
        while some := rows.fetchmany(_AT_ONCE):
            for row in some:
                into.write_row(row)
            count += len(some)
    if count:
        _go_on_counting(old, connection, table)
    return count


def _go_on_counting(old: sqlite3.Connection, connection: Connection, table: Table) -> None:
    """Let a numbered table go on where SQLite had come to, so that no number is given twice."""
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return
    (last,) = old.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
    (number,) = table.primary_key.columns
    counter = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
    connection.execute(counter, {"table": table.name, "column": number.name, "last": last})
