"""`kith check-config` tells every fault of every kind of file, and starts nothing."""

import json
from pathlib import Path

import pytest

from bot.samples import sample
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, write_files

SCRIPT = '[[act]]\nat = "2026-03-05 12:00"\nwho = "{who}"\nsays = "Hello"\n'


def test_sound_files_of_every_kind_are_said_to_be_sound(kith: Kith, folder: Path) -> None:
    write_files(folder)
    (folder / "tiny.script.toml").write_text(SCRIPT.format(who="L1"))

    said = {name: kith("check-config", name) for name in ("kith.toml", "tiny.toml", "tiny.script.toml")}

    assert [done.exit_code for done in said.values()] == [0, 0, 0]
    assert said["kith.toml"].stdout.endswith("kith.toml is a sound configuration file.\n")
    assert said["tiny.toml"].stdout.endswith("tiny.toml is a sound cohort file.\n")
    assert said["tiny.script.toml"].stdout == "tiny.script.toml is a sound script file.\n"


def test_without_a_name_it_is_the_configuration_of_this_folder(kith: Kith, folder: Path) -> None:
    missing = kith("check-config")
    write_files(folder)

    assert (missing.exit_code, "`kith init` writes one" in missing.stderr) == (2, True)
    assert kith("check-config").stdout.endswith("kith.toml is a sound configuration file.\n")


def test_what_is_told_of_a_cohort_names_the_cohorts_file(kith: Kith, folder: Path) -> None:
    write_files(folder)

    told = kith("check-config", "kith.toml").stdout.splitlines()

    assert [line.rpartition("/")[2].partition(":")[0] for line in told if "easiest" in line] == ["tiny.toml"] * 2


def test_a_configuration_without_a_cohort_is_told_what_it_lacks(kith: Kith, folder: Path) -> None:
    (folder / "empty.toml").write_text("")

    done = kith("check-config", "empty.toml")

    assert done.exit_code == 0
    assert "it opens no cohort. Name cohort files in `cohorts`" in done.stdout


@pytest.mark.parametrize("name", ["spring.toml", "spring.script.toml"])
def test_the_sample_is_sound(kith: Kith, name: str) -> None:
    assert kith("check-config", sample(name)).exit_code == 0


def test_every_fault_is_told_at_once_with_its_line(kith: Kith, folder: Path) -> None:
    wrong = COHORT.replace("Europe/Lisbon", "Europe/Lisboa", 1).replace("weeks = 2", 'weeks = "2"')
    write_files(folder, wrong)

    done = kith("check-config", "tiny.toml")

    assert done.exit_code == 2
    assert done.stdout == ""
    assert "tiny.toml:4: cohort.timezone:" in done.stderr
    assert "Did you mean Europe/Lisbon?" in done.stderr
    assert "tiny.toml:6: cohort.weeks:" in done.stderr


def test_with_a_configuration_its_cohorts_are_checked_too(kith: Kith, folder: Path) -> None:
    write_files(folder, COHORT.replace('rotation = ["C1"]', 'rotation = ["C9"]'))

    done = kith("check-config", "kith.toml")

    assert done.exit_code == 2
    assert "tiny.toml:" in done.stderr
    assert "C9" in done.stderr


def test_a_missing_cohort_and_an_unknown_key_of_a_configuration_are_told_together(kith: Kith, folder: Path) -> None:
    (folder / "kith.toml").write_text('cohorts = ["nowhere.toml"]\n[local]\nprot = 1\n')

    done = kith("check-config", "kith.toml")

    assert done.exit_code == 2
    assert "prot: is not a known key. Did you mean port?" in done.stderr


def test_a_script_is_checked_with_the_cohort_it_lies_beside_or_is_given(kith: Kith, folder: Path) -> None:
    write_files(folder)
    (folder / "tiny.script.toml").write_text(SCRIPT.format(who="L9"))
    (folder / "other.toml").write_text(SCRIPT.format(who="L1"))

    beside = kith("check-config", "tiny.script.toml")
    alone = kith("check-config", "other.toml")
    given = kith("check-config", "other.toml", "--cohort", "tiny.toml")

    assert beside.exit_code == 2
    assert "L9" in beside.stderr
    assert alone.exit_code == 2
    assert "--cohort COHORT.toml" in alone.stderr
    assert given.exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory. Is the name right, and the folder?"),
        (b"\xff\xfe", "is not plain text in UTF-8."),
        (b"weeks = = 2", "kith.toml:1:"),
        (b"[database]\nurl = 'mysql://x'\n", "kith.toml:2: database.url:"),
        (b"[email]\npassword = 'hunter2'\n", "KITH_SMTP_PASSWORD"),
    ],
)
def test_what_cannot_be_read_is_bad_input(kith: Kith, folder: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (folder / "kith.toml").write_bytes(content)

    done = kith("check-config", "kith.toml")

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "hunter2" not in done.stderr


def test_json_holds_the_faults_and_nothing_else_is_written(kith: Kith, folder: Path) -> None:
    write_files(folder, COHORT.replace("weeks = 2", "weeks = 0"))

    bad, good = kith("check-config", "tiny.toml", "--json"), kith("check-config", sample("spring.toml"), "--json")

    told = json.loads(bad.stdout)
    assert (bad.exit_code, bad.stderr, told["kind"]) == (2, "", "cohort")
    assert {"file": "tiny.toml", "line": 6, "key": "cohort.weeks"}.items() <= told["faults"][0].items()
    assert (good.exit_code, json.loads(good.stdout)["faults"]) == (0, [])


def test_nothing_is_left_behind(kith: Kith, folder: Path) -> None:
    write_files(folder)

    kith("check-config", "kith.toml")

    assert sorted(path.name for path in folder.iterdir()) == ["kith.toml", "tiny.toml"]
