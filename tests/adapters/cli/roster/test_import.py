"""`kith roster import`: people from a spreadsheet, all rows or none, with a line for each."""

import asyncio
from pathlib import Path

from bot.domain.members import MemberState
from storage.engine import open_storage
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import KEY, database_url


def states(folder: Path) -> dict[str, MemberState]:
    async def look() -> dict[str, MemberState]:
        storage = await open_storage(database_url(folder), key=KEY.encode())
        try:
            async with storage.snapshot() as tx:
                cohort = (await tx.cohorts.all())[-1]
                return {one.handle: one.state for one in await tx.members.in_cohort(cohort.id)}
        finally:
            await storage.close()

    return asyncio.run(look())


def write(folder: Path, text: str) -> None:
    (folder / "people.csv").write_text(text, encoding="utf-8")


def test_each_row_has_its_line_and_a_second_time_nothing_changes(kith: Kith, lived: Path) -> None:
    write(lived, "id,name,role,timezone,stage,availability\nL1,Ana,,,2,\nL4,Dora,learner,Asia/Tokyo,,Mon 18:00-20:00\n")

    shown = kith("roster", "import", "people.csv", "--dry-run")
    before = states(lived)
    done = kith("roster", "import", "people.csv")
    again = kith("roster", "import", "people.csv")

    assert shown.exit_code == done.exit_code == again.exit_code == 0, done.stderr
    assert (
        shown.stdout
        == "changed: L1, stage\nnew: L4, learner\npeople.csv: nothing was changed, since this was a dry run.\n"
    )
    assert "L4" not in before
    assert states(lived)["L4"] is MemberState.INVITED
    assert done.stdout.endswith("people.csv: 2 rows taken up.\n")
    assert again.stdout.startswith("unchanged: L1\nunchanged: L4\n")


def test_one_row_that_cannot_be_and_nothing_is_taken_up(kith: Kith, lived: Path) -> None:
    write(lived, "id,name,role,timezone\nL4,Dora,learner,Mars\nL1,Ana,mentor,\nL5,Eve,,\nL5,Eva,,\n")

    done = kith("roster", "import", "people.csv")

    assert done.exit_code == 2
    assert 'people.csv:2: timezone: "Mars" is not a time zone.' in done.stderr
    assert "people.csv:3: role: L1 is a learner already." in done.stderr
    assert 'people.csv:4: id: "L5" is there twice.' in done.stderr
    assert 'people.csv:5: id: "L5" is there twice.' in done.stderr
    assert done.stdout == "people.csv: nothing was changed.\n"
    assert set(states(lived)) == {"C1", "L1", "L2", "L3", "M1"}


def test_what_was_exported_comes_in_again_unchanged(kith: Kith, lived: Path) -> None:
    kith("roster", "export", "people.csv")

    done = kith("roster", "import", "people.csv", "--dry-run")

    assert done.exit_code == 0, done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()[:-1]] == ["unchanged"] * 5


def test_moodles_columns_come_in(kith: Kith, lived: Path) -> None:
    write(lived, "First name,Last name,ID number,Email address,Roles\nDora,Diaz,1004,d@example.org,Student\n")

    done = kith("roster", "import", "people.csv", "--format", "moodle", "--dry-run")

    assert done.stdout.startswith("new: L1004, learner\n"), done.stderr


def test_a_file_that_is_not_there_is_named_before_anything_else(kith: Kith, folder: Path) -> None:
    done = kith("roster", "import", "people.csv")

    assert done.exit_code == 2
    assert "There is no file people.csv here." in done.stderr
