"""An upgrade may be killed in its middle, and the version before goes on beside the new one."""

import asyncio
import sys
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from pydantic import TypeAdapter
from syrupy.assertion import SnapshotAssertion

from adapters.clock import SimulatedClock
from bot.cards import Card, Look
from bot.domain.calendars import CalendarFile
from bot.domain.pictures import Chart
from bot.domain.plan import Plan
from bot.domain.surveys import Result
from storage import migrate
from storage.address import at_file, parse_address
from storage.engine import open_storage
from storage.formats import SPEAKS
from storage.migrate import prepare
from storage.schema import metadata
from tests.core.fate import Fate
from tests.core.office import Office, staffed
from tests.core.platform import Platform
from tests.storage.next_version import Upgrade, columns, installed
from tests.storage.sample import COHORT, KEY, NOW, add_people

FORBIDDEN = (
    *("alter_column", "drop_column", "drop_constraint", "drop_table", "rename_table", "batch_alter_table", "execute"),
    *("create_unique_constraint", "create_check_constraint", "create_foreign_key"),
)
HANGS = 'import time; print("half way", flush=True); time.sleep(60)'
PREPARE = """
import sys
from pathlib import Path
from storage import migrate
from storage.address import parse_address
migrate.MIGRATIONS, migrate.REVISION = Path(sys.argv[1]), "next"
migrate.prepare(parse_address(sys.argv[2]), with_backup=False)
"""


@pytest.fixture
def with_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Pretend that a version later is installed."""
    return installed(tmp_path / "next", monkeypatch)


@pytest.mark.fault(38)
async def test_an_upgrade_that_is_killed_half_way_is_made_whole_by_the_next_start(
    made_url: str, with_next: Upgrade
) -> None:
    storage = await open_storage(made_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    await storage.close()
    with_next(HANGS)

    command = [sys.executable, "-c", PREPARE, str(migrate.MIGRATIONS), made_url]
    upgrading = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert upgrading.stdout is not None
    assert await upgrading.stdout.readline() == b"half way\n"
    upgrading.kill()
    await upgrading.communicate()

    assert "motto" not in columns(made_url, "cohorts")
    with_next("pass")
    assert prepare(parse_address(made_url), with_backup=False).startswith("Upgraded")
    assert "motto" in columns(made_url, "cohorts")
    upgraded = await open_storage(made_url, key=KEY)
    async with upgraded.snapshot() as tx:
        assert await tx.cohorts.all() == [COHORT]
    await upgraded.close()


async def test_a_worker_of_the_version_before_goes_on_while_the_new_one_upgrades_and_works(
    made_postgres_url: str, with_next: Upgrade
) -> None:
    clock = SimulatedClock(NOW)
    platform = Platform(clock)

    async def at_work(name: str) -> Office:
        return staffed(await open_storage(made_postgres_url, key=KEY), clock, platform, name, Fate())

    before = await at_work("before")
    async with before.storage.transaction() as tx:
        await add_people(tx)
    await before.add("one", "two")
    await before.deliver()
    platform.script = ["lost"]
    await before.add("in doubt")
    await before.deliver()

    with_next("pass")
    prepare(parse_address(made_postgres_url), with_backup=False)
    after = await at_work("after")
    for number in range(5):
        await before.add(f"old {number}")
        await after.add(f"new {number}")
        await asyncio.gather(before.deliver(), after.deliver())
    await asyncio.gather(before.run(60), after.run(60))

    await before.storage.close()
    await after.storage.close()
    assert "motto" in columns(made_postgres_url, "cohorts")
    sent = ["one", "two", "in doubt", *(f"{age} {number}" for age in ("old", "new") for number in range(5))]
    assert sorted(platform.texts) == sorted(f"Text of {key}" for key in sent)


def test_revisions_only_add_what_the_version_before_can_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_column, needed, ruled = op.add_column, list[str](), list[str]()
    create_table, drop_index, create_index = op.create_table, op.drop_index, op.create_index
    new, dropped, made = set[str](), list[str](), list[str]()

    def noted(table: str, column: Any, **more: Any) -> None:
        if not column.nullable and column.server_default is None:
            needed.append(f"{table}.{column.name}")
        add_column(table, column, **more)

    def made_anew(name: str, table: str, *columns: Any, **more: Any) -> None:
        made.append(name)
        if more.get("unique") and table not in new:
            ruled.append(name)
        create_index(name, table, *columns, **more)

    monkeypatch.setattr(op, "add_column", noted)
    monkeypatch.setattr(op, "create_table", lambda name, *of, **more: (new.add(name), create_table(name, *of, **more)))
    monkeypatch.setattr(op, "drop_index", lambda name, *of: (dropped.append(name), drop_index(name, *of)))
    monkeypatch.setattr(op, "create_index", made_anew)
    for name in FORBIDDEN:
        monkeypatch.setattr(op, name, _forbidden)

    prepare(at_file(tmp_path / "kith.sqlite3"))

    assert needed == []
    assert ruled == [], "whoever does not know the rule breaks it"
    assert set(dropped) <= set(made), "an index may be made anew, and not be missed"


def test_words_that_older_workers_do_not_read_come_with_a_format(snapshot: SnapshotAssertion) -> None:
    """A word more in a column, or text of another shape, is what an older worker at work fails at.

    Keep it in words of before, as `storage.cases` does; or add a format to `storage/formats.py`, write it only where
    `Vault.spoken` has come so far, and take the picture of the new format.
    """
    assert "\n".join(_words()) == snapshot(name=f"format {SPEAKS}")


def _words() -> Iterator[str]:
    """Yield what columns keep of ours, and the names within what they keep as JSON."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            kind = getattr(column.type, "read", None)
            if isinstance(kind, EnumType):
                yield f"{table.name}.{column.name}: {' '.join(str(word.value) for word in list[Any](kind))}"
    yield f"looks of buttons: {' '.join(Look)}"
    for kind in (Card, Chart, CalendarFile, Plan, Result):
        schema = TypeAdapter[Any](kind).json_schema()
        for name, part in sorted({kind.__name__: schema, **schema.get("$defs", {})}.items()):
            if "properties" in part:
                yield f"{kind.__name__}, {name}: {' '.join(sorted(part['properties']))}"


def _forbidden(*_: object, **__: object) -> None:
    raise AssertionError("a worker of the version before may be at work still: a revision only adds")
