"""`kith audit verify`: whether anybody meddled with the record."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from storage.engine import open_storage
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import KEY, database_url
from tests.storage.sample import NOW


async def _note(folder: Path) -> None:
    storage = await open_storage(database_url(folder), key=KEY.encode())
    async with storage.transaction() as tx:
        for what in ("case.read", "case.closed:supported", "texts.erased"):
            await tx.audit.add(NOW, "c1", what, "s1")
    await storage.close()


@pytest.fixture
def noted(lived: Path) -> Path:
    """A database with three rows in its audit log."""
    asyncio.run(_note(lived))
    return lived


def test_a_log_nobody_touched_is_sound(kith: Kith, noted: Path) -> None:
    done = kith("audit", "verify")

    assert done.exit_code == 0, done.stderr
    assert done.stdout == "The audit log is sound.\n"


@pytest.mark.parametrize(
    ("meddling", "row"),
    [
        ("UPDATE audit SET actor_id = 'c2' WHERE n = 2", 2),
        ("DELETE FROM audit WHERE n = 1", 1),
        ("UPDATE audit SET at = at + 1 WHERE n = 3", 3),
    ],
)
def test_meddling_is_found_with_its_row(kith: Kith, noted: Path, meddling: str, row: int) -> None:
    database = sqlite3.connect(noted / "kith.sqlite3")
    database.execute(meddling)
    database.commit()
    database.close()

    done = kith("audit", "verify")
    told = json.loads(kith("audit", "verify", "--json").stdout)

    assert done.exit_code == 1
    assert f"broken at row {row}" in done.stdout
    assert told == {"sound": False, "broken_at": row}
