"""`kith token`: a program's way in, shown once, listed, and ended."""

import json
from pathlib import Path

from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import write_files


def test_a_token_is_shown_once_listed_and_revoked(kith: Kith, folder: Path) -> None:
    write_files(folder)
    made = kith("token", "create", "moodle", "--cohort", "tiny", "--may", "progress", "--may", "people")
    listed = kith("token", "list", "--json")
    gone = kith("token", "revoke", "moodle")
    after = json.loads(kith("token", "list", "--json").stdout)

    assert (made.exit_code, gone.exit_code) == (0, 0), made.stderr + gone.stderr
    assert made.stdout.startswith("kith_moodle_")
    assert "enabled = true" in made.stderr, "nothing listens yet"
    [row] = json.loads(listed.stdout)
    assert (row["name"], row["cohort"], row["may"], row["state"]) == ("moodle", "tiny", "people, progress", "in use")
    assert made.stdout.strip() not in listed.stdout
    assert after[0]["state"].startswith("revoked on ")
    assert (folder / "kith-tokens.json").stat().st_mode & 0o077 == 0


def test_what_cannot_be_is_a_sentence_with_the_next_step(kith: Kith, folder: Path) -> None:
    write_files(folder)
    none = kith("token", "list")
    odd = kith("token", "create", "My LMS", "--cohort", "tiny", "--may", "progress")
    nothing = kith("token", "create", "moodle", "--cohort", "tiny")
    nobody = kith("token", "create", "moodle", "--cohort", "tinny", "--may", "progress")
    unknown = kith("token", "revoke", "moodle")
    (folder / "kith-tokens.json").write_text("{")
    damaged = kith("token", "list")

    assert (none.exit_code, "kith token create" in none.stdout) == (0, True)
    assert [done.exit_code for done in (odd, nothing, nobody, unknown, damaged)] == [2] * 5
    assert "small letters and digits" in odd.stderr
    assert "--may" in nothing.stderr
    assert nobody.stderr == 'kith.toml: cohorts: no file there has the cohort "tinny". Did you mean tiny?\n'
    assert "kith token list" in unknown.stderr
    assert "create the tokens anew" in damaged.stderr
