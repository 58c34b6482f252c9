"""Bringing a database to the schema this version of Kith knows. Forward only, in one transaction, a backup first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from bot.errors import EnvironmentProblem
from storage.address import Address
from storage.copies import copy_sqlite, dump_postgres
from storage.schema import REVISION, metadata

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_upgrading = threading.Lock()  # alembic keeps the upgrade under way in its module
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(1802073192)")


def prepare(address: Address, *, with_backup: bool = True) -> str:
    """Make or upgrade the schema; return a sentence on what was done, "" for nothing.

    Before an older database is changed it is copied beside itself (PostgreSQL: into the working folder). Raises
    EnvironmentProblem for a newer schema, for a database that holds something else, and for one that cannot be reached.
    """
    try:
        with connected(address) as connection:
            found = revision_of(connection)
            if found == REVISION:
                return ""
            return _bring_up(connection, address, found, with_backup=with_backup)
    except DatabaseError as problem:
        raise unusable(address, problem) from None


def unusable(address: Address, problem: DatabaseError) -> EnvironmentProblem:
    """Return what to tell people about a database that could not be used."""
    reason = str(problem.orig).strip().splitlines()[0] if problem.orig is not None else type(problem).__name__
    mend = "Check that it is a database of Kith's" if address.path else "Start the server or mend the URL"
    return EnvironmentProblem(f"{address} cannot be used as a database: {reason}. {mend}, then try again.")


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if tables & set(metadata.tables):
        raise EnvironmentProblem(
            "This database holds tables of another program. Name one that is empty, or Kith's own."
        )
    return None


def refuse_newer(address: Address, found: str) -> None:
    """Raise EnvironmentProblem for a revision that this version of Kith has never heard of."""
    known = revisions()
    if found not in known:
        raise EnvironmentProblem(
            f"{address} was written by a newer Kith (its schema is {found}, this version knows {known[0]}). "
            "Install that version again, or restore the backup it made before its upgrade."
        )


def _bring_up(connection: Connection, address: Address, found: str | None, *, with_backup: bool) -> str:
    from alembic import command  # here only: it takes half a second, and most starts have nothing to change

    if found is not None:
        refuse_newer(address, found)
    backup = _keep_a_copy(address, found) if with_backup and found is not None else None
    config = _config()
    config.attributes["connection"] = connection
    with _upgrading:
        command.upgrade(config, "head")
    if found is None:
        return f"Made the database {address}."
    kept = f" The database as it was is in {backup}." if backup else ""
    return f"Upgraded {address} from schema {found} to {REVISION}.{kept}"


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def revisions() -> list[str]:
    """Return every revision this version knows, the newest first."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _keep_a_copy(address: Address, found: str) -> Path:
    if address.path is not None:
        copy = _unused(address.path.with_name(f"{address.path.name}.before-upgrade-from-{found}"))
        copy_sqlite(address.path, copy)
        return copy
    copy = _unused(Path(f"{address.url.database}.before-upgrade-from-{found}.dump"))
    dump_postgres(address, copy)
    return copy


def _unused(path: Path) -> Path:
    candidates = (path.with_name(f"{path.name}.{number}") for number in range(2, 1000))
    return path if not path.exists() else next(each for each in candidates if not each.exists())


@contextmanager
def connected(address: Address) -> Iterator[Connection]:
    """Give a connection in a transaction of its own that lets nobody else migrate."""
    is_file = address.path is not None
    driver, arguments = (
        ("sqlite", {"isolation_level": None, "timeout": 30.0}) if is_file else ("postgresql+psycopg", {})
    )
    engine = create_engine(address.url.set(drivername=driver), poolclass=NullPool, connect_args=arguments)
    if is_file:
        event.listen(engine, "begin", _begin_immediate)
    if address.is_scratch:
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    try:
        with engine.begin() as connection:
            if not is_file:
                connection.execute(_ONE_AT_A_TIME)
            yield connection
    finally:
        engine.dispose()


def _begin_immediate(connection: Connection) -> Any:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
