"""What `kith emit` writes for servers works as it is: linters, systemd and Prometheus' own grammar say so."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from adapters.clock import SimulatedClock
from bot.config import Config
from tests.adapters.cli.conftest import Kith
from tests.adapters.health.figures import Fickle, read, running
from tests.storage.sample import NOW

ROOT = Path(__file__).resolve().parents[3]
BESIDE = Path(sys.executable).parent
NAME = re.compile(r"\b(?:kith|process)_[a-z_]+\b|\bup\b")


def written(kith: Kith, folder: Path, name: str, *options: str) -> Path:
    """Write one of the files into a folder, as an operator would."""
    done = kith("emit", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    path = folder / name
    path.write_text(done.stdout)
    return path


def ran(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_hadolint_finds_nothing_in_the_dockerfile(kith: Kith, folder: Path) -> None:
    path = written(kith, folder, "Dockerfile", "dockerfile")

    assert ran(BESIDE / "hadolint", "--failure-threshold", "style", path) == (0, "")
    text = path.read_text()
    assert text.count("\nFROM ") == 2
    assert text.index("\nUSER 10001") < text.index("\nENTRYPOINT")
    assert "/healthz" in text


@pytest.mark.parametrize("options", [(), ("--postgres",)])
def test_a_linter_finds_nothing_but_images_by_tag_in_the_compose_file(
    kith: Kith, folder: Path, options: tuple[str, ...]
) -> None:
    path = written(kith, folder, "compose.yaml", "compose", *options)
    path.write_text(path.read_text().replace("./", "/srv/kith/"))  # the tests may keep their files under /dev
    for secrets in ("secrets.env", "database.env"):
        (folder / secrets).write_text("KITH_KEY=x\n")

    _, said = ran(BESIDE / "compose-lint", "check", "--format", "json", path)

    assert set(re.findall(r"CL-\d{4}", said)) <= {"CL-0019"}, said  # a digest is for whoever builds and pulls
    services = yaml.safe_load(path.read_text())["services"]
    assert list(services) == ["kith", "database"][: 1 + len(options)]
    assert all(re.match(r"127\.0\.0\.1:", port) for port in services["kith"]["ports"])


def test_systemd_itself_finds_no_fault_in_the_unit_and_calls_it_guarded(kith: Kith, folder: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    path = written(kith, folder, "kith.service", "systemd")

    assert ran("systemd-analyze", "verify", path) == (0, "")
    code, said = ran("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", path)
    assert code == 0, said


def test_the_unit_has_what_the_bot_counts_on(kith: Kith, folder: Path) -> None:
    text = written(kith, folder, "kith.service", "systemd", "--program", "/opt/kith/bin/kith").read_text()

    lines = text.splitlines()
    assert "ExecStart=/opt/kith/bin/kith run --config /etc/kith/kith.toml" in lines
    for line in ("Type=notify", "WatchdogSec=60", "Restart=always", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert line in lines
    kept = re.compile(r"\[(Unit|Service|Install)\]|[A-Z][A-Za-z]+=.*|#.*|")
    assert [line for line in lines if not kept.fullmatch(line)] == []
    assert set(re.findall(r"\$\{?\w+", text)) == {"$MAINPID"}  # systemd's own, for a reload


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--program", "kith"), "wants a whole path"),
        (("--config", "/etc/kith/my file.toml"), "without spaces"),
        (("--user", "root; rm"), "small letters"),
    ],
)
def test_a_unit_that_could_not_work_is_refused(kith: Kith, options: tuple[str, str], hint: str) -> None:
    done = kith("emit", "systemd", *options)

    assert (done.exit_code, done.stdout) == (2, "")
    assert hint in done.stderr


@pytest.fixture
async def figures(made_sqlite_url: str) -> set[str]:
    """The names of all figures there are."""
    async with running(made_sqlite_url, SimulatedClock(NOW), Fickle()) as (_, sources):
        return {name for name, _ in await read(sources)} | {"up"}


def board(kith: Kith) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(kith("emit", "grafana").stdout)
    return shown


def expressions(shown: dict[str, Any]) -> list[str]:
    return [target["expr"] for panel in shown["panels"] for target in panel["targets"]]


def test_the_board_shows_only_figures_that_there_are_and_leaves_out_none(kith: Kith, figures: set[str]) -> None:
    shown = board(kith)

    used = {name for expression in expressions(shown) for name in NAME.findall(expression)}
    assert used - figures == set()
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in figures if name.startswith("kith_")}
    on_it = {re.sub(r"_(bucket|sum|count)$", "", name) for name in used}
    of_alerts = {"kith_database_readable", "kith_files_refused"}
    assert ours - on_it == {"kith_build_info", *of_alerts}


def test_the_board_is_one_that_grafana_reads(kith: Kith) -> None:
    shown = board(kith)

    for expression in expressions(shown):
        promql_parser.parse(expression.replace("$__rate_interval", "5m").replace("$job", "kith"))
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in shown["panels"]]
    ids = [panel["id"] for panel in shown["panels"]]
    assert len(set(places)) == len(set(ids)) == len(shown["panels"])
    assert [panel["title"] for panel in shown["panels"] if not panel["description"]] == []


def rules(kith: Kith, *options: str) -> list[dict[str, Any]]:
    [group] = yaml.safe_load(kith("emit", "alerts", *options).stdout)["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def test_every_alert_looks_at_figures_that_there_are_in_words_prometheus_reads(kith: Kith, figures: set[str]) -> None:
    for rule in rules(kith):
        promql_parser.parse(rule["expr"])
        assert set(NAME.findall(rule["expr"])) - figures == set(), rule["alert"]
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert re.fullmatch(r"\d+m", rule["for"])


def test_every_alert_leads_to_what_to_do(kith: Kith) -> None:
    linked = rules(kith, "--runbook", "https://example.org/operations")

    [first, *_] = linked
    assert first["annotations"]["runbook_url"] == "https://example.org/operations#kithisdown"
    assert len({rule["alert"] for rule in linked}) == len(linked)


def test_the_image_is_made_of_what_is_there_and_of_nothing_else(kith: Kith) -> None:
    lines = kith("emit", "dockerfile").stdout.splitlines()
    built = lines[: lines.index("FROM python:3.11-slim-bookworm")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    copied = {name for line in built if line.startswith("COPY ") for name in line.split()[1:-1]}

    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert copied == {"pyproject.toml", "uv.lock", "README.md", *packages}
    assert all((ROOT / name).exists() for name in copied)
    assert project["project"]["readme"] == "README.md"
    assert set(project["project"]["scripts"]) >= {"kith"}


def test_the_image_and_the_compose_file_mean_the_same_folders_ports_and_people(kith: Kith, folder: Path) -> None:
    image = kith("emit", "dockerfile").stdout
    service = yaml.safe_load(kith("emit", "compose").stdout)["services"]["kith"]
    mounts = dict(volume.split(":")[1::-1] for volume in service["volumes"])
    config = Config()

    assert service["user"].split(":")[0] == re.search(r"^USER (\d+)$", image, re.M)[1]  # type: ignore[index]
    assert re.search(r"^VOLUME (.+)$", image, re.M)[1] in mounts  # type: ignore[index]
    assert '"--config", "/etc/kith/kith.toml"' in image
    assert mounts["/etc/kith"] == "./config"
    assert f":{config.health.port}/healthz" in image
    assert {port.split(":")[-1] for port in service["ports"]} == {str(config.dashboard.port), str(config.exchange.port)}
    assert "environment" not in service  # secrets come from the file, everything else from the configuration
