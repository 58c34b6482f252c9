"""`kith doctor`: what it finds, and that every finding says how to mend it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.cli.checkup import everything, machine, people, settings
from adapters.cli.checkup.database import work
from bot.domain.helplines import CountryHelp
from bot.domain.on_call import OnCall
from bot.domain.plan import Plan
from bot.domain.services import Service
from bot.domain.severities import Safety
from storage.address import parse_address
from storage.engine import open_storage
from storage.lock import FileLock
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, KEY, database_url, write_files
from tests.adapters.cli.lived import live
from tests.adapters.outside.notice import unused_port

NOW = datetime(2026, 3, 9, 12, 0, 30, tzinfo=UTC)


class Clock:
    """Stands in the week the tests' cohort lives in."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "SystemClock", Clock)
    monkeypatch.setattr(machine, "clock", lambda now: machine.Note("clock", f"{now}"))
    monkeypatch.setattr(machine, "helplines", lambda _: [])


def findings(kith: Kith) -> dict[str, str]:
    """Return what the doctor found, as subject and what, in one text each; every finding has its remedy."""
    done = kith("doctor", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == (1 if told["findings"] else 0)
    assert all(finding["mend"].endswith((".", "?")) for finding in told["findings"]), told["findings"]
    return {finding["subject"]: finding["what"] for finding in told["findings"]}


def test_all_is_well(kith: Kith, lived: Path) -> None:
    done = kith("doctor")

    assert (done.exit_code, done.stderr) == (0, ""), done.stdout
    assert "fine      on call: Cora (C1) is on call in Tiny cohort.\n" in done.stdout
    assert "fine      database: Every commit waits for the disk.\n" in done.stdout
    assert done.stdout.endswith("Nothing needs mending.\n")


def test_a_new_installation_is_well_before_its_first_start(kith: Kith, folder: Path) -> None:
    write_files(folder)

    assert findings(kith) == {}
    assert not (folder / "kith.sqlite3").exists()


def test_while_the_bot_runs_it_looks_and_says_that_it_runs(kith: Kith, lived: Path) -> None:
    held = FileLock(lived / "kith.sqlite3")
    try:
        done = kith("doctor")
    finally:
        held.release()

    assert done.exit_code == 0
    assert "The bot is running." in done.stdout


def test_a_finding_away_from_a_terminal_is_one_line_with_its_remedy(
    kith: Kith, lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITH_KEY", "short")

    done = kith("doctor")

    assert done.exit_code == 1
    found = [line for line in done.stdout.splitlines() if line.startswith("to mend\tkey\t")]
    assert len(found) == 1
    assert "token_urlsafe" in found[0]


def test_faults_of_files_are_findings_with_their_line(kith: Kith, folder: Path) -> None:
    write_files(folder, COHORT.replace("weeks = 2", "weeks = 99"))
    of_a_cohort = findings(kith)
    (folder / "kith.toml").write_text("[local]\nprot = 1\n")
    of_a_configuration = findings(kith)

    assert "tiny.toml:6: cohort.weeks:" in of_a_cohort["file"]
    assert "kith.toml:2: local.prot:" in of_a_configuration["file"]


def test_a_configuration_without_a_cohort_is_a_finding(kith: Kith, folder: Path) -> None:
    write_files(folder)
    (folder / "kith.toml").write_text(f'[database]\nurl = "{database_url(folder)}"\n')

    assert findings(kith)["configuration"] == "No cohort is named."


def test_an_outside_contact_by_mail_needs_a_mail_server(kith: Kith, folder: Path) -> None:
    cohort = COHORT.replace("https://example.org/hook", "mailto:duty@example.org")
    write_files(folder, cohort)
    without = findings(kith)
    write_files(folder, cohort, config='[email]\nhost = "mail.example.org"\nfrom = "kith@example.org"\n')
    with_one = findings(kith)

    assert "no mail server is configured" in without["outside contact"]
    assert with_one == {}


def test_a_bot_that_does_not_answer_its_probe_is_a_finding(kith: Kith, lived: Path) -> None:
    config = lived / "kith.toml"
    config.write_text(f"{config.read_text()}\n[health]\nenabled = true\nport = {unused_port()}\n", encoding="utf-8")

    assert "/readyz" in findings(kith)["health"]


def test_others_who_may_read_the_database_are_a_finding(kith: Kith, lived: Path) -> None:
    (lived / "kith.sqlite3").chmod(0o644)

    assert "Others on this machine may read" in findings(kith)["database"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "was written by a newer Kith"),
        ("PRAGMA journal_mode = DELETE", "does not keep a write-ahead log"),
    ],
)
def test_a_database_that_is_not_as_it_should_be_is_a_finding(kith: Kith, lived: Path, change: str, said: str) -> None:
    with closing(sqlite3.connect(lived / "kith.sqlite3", isolation_level=None)) as database:
        database.execute(change)

    assert said in findings(kith)["database"]


