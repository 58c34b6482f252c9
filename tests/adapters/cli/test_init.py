"""`kith init` writes what passes `check-config`, asks for what it is not told, and overwrites nothing."""

from datetime import date
from pathlib import Path

import pytest

from adapters.cli.starter import Wishes, handle_from, starter_files
from bot.cohort_file import load_cohort
from bot.config import load_config
from tests.adapters.cli.conftest import Kith

ALL = (
    "--yes",
    *("--name", "Spring “26” \\ Ünder"),
    *("--timezone", "Asia/Kathmandu"),
    *("--starts-on", "2027-03-01"),
    *("--weeks", "12"),
    *("--coordinators", "Ana, Bo"),
    *("--outside", "mailto:duty@example.org"),
)


def test_what_it_writes_is_sound_and_says_what_was_asked(kith: Kith, folder: Path) -> None:
    done = kith("init", *ALL)

    assert done.exit_code == 0, done.stderr
    assert kith("check-config", "kith.toml").exit_code == 0
    cohort, config = load_cohort(folder / "cohort.toml"), load_config(folder / "kith.toml")
    assert (cohort.name, cohort.handle) == ("Spring “26” \\ Ünder", "spring-26-under")
    assert (cohort.timezone, cohort.starts_on, cohort.weeks) == ("Asia/Kathmandu", date(2027, 3, 1), 12)
    assert [row.name for row in cohort.people if row.role == "coordinator"] == ["Ana", "Bo"]
    assert all(row.availability for row in cohort.people if row.role != "coordinator"), "they can meet"
    assert cohort.plan.on_call.rotation == ("C1", "C2")
    assert cohort.plan.safety.outside == "mailto:duty@example.org"
    assert [prompt.week for prompt in cohort.plan.prompts] == list(range(1, 13))
    assert config.database.url == f"sqlite+aiosqlite:///{folder}/kith.sqlite3"


def test_it_ends_with_what_is_next(kith: Kith) -> None:
    done = kith("init", *ALL)

    assert "export KITH_KEY=\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(32))')\"" in done.stdout
    assert "kith run --config kith.toml" in done.stdout
    assert "[email]" in done.stdout


@pytest.mark.parametrize("weeks", [1, 2, 3, 8, 9, 52])
@pytest.mark.parametrize("outside", ["", "https://example.org/hook"])
def test_any_length_of_a_cohort_has_a_question_for_every_week(weeks: int, outside: str, tmp_path: Path) -> None:
    wishes = Wishes("Any", "UTC", date(2027, 3, 1), weeks, ("Ana", "Bo"), outside)

    assert starter_files(wishes, tmp_path)["cohort.toml"].count("[[prompt]]") == weeks


def test_answers_may_be_typed_and_a_wrong_one_is_asked_again(kith: Kith, folder: Path) -> None:
    answers = ["Evening group", "Europe/Lisboa", "Europe/Lisbon", "2027-03-02", "2027-03-01", "4", "Ana, Bo", "nobody"]

    done = kith("init", input="\n".join(answers) + "\n")

    assert done.exit_code == 0, done.stderr
    assert "Did you mean Europe/Lisbon?" in done.stderr
    assert "2027-03-02 is a Tuesday, and weeks begin on Mondays: 2027-03-01 or 2027-03-08." in done.stderr
    cohort = load_cohort(folder / "cohort.toml")
    assert (cohort.name, cohort.weeks, cohort.plan.safety.scan) == ("Evening group", 4, ())
    assert "Choose an outside contact" in done.stdout


def test_somebody_alone_is_asked_for_an_address_outside(kith: Kith, folder: Path) -> None:
    answers = ["", "", "", "", "Ana", "nobody", "mailto:duty@example.org"]

    done = kith("init", input="\n".join(answers) + "\n")

    assert done.exit_code == 0, done.stderr
    assert "a report about them would reach nobody" in done.stderr
    assert load_cohort(folder / "cohort.toml").plan.safety.outside == "mailto:duty@example.org"


def test_taking_what_is_usual_is_sound(kith: Kith) -> None:
    done = kith("init", input="\n" * 6)

    assert done.exit_code == 0, done.stderr
    assert kith("check-config", "kith.toml").exit_code == 0


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--timezone", "Mars/Olympus"), "--timezone: Mars/Olympus is not a time zone."),
        (("--starts-on", "2027-02-30"), "--starts-on: 2027-02-30 is not a date like"),
        (("--starts-on", "2027-03-03"), "--starts-on: 2027-03-03 is a Wednesday"),
        (("--weeks", "0"), "--weeks: A cohort has 1 to 52 weeks."),
        (("--weeks", "many"), "--weeks: A cohort has 1 to 52 weeks."),
        (("--name", " "), "--name: A name has 1 to 80 letters."),
        (("--name", "a\x1b[31mb"), "--name: A name has"),
        (("--coordinators", "Ana,,Bo"), "--coordinators: A name has"),
        (("--outside", "duty@example.org"), "--outside: Write an address like"),
        (("--coordinators", "Ana"), "--outside: With one coordinator a report about them would reach nobody"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_and_nothing_is_written(
    kith: Kith, folder: Path, option: tuple[str, str], said: str
) -> None:
    done = kith("init", "--yes", *option)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["kith.toml", "cohort.toml"])
def test_nothing_that_is_there_is_overwritten(kith: Kith, folder: Path, name: str) -> None:
    (folder / name).write_text("mine")

    done = kith("init", "--yes")

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{name} is there already" in done.stderr
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, "mine")]


def test_a_folder_that_is_not_there_is_made(kith: Kith, folder: Path) -> None:
    assert kith("init", "--yes", "--folder", "new/place").exit_code == 0
    assert (folder / "new" / "place" / "kith.toml").is_file()


def test_leaving_the_questions_writes_nothing(kith: Kith, folder: Path) -> None:
    done = kith("init", input="Evening group\n")

    assert done.exit_code == 130
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Spring 2026", "spring-2026"), ("2026", "cohort-2026"), ("木曜", "cohort"), ("a" * 50, "a" * 32), ("-É-", "e")],
)
def test_a_handle_is_made_from_any_name(name: str, handle: str) -> None:
    assert handle_from(name) == handle
