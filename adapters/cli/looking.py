"""Looking into a database without touching it, also while the bot runs: an SQLite file is read from a copy."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, create_engine, exists, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from bot.domain.cohorts import Cohort
from bot.errors import BadInput, EnvironmentProblem, Fault
from bot.ports import Tx
from bot.toml_fields import nearest
from storage.address import Address, parse_address
from storage.care import backup
from storage.copies import revision_in
from storage.engine import SqlStorage, open_storage
from storage.migrate import refuse_newer, revision_of, unusable
from storage.schema import REVISION, cohorts


@asynccontextmanager
async def looking_into(url: str, key: bytes) -> AsyncIterator[SqlStorage]:
    """Open a database for a look; EnvironmentProblem when it is not there, too new, too old, or of another key."""
    address = parse_address(url)
    revision = must_be_there(address)
    if revision != REVISION:
        refuse_newer(address, revision)
    if address.path is None:
        if revision != REVISION:
            raise EnvironmentProblem(f"{address} has an older schema ({revision}). Run `kith migrate` first.")
        async with _opened(url, key) as storage:
            yield storage
        return
    with TemporaryDirectory(prefix="kith-look-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        backup(url, copy)
        async with _opened(f"sqlite+aiosqlite:///{copy}", key) as storage:
            yield storage


async def the_cohorts(tx: Tx, handle: str | None, asked_by: str) -> list[Cohort]:
    """Return the cohort of a handle, or all, the newest last; BadInput, in the name of a command, where none is."""
    every = await tx.cohorts.all()
    wanted = [cohort for cohort in every if handle in (None, cohort.handle)]
    if not wanted:
        if handle is None:
            remedy = "`kith run` opens those that the configuration names."
            raise BadInput([Fault(asked_by, 0, "", "There is no cohort in the database yet.", remedy)])
        remedy = nearest(handle, [cohort.handle for cohort in every])
        raise BadInput([Fault(asked_by, 0, "", f"There is no cohort {handle} in the database.", remedy)])
    return wanted


def must_be_there(address: Address) -> str:
    """Return the schema revision of a database; EnvironmentProblem where there is none of ours."""
    revision = revision_at(address)
    if revision is None:
        raise EnvironmentProblem(f"There is no database of Kith's at {address} yet. `kith run` makes it.")
    return revision


def revision_at(address: Address) -> str | None:
    """Return the schema revision of a database, None where there is none of ours; raises without a server."""
    if address.path is not None:
        return revision_in(address.path) if address.path.exists() else None
    with _connected(address) as connection:
        return revision_of(connection)


def holds_cohorts(url: str) -> bool:
    """Whether a database is in use: a rehearsal needs one of its own."""
    address = parse_address(url)
    if revision_at(address) is None:
        return False
    with _connected(address) as connection:
        return connection.scalar(select(exists(select(cohorts.c.id)))) is True


@contextmanager
def _connected(address: Address) -> Iterator[Connection]:
    url = address.url.set(drivername="sqlite") if address.path is not None else address.url
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as problem:
        raise unusable(address, problem) from None
    finally:
        engine.dispose()


@asynccontextmanager
async def _opened(url: str, key: bytes) -> AsyncIterator[SqlStorage]:
    storage = await open_storage(url, key=key)
    try:
        yield storage
    finally:
        await storage.close()
