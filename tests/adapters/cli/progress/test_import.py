"""`kith progress import`: how far learners have come, from a spreadsheet; all rows or none."""

import asyncio
from pathlib import Path

from storage.engine import open_storage
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import KEY, database_url


def finished(folder: Path) -> dict[str, int | None]:
    async def look() -> dict[str, int | None]:
        storage = await open_storage(database_url(folder), key=KEY.encode())
        try:
            async with storage.snapshot() as tx:
                cohort = (await tx.cohorts.all())[-1]
                people = await tx.members.in_cohort(cohort.id)
                return {one.handle: (await tx.traits.of(one.id)).module for one in people}
        finally:
            await storage.close()

    return asyncio.run(look())


def test_rows_that_do_not_fit_are_told_at_once_and_nothing_is_taken_up(kith: Kith, lived: Path) -> None:
    (lived / "done.csv").write_text("id,module\nL1,0\nL9,0\nL2,3\nL1,0\nM1,0\nL3,many\n", encoding="utf-8")
    broken = kith("progress", "import", "done.csv")
    (lived / "done.csv").write_text("id,module\nL1,0\nL9,0\nL2,3\nL1,0\nM1,0\n", encoding="utf-8")

    done = kith("progress", "import", "done.csv")

    assert (broken.exit_code, done.exit_code) == (2, 2)
    assert '"many" is not a whole number from 0 to 1000' in broken.stderr
    assert 'There is no learner "L9" in this cohort.' in done.stderr
    assert '"L1" is there twice.' in done.stderr
    assert "3 modules are finished, and the cohort file has 0." in done.stderr
    assert set(finished(lived).values()) == {None}


def test_what_fits_is_taken_up_for_those_who_are_named(kith: Kith, lived: Path) -> None:
    (lived / "done.csv").write_text("id,module\nL1,0\nL2,0\n", encoding="utf-8")

    done = kith("progress", "import", "done.csv")

    assert done.exit_code == 0, done.stderr
    assert done.stdout == "done.csv: 2 learners taken up.\n"
    assert finished(lived) == {"C1": None, "M1": None, "L1": 0, "L2": 0, "L3": None}


def test_without_a_database_nothing_is_made(kith: Kith, tmp_path: Path) -> None:
    (tmp_path / "done.csv").write_text("id,module\nL1,0\n", encoding="utf-8")

    done = kith("progress", "import", "done.csv", "--database", f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3")

    assert done.exit_code == 3
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_missing_spreadsheet_is_named_before_anything_else_is_asked_for(kith: Kith, tmp_path: Path) -> None:
    done = kith("progress", "import", str(tmp_path / "nothing.csv"))

    assert done.exit_code == 2
    assert "There is no file" in done.stderr
    assert "nothing.csv" in done.stderr
    assert "kith.toml" not in done.stderr
