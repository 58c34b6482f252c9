"""`kith pack`: an operator tries a pack of their own, scans with it, and takes it to Discord and back."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.cli.pack.group import SUBCOMMANDS
from bot.domain.cases import Case, Cause, Resolution
from bot.domain.signals.severity import Severity
from storage.engine import open_storage
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import KEY, database_url, write_files
from tests.storage.sample import L1, M1, NOW, add_people

ROOT = Path(__file__).resolve().parents[4]
OWN = """format = 1

[pack]
id = "own"
lang = "en"
version = "1"
licence = "CC0-1.0"

[[category]]
id = "logistics"
title = "Logistics"
route = "office"

[[rule]]
id = "logistics.room"
category = "logistics"
severity = "normal"
match = ["room is locked", "(no|wrong) room"]

[rule.examples]
fire = ["the room is locked"]
hold = ["there is room for everybody"]
"""


@pytest.fixture
def own(folder: Path) -> Path:
    """A sound pack of somebody's own."""
    file = folder / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_reads_well(kith: Kith, name: str, snapshot: SnapshotAssertion) -> None:
    assert kith("pack", name, "--help").stdout == snapshot


def test_the_shipped_packs_pass_their_own_examples(kith: Kith) -> None:
    done = kith("pack", "test")

    assert done.exit_code == 0
    assert "every example comes out as written" in done.stdout


def test_a_pack_of_ones_own_is_tried_on_top_of_the_shipped_ones(kith: Kith, own: Path) -> None:
    done = kith("pack", "test", own, "--json")

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["packs"][-1] == "own"
    assert told["rules"][-1] == {
        "rule": "logistics.room",
        "category": "logistics",
        "severity": "normal",
        "mode": "live",
        "patterns": 2,
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('severity = "normal"', 'severity = "urgent"', "own.toml:17: rule logistics.room: severity"),
        ('"(no|wrong) room"', '"(no|wrong room"', "own.toml:18: rule logistics.room: «(no|wrong room»"),
        (
            '"the room is locked"',
            '"a fine view"',
            "own.toml:21: rule logistics.room: example «a fine view»",
        ),
        ('category = "logistics"', 'category = "logistic"', "own.toml:16: rule logistics.room: category"),
        ('title = "Logistics"', "titel = 1", "own.toml:11: category logistics: titel"),
        ("format = 1", "format = ", "own.toml:1:"),
        ('match = ["room is locked",', 'regex = ["(a+)+$"]\nmatch = ["room is locked", "(?=x)",', "own.toml:19:"),
    ],
)
def test_every_fault_has_its_line_and_nothing_is_used(kith: Kith, own: Path, old: str, new: str, fault: str) -> None:
    own.write_text(OWN.replace(old, new), encoding="utf-8")

    done = kith("pack", "test", "own.toml")

    assert done.exit_code == 2
    assert fault in done.stderr
    assert done.stdout == ""


def test_a_scan_gives_back_every_message_with_what_was_seen(kith: Kith, own: Path) -> None:
    messages = [{"text": "Wrong room again!", "id": 7}, {"text": "See you there"}, {"text": "I want to die"}]

    done = kith("pack", "scan", "--pack", own, input="\n".join(map(json.dumps, messages)))

    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first == {
        "text": "Wrong room again!",
        "id": 7,
        "hits": [
            {
                "rule": "logistics.room",
                "category": "logistics",
                "severity": "normal",
                "start": 0,
                "end": 10,
                "variant": "plain",
            }
        ],
    }
    assert second["hits"] == []
    assert third["hits"][0]["rule"] == "crisis.ideation"


@pytest.mark.parametrize("line", ["not json", "[1]", '{"txt": "x"}', '{"text": 5}', "[" * 100_000])
def test_a_line_that_is_no_message_is_named(kith: Kith, own: Path, line: str) -> None:
    done = kith("pack", "scan", "--pack", own, "--alone", input=f'{{"text": "fine"}}\n{line}\n')

    assert done.exit_code == 2
    assert ":2: " in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_explanation_shows_the_reading_and_what_came_of_it(kith: Kith) -> None:
    assert "told: crisis.ideation critical" in kith("pack", "explain", "I want to d1e").stdout
    assert kith("pack", "explain", "see you on Monday").stdout.endswith("Nobody would be told of this text.\n")


def test_rules_go_to_automod_and_come_back_in_shadow(kith: Kith, own: Path, folder: Path) -> None:
    exported = kith("pack", "export-automod", "--alone", own)
    (folder / "rules.json").write_text(exported.stdout, encoding="utf-8")

    imported = kith("pack", "import-automod", "rules.json", "--id", "from-discord")

    (rule,) = json.loads(exported.stdout)
    assert rule["trigger_metadata"]["keyword_filter"] == ["room is locked", "no room", "wrong room"]
    (folder / "back.toml").write_text(imported.stdout, encoding="utf-8")
    tried = kith("pack", "test", "--alone", "back.toml", "--json")
    assert [rule["mode"] for rule in json.loads(tried.stdout)["rules"]] == ["shadow"]


@pytest.mark.parametrize("content", ["", "{", "[]", "[{}]", '"rules"'])
def test_a_file_without_automod_rules_is_refused(kith: Kith, folder: Path, content: str) -> None:
    (folder / "rules.json").write_text(content, encoding="utf-8")

    done = kith("pack", "import-automod", "rules.json")

    assert done.exit_code == 2
    assert done.stderr.startswith("rules.json: ")


def test_a_language_that_is_not_shipped_is_said(kith: Kith) -> None:
    done = kith("pack", "test", "--language", "xx")

    assert done.exit_code == 2
    assert "--language en" in done.stderr


async def _closed(url: str) -> None:
    storage = await open_storage(url, key=KEY.encode())
    async with storage.transaction() as tx:
        await add_people(tx)
        for number, resolution in enumerate((Resolution.FALSE_ALARM, Resolution.SUPPORTED, Resolution.FALSE_ALARM)):
            kept = (M1.id,) if number == 2 else ()
            case = Case(
                f"k{number}",
                f"R{number}",
                L1.cohort_id,
                L1.id,
                "crisis",
                Severity.HIGH,
                Cause.SIGNAL,
                "crisis.passive",
                NOW,
                excerpt="hard words",
                subject_ids=kept,
            )
            await tx.cases.add(case.resolved(resolution, NOW))
    await storage.close()


def test_a_report_counts_false_alarms_and_shows_no_word_and_no_case_that_is_kept_from_somebody(
    kith: Kith, folder: Path
) -> None:
    write_files(folder)
    kith("migrate")
    empty = kith("pack", "report")
    asyncio.run(_closed(database_url(folder)))

    done, as_json = kith("pack", "report"), kith("pack", "report", "--json")

    assert "No case that a rule opened has been closed so far." in empty.stdout
    assert "crisis.passive" in done.stdout
    assert "50%" in done.stdout
    assert "hard words" not in done.stdout
    assert json.loads(as_json.stdout) == [
        {"rule": "crisis.passive", "closed": 2, "false_alarms": 1, "allowed": 0, "proposed": 0}
    ]


def test_no_text_to_explain_is_told_with_an_example(kith: Kith) -> None:
    done = kith("pack", "explain", " ")

    assert done.exit_code == 2
    assert 'kith pack explain "I am fine"' in done.stderr


def test_a_scan_at_a_terminal_says_what_it_waits_for(folder: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "bot", "pack", "scan"]
    os.write(ours, b'{"text": "hello"}\n\x04')

    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=True, cwd=ROOT)

    assert "Type messages as JSON" in done.stderr
    assert json.loads(done.stdout)["hits"] == []
