"""`kith audit report`: who looked at what, for whoever hosts the bot; no content, and no case kept from anybody."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

from storage.engine import open_storage
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import KEY, database_url, write_files


async def _note(folder: Path) -> None:
    storage = await open_storage(database_url(folder), key=KEY.encode())
    async with storage.transaction() as tx:
        (cohort,) = await tx.cohorts.all()
        await tx.audit.add(datetime.now(UTC), "operator", "config.changed:slack", "config")
        await tx.audit.add(datetime.now(UTC), "", "purge.asked", cohort.id)
    await storage.close()


def test_without_a_cohort_it_says_where_one_comes_from(kith: Kith, folder: Path) -> None:
    write_files(folder)
    kith("migrate")

    done = kith("audit", "report")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no cohort in the database yet. `kith run` opens" in done.stderr


def test_it_counts_looks_and_changes_and_names_rights(kith: Kith, lived: Path) -> None:
    asyncio.run(_note(lived))

    told = kith("audit", "report")
    (report,) = json.loads(kith("audit", "report", "--json").stdout).values()

    assert told.exit_code == 0, told.stderr
    assert "the configuration differs from the start before: slack, 1" in told.stdout
    assert report["changes"] == [["config.changed:slack", 1], ["purge.asked", 1]]
    assert report["broken_at"] is None
    assert report["rights"]["coordinators"]
