"""A cohort file with many faults, as `kith check-config` prints them: all at once, and nothing is written."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

from adapters.cli import main
from tests.adapters.cli.files import COHORT, person
from tests.config import changed

WRONG = (
    ('handle = "tiny"', 'handle = "a tiny one"'),
    ("starts_on = 2026-03-02", "starts_on = 2026-02-30"),
    ('scan = ["baobab"]', 'scan = ["baobap"]'),
    ('outside = "https://example.org/hook"', 'languages = ["en", "de"]\noutsid = "https://example.org/hook"'),
    ('rotation = ["C1"]', 'rotation = ["C2"]\n[[on_call.override]]\nwho = "M1"\n'
     'from = "2026-03-29 01:30"\nuntil = "2026-03-28 09:00"\n[ladder]\ndraft_at = 5'),
    ("Asia/Kathmandu", "Asia/Katmandoo"),
    ('name = "Cai"', 'name = "Cai"\ncapacity = 99\naccounts = ["slack:T1"]'),
    ('facilitator = "M1"', 'facilitator = "M9"\nplatform = "slack"'),
    ("\n[[pairing]]", person("L2", "Lou", "learner") + "\n[[pairing]]"),
)  # fmt: skip


def wrong() -> str:
    """Return the cohort with all of it wrong."""
    text = COHORT
    for old, new in WRONG:
        text = changed(text, old, new)
    return text


def test_every_fault_is_printed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tiny.toml").write_text(wrong(), encoding="utf-8")

    done = CliRunner().invoke(main, ["check-config", "tiny.toml"], prog_name="kith", terminal_width=100)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == snapshot
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.toml"]


def test_the_faults_of_a_configuration_and_of_all_its_cohorts_are_printed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.toml").write_text(changed(COHORT, "weeks = 2", "weeks = 0"), encoding="utf-8")
    Path("b.toml").write_text(changed(COHORT, "Asia/Kathmandu", "Nowhere"), encoding="utf-8")
    Path("kith.toml").write_text('cohorts = ["a.toml", "b.toml"]\n[local]\nprot = 1\n', encoding="utf-8")

    done = CliRunner().invoke(main, ["check-config", "kith.toml"], prog_name="kith")

    assert done.exit_code == 2
    assert "kith.toml:3: local.prot:" in done.stderr
    assert "a.toml:6: cohort.weeks:" in done.stderr
    assert "person[2].timezone:" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.toml", "b.toml", "kith.toml"]
