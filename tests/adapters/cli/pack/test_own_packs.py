"""An operator's own packs in the configuration: checked before a start, taken up while it runs, never silently."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.local.client import LocalClient
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, write_files
from tests.adapters.cli.test_reading_again import is_at, says
from tests.adapters.cli.test_run import at_work, free_port, stopped

OURS = """format = 1
[pack]
id = "ours"
lang = "en"
version = "1"
licence = "CC0-1.0"

[[rule]]
id = "crisis.lantern"
category = "crisis"
severity = "high"
match = ["blow out my lantern"]
"""
SHIPPED = OURS.replace("crisis.lantern", "crisis.ideation")
NAMED = '[safety]\npacks = ["ours.toml"]\nlive = [{live}]\n'


def written(folder: Path, pack: str = OURS, live: str = "", port: int = 8400) -> Path:
    (folder / "ours.toml").write_text(pack, encoding="utf-8")
    today = datetime.now(UTC).date()
    running = COHORT.replace("starts_on = 2026-03-02", f"starts_on = {today - timedelta(days=today.weekday())}")
    return write_files(folder, running, config=NAMED.format(live=live), port=port)


def facts(folder: Path, beginning: str) -> list[str]:
    with closing(sqlite3.connect(folder / "kith.sqlite3")) as opened:
        rows = opened.execute("SELECT value FROM facts WHERE name LIKE ?", (f"{beginning}%",))
        return [value for (value,) in rows]


def audited(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "kith.sqlite3")) as opened:
        return [what for (what,) in opened.execute("SELECT what FROM audit WHERE what LIKE 'config%' ORDER BY n")]


def test_a_sound_pack_is_told_with_what_is_on_trial(kith: Kith, folder: Path) -> None:
    written(folder)

    done = kith("check-config", "kith.toml")

    assert done.exit_code == 0
    assert "these rules of yours are only counted, and tell nobody: crisis.lantern." in done.stdout


@pytest.mark.parametrize(
    ("pack", "live", "fault"),
    [
        (OURS.replace('severity = "high"', 'severity = "hihg"'), "", "ours.toml:11: rule crisis.lantern: severity:"),
        (OURS.replace("my lantern", "my (lantern"), "", "ours.toml:12: rule crisis.lantern: «blow out my (lantern»:"),
        (OURS, '"crisis.lamp"', 'kith.toml:8: safety.live[1]: No rule of your packs has the id "crisis.lamp".'),
        ("not toml", "", "ours.toml:1:"),
    ],
)
def test_a_pack_that_does_not_load_is_told_with_file_line_and_key_before_a_start(
    kith: Kith, folder: Path, pack: str, live: str, fault: str
) -> None:
    written(folder, pack, live)

    checked, begun = kith("check-config", "kith.toml"), kith("run", "--config", "kith.toml")

    assert (checked.exit_code, begun.exit_code) == (2, 2)
    assert fault in checked.stderr
    assert fault in begun.stderr


def test_a_pack_that_is_not_there_is_told_with_its_line(kith: Kith, folder: Path) -> None:
    (written(folder).parent / "ours.toml").unlink()

    done = kith("check-config", "kith.toml")

    assert done.exit_code == 2
    assert 'kith.toml:7: safety.packs[1]: There is no file "ours.toml".' in done.stderr


def test_the_doctor_says_which_shipped_rule_is_replaced_and_that_it_finds_people_in_danger(
    kith: Kith, folder: Path
) -> None:
    written(folder, SHIPPED, '"crisis.ideation"')

    told = kith("doctor").stdout

    assert "rules: Your own wording is live in the place of these rules of ours: crisis.ideation." in told
    assert "rules: Of these, the ones that find people in danger: crisis.ideation." in told


def test_a_category_of_ours_that_a_pack_writes_anew_is_named_with_its_line_wherever_packs_are_looked_at(
    kith: Kith, folder: Path
) -> None:
    silent = '[[category]]\nid = "crisis"\ntitle = "Mental-health crisis"\nroute = "wellbeing"\nlearner_reply = ""\n'
    written(folder, OURS + silent)

    checked, doctor = kith("check-config", "kith.toml"), kith("doctor").stdout

    said = 'ours.toml:17: category crisis: learner_reply: not used; "crisis" holds, as the first pack has it.'
    assert checked.exit_code == 0
    assert said in checked.stdout
    assert said in doctor
    assert "category crisis: learner_reply" in kith("pack", "test", "ours.toml").stderr


@pytest.mark.fault(36)
async def test_a_pack_is_on_trial_then_live_while_the_bot_runs_and_a_broken_one_keeps_the_one_before(
    tmp_path: Path, kith: Kith
) -> None:
    config = written(tmp_path, port=free_port())
    pack = tmp_path / "ours.toml"
    async with at_work(config) as (process, url):
        async with LocalClient(url) as client:
            await client.say("L1", "#baobab", "I blow out my lantern")
            assert await client.messages("L1", "dm") == []

        pack.write_text(OURS.replace("[pack]", "[pakc]"), encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        assert "ours.toml:" in await says(process, "the one before goes on")
        async with LocalClient(url) as client:
            await client.say("L3", "#baobab", "I blow out my lantern")

        written(tmp_path, SHIPPED, '"crisis.ideation"', port=int(url.rpartition(":")[2]))
        process.send_signal(signal.SIGHUP)
        again = await is_at(process)
        async with LocalClient(again) as client:
            await client.say("L2", "#baobab", "I blow out my lantern")
        await stopped(process, signal.SIGTERM)

    assert facts(tmp_path, "shadow.") == ["2"]
    assert audited(tmp_path)[-1] == "config.changed:rule crisis.ideation"
    with closing(sqlite3.connect(tmp_path / "kith.sqlite3")) as opened:
        assert opened.execute("SELECT rule FROM cases").fetchall() == [("crisis.ideation",)]
    report = (await asyncio.to_thread(kith, "pack", "report", "--config", str(config))).stdout
    assert "crisis.lantern\t2" in report