@pytest.mark.parametrize(("start", "said"), [(8192, "or is damaged"), (240_000, "is damaged")])
def test_a_damaged_database_is_a_finding(kith: Kith, lived: Path, start: int, said: str) -> None:
    path = lived / "kith.sqlite3"
    content = bytearray(path.read_bytes())
    content[start:-4096] = b"\x55" * (len(content) - 4096 - start)
    path.write_bytes(content)

    assert said in findings(kith)["database"]


def test_another_key_is_a_finding(kith: Kith, lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_KEY", "another key of another database, long enough")

    assert findings(kith)["database"] == "The database cannot be looked into."


def test_a_server_that_is_away_is_a_finding(kith: Kith, folder: Path) -> None:
    write_files(folder)
    (folder / "kith.toml").write_text(
        'cohorts = ["tiny.toml"]\n[database]\nurl = "postgresql+psycopg://k@127.0.0.1:1/k"\n'
    )

    assert findings(kith)["database"] == "The database cannot be reached."


async def test_on_postgresql_it_looks_into_the_server(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    storage = await open_storage(postgres_url, key=KEY.encode())
    await storage.close()
    write_files(folder)
    (folder / "kith.toml").write_text(f'cohorts = ["tiny.toml"]\n[database]\nurl = "{postgres_url}"\n')

    notes = await everything.everything(folder / "kith.toml")

    assert [note for note in notes if note.is_finding] == []
    assert any("has schema" in note.what for note in notes)


def test_work_that_should_be_done_is_a_finding(kith: Kith, lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "now", lambda _: NOW + timedelta(days=4))

    found = findings(kith)

    assert "timers are overdue, the oldest (" in found["timers"]


async def test_messages_that_cannot_leave_are_a_finding(folder: Path) -> None:
    await live(folder, datetime(2026, 3, 2, 8, 10, tzinfo=UTC), is_deaf=True)
    storage = await open_storage(database_url(folder), key=KEY.encode())
    async with storage.snapshot() as tx:
        notes = await work(tx, datetime(2026, 3, 2, 12, tzinfo=UTC), parse_address(database_url(folder)))
    await storage.close()

    [waiting] = [note.what for note in notes if note.subject == "outbox"]
    assert waiting.endswith("messages wait, the oldest should have left at 2026-03-02 08:11 UTC.")


OFFICE = Service("Housing office", "a place to live", "housing@example.org", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("plan", "platforms", "said"),
    [
        (Plan(on_call=OnCall(())), {"local"}, "Nobody is on call in Tiny cohort."),
        (Plan(on_call=OnCall(("C9",))), {"local"}, "C9 is in the rotation of Tiny cohort and is no coordinator"),
        (Plan(on_call=OnCall(("L1",))), {"local"}, "L1 is in the rotation of Tiny cohort and is no coordinator"),
        (Plan(on_call=OnCall(("C1",))), {"slack"}, "is on local, which is not turned on."),
        (Plan(on_call=OnCall(("C1",)), safety=Safety(scan=("baobab",))), {"local"}, "has no outside contact"),
        (Plan(services=(OFFICE,)), {"local"}, "still hold in Tiny cohort: Housing office."),
    ],
)
async def test_people_a_cohort_cannot_do_without(lived: Path, plan: Plan, platforms: set[str], said: str) -> None:
    storage = await open_storage(database_url(lived), key=KEY.encode())
    async with storage.transaction() as tx:
        [cohort] = await tx.cohorts.all()
        await tx.cohorts.save(replace(cohort, plan=plan))
    async with storage.snapshot() as tx:
        notes = await people.people(tx, NOW, platforms)
    await storage.close()

    assert [note.what for note in notes if note.is_finding and said in note.what], notes


def test_a_cohort_that_is_over_asks_for_nobody(kith: Kith, lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "now", lambda _: NOW + timedelta(days=90))

    assert "on call" not in kith("doctor").stdout.replace("on call: No cohort is open", "")


# --- the machine -----------------------------------------------------------------------------------------------------


def test_old_helplines_are_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    fresh = CountryHelp("PT", "112", (), date(2026, 3, 1), "https://example.org/pt")
    old = CountryHelp("NZ", "111", (), date(2025, 3, 1), "https://example.org/nz")
    monkeypatch.setattr(machine, "register", lambda: {"PT": fresh, "NZ": old})

    [note] = machine.helplines(NOW)

    assert note.what == "The helplines of NZ were last checked on 2025-03-01."
    assert "https://example.org/nz" in note.mend


@pytest.mark.parametrize("year", [1970, 2101])
def test_a_clock_that_cannot_be_right_is_a_finding(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    monkeypatch.undo()

    assert machine.clock(datetime(year, 1, 1, tzinfo=UTC)).is_finding
    assert not machine.clock(datetime.now(UTC)).is_finding


def test_a_zone_without_rules_is_a_finding() -> None:
    note = machine.zones({"Europe/Lisbon", "Mars/Olympus"})

    assert note.what == "The rules of Mars/Olympus are missing."
    assert not machine.zones({"Europe/Lisbon"}).is_finding


def test_settings_that_cannot_be_read_are_told_and_not_used(tmp_path: Path) -> None:
    read = settings.settings(tmp_path / "nowhere.toml")

    assert read.config is None
    assert "cannot be read" in read.notes[0].what
