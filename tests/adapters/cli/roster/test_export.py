"""`kith roster export`: the people of a cohort as a spreadsheet."""

import csv
from pathlib import Path

from tests.adapters.cli.conftest import Kith


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_everybody_of_the_cohort_is_there_with_role_zone_and_account(kith: Kith, lived: Path) -> None:
    done = kith("roster", "export", "people.csv")

    assert done.exit_code == 0, done.stderr
    assert done.stdout == "people.csv: 5 people.\n"
    by_id = {row["id"]: row for row in rows(lived / "people.csv")}
    assert sorted(by_id) == ["C1", "L1", "L2", "L3", "M1"]
    assert (by_id["L2"]["name"], by_id["L2"]["role"]) == ("Ben [red]", "learner")
    assert by_id["L2"]["timezone"] == "Asia/Kathmandu"
    assert all(row["account"].startswith("local:") for row in by_id.values())


def test_what_is_written_can_be_brought_into_groups(kith: Kith, lived: Path) -> None:
    kith("roster", "export", "people.csv")

    done = kith("groups", "propose", "--members", "people.csv", "--size", "3")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("1\tL1 L2 L3\t")


def test_a_cohort_that_is_not_there_and_a_place_that_cannot_be_written_are_said(kith: Kith, lived: Path) -> None:
    unknown = kith("roster", "export", "people.csv", "--cohort", "tinny")
    nowhere = kith("roster", "export", "no/such/folder.csv")

    assert (unknown.exit_code, nowhere.exit_code) == (2, 2)
    assert "There is no cohort tinny in the database. Did you mean tiny?" in unknown.stderr
    assert "cannot be written: No such file or directory." in nowhere.stderr
    assert not (lived / "people.csv").exists()


def test_nothing_anybody_typed_becomes_a_formula_whatever_a_spreadsheet_takes_for_the_end_of_a_cell() -> None:
    from bot.domain.members import Member, Role
    from bot.domain.room import Traits
    from bot.people_file.writing import OF_TRAITS, roster_row

    typed = {name: frozenset({"a", "=1+1", "+HYPERLINK(1)"}) for name in ("goals", "strengths")}
    one = Member("1", "c", "L1", "=1+1", Role.LEARNER, "UTC", availability="@SUM(1)")

    row = roster_row(one, ("=x:y:z",), Traits("1", style="-2", **typed))

    assert row[1] == "'=1+1"
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert row[8 + OF_TRAITS.index("goals")] == "'+HYPERLINK(1);'=1+1;a"
