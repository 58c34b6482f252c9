import asyncio
import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.pool import NullPool

from bot.errors import EnvironmentProblem
from storage import migrate
from storage.address import at_file, parse_address
from storage.engine import open_storage
from storage.migrate import prepare
from storage.schema import REVISION, metadata
from tests.storage.next_version import Upgrade, columns, connected, installed
from tests.storage.sample import COHORT, KEY, add_people

_CATALOGUE = {
    "sqlite": """
        SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND tbl_name NOT LIKE 'alembic%'
    """,
    "postgresql": """
        SELECT 'index', indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION ALL
        SELECT 'column', table_name || '.' || column_name, concat_ws(
            ' ', ordinal_position, data_type, is_nullable, collation_name, column_default)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
        UNION ALL
        SELECT 'constraint', conname, pg_get_constraintdef(c.oid)
        FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid
        WHERE connamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    """,
}


def _catalogue(connection: Connection) -> list[tuple[str, ...]]:
    rows = connection.execute(text(_CATALOGUE[connection.dialect.name]))
    return sorted(tuple(_evenly_spaced(str(part)) for part in row) for row in rows)


def _evenly_spaced(sql: str) -> str:
    return re.sub(r"\s*([,()])\s*", r"\1 ", " ".join(sql.split()))


@pytest.fixture
def with_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Pretend that a version later, with one revision more than ours, is installed."""
    return installed(tmp_path / "next", monkeypatch)


def test_the_migrations_make_the_tables_we_use(database_url: str) -> None:
    prepare(parse_address(database_url))

    with connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})  # the catalogue tells more
        assert compare_metadata(context, metadata) == []
        migrated = _catalogue(connection)
        metadata.drop_all(connection)
        assert "cohorts" not in str(_catalogue(connection))
        metadata.create_all(connection)
        assert _catalogue(connection) == migrated


def test_a_database_is_made_once(database_url: str) -> None:
    address = parse_address(database_url)

    assert prepare(address).startswith("Made the database")
    assert prepare(address) == ""

    with connected(database_url) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISION


def test_the_newest_revision_is_the_one_named_in_the_schema() -> None:
    assert migrate.revisions()[0] == REVISION


async def test_two_databases_are_made_at_the_same_time(tmp_path: Path) -> None:
    places = [at_file(tmp_path / f"{number}.sqlite3") for number in range(4)]

    made = await asyncio.gather(*(asyncio.to_thread(prepare, place) for place in places))

    assert [said.startswith("Made the database") for said in made] == [True] * 4


@pytest.mark.fault(38)
async def test_a_newer_schema_is_refused_and_left_alone(database_url: str) -> None:
    await (await open_storage(database_url, key=KEY)).close()
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(EnvironmentProblem, match=r"newer Kith .*9999.*Install that version"):
        await open_storage(database_url, key=KEY)

    with connected(database_url) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


async def test_an_upgrade_keeps_a_copy_of_what_was(
    sqlite_url: str, with_next: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    await storage.close()
    with_next("pass")

    done = prepare(parse_address(sqlite_url))

    copy = Path(f"{make_url(sqlite_url).database}.before-upgrade-from-{REVISION}")
    assert done.endswith(f"from schema {REVISION} to next. The database as it was is in {copy}.")
    assert columns(sqlite_url, "cohorts") >= {"motto"}
    assert "motto" not in columns(f"sqlite:///{copy}", "cohorts")
    monkeypatch.undo()
    old = await open_storage(f"sqlite:///{copy}", key=KEY)
    async with old.snapshot() as tx:
        assert await tx.cohorts.all() == [COHORT]
    await old.close()


@pytest.mark.fault(38)
def test_an_upgrade_that_fails_half_way_changes_nothing(
    database_url: str, with_next: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = parse_address(database_url)
    prepare(address)
    with_next("op.add_column('nowhere', sa.Column('x', sa.Text()))")

    with pytest.raises(EnvironmentProblem, match="nowhere"):
        prepare(address, with_backup=False)

    monkeypatch.undo()
    assert "motto" not in columns(database_url, "cohorts")
    assert prepare(address) == ""


def test_a_migration_takes_the_write_lock_before_it_looks(sqlite_url: str) -> None:
    path = Path(make_url(sqlite_url).database or "")
    began: list[str] = []

    def note(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(began.append)

    event.listen(NullPool, "connect", note)
    try:
        prepare(parse_address(sqlite_url))
    finally:
        event.remove(NullPool, "connect", note)

    assert path.exists()
    assert next(line for line in began if not line.startswith("PRAGMA")) == "BEGIN IMMEDIATE"
