"""`kith run` as its own process: it serves, answers, logs ids only, refuses a second one, and stops cleanly."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from adapters.cli import service
from adapters.cli.local_workspace import workspace_name
from adapters.listening import listening_on
from adapters.local.client import LocalClient
from bot.cohort_file import load_cohort
from bot.config import Config, EmailSection, load_config
from bot.errors import BadInput
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, KEY, write_files

SECRET_WORDS = "please keep this between us"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(config: Path, key: str = KEY) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--config", str(config)],
        stdin=subprocess.DEVNULL,  # no terminal, whoever runs the tests
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | ({"KITH_KEY": key} if key else {}),
    )


@contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Leave no process and no pipe behind, whatever a test finds."""
    try:
        yield
    finally:
        process.kill()
        process.communicate()


@asynccontextmanager
async def at_work(config: Path) -> AsyncIterator[tuple["subprocess.Popen[str]", str]]:
    """Start a bot and wait until it says where it is."""
    process = start(config)
    with ended(process):
        assert process.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 60)
        found = re.search(r"http://[\d.:]+", line)
        assert found, line + process.communicate()[1]
        yield process, found.group().rstrip(".")


async def stopped(process: "subprocess.Popen[str]", how: signal.Signals) -> tuple[str, str]:
    process.send_signal(how)
    return await asyncio.wait_for(asyncio.to_thread(process.communicate), 30)


@pytest.mark.waits
async def test_a_whole_shift(tmp_path: Path) -> None:
    config = write_files(tmp_path, port=free_port())
    probed, desk = free_port(), free_port()
    more = f"[health]\nenabled = true\nport = {probed}\n[dashboard]\nenabled = true\nport = {desk}\n"
    config.write_text(f"{config.read_text()}\n{more}", encoding="utf-8")
    async with at_work(config) as (first, url):
        async with LocalClient(url) as client:
            people = [person["id"] for person in await client.people()]
            shown = await client.command("L1", "/peer help")
            await client.say("L1", "#baobab", SECRET_WORDS)
        async with httpx.AsyncClient(trust_env=False) as browser:
            page = (await browser.get(f"{url}/as/L1", follow_redirects=True)).text
            ready = await browser.get(f"http://127.0.0.1:{probed}/readyz")
            outside = await browser.get(f"http://127.0.0.1:{desk}/")
        second = start(write_second(tmp_path))
        refused = await asyncio.to_thread(second.communicate, None, 60)
        output, log = await stopped(first, signal.SIGTERM)

    assert (ready.status_code, ready.json()["troubles"]) == (200, [])
    assert (outside.status_code, "/coord desk" in outside.text) == (401, True)
    assert people == ["L1", "L2", "L3", "M1", "C1"]
    assert shown["shown"] or shown["dialog"]
    assert "What Kith does next, and why" in page
    assert "Turn the clock" not in page, "the real time is not for anybody to turn"
    assert (first.returncode, output) == (0, "Kith has stopped. What is due waits for the next start.\n")
    assert (second.returncode, refused[0]) == (3, "")
    assert f"is in use by process {first.pid}" in refused[1]
    assert re.search(r"INFO kith event \S+ CommandInvoked by L1: 1 replies, \d+ ms", log)
    assert re.search(r"INFO kith event \S+ MessageReceived by L1: 0 replies, \d+ ms", log)
    assert SECRET_WORDS not in log
    assert KEY not in log
    assert not [line for line in log.splitlines() if " ERROR " in line]


def write_second(folder: Path) -> Path:
    """Write a second configuration for the same database, on another port."""
    path = folder / "second.toml"
    text = (folder / "kith.toml").read_text(encoding="utf-8")
    path.write_text(re.sub(r"port = \d+", f"port = {free_port()}", text), encoding="utf-8")
    return path


async def test_after_a_kill_it_goes_on_where_it_was_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    config = write_files(tmp_path, port=free_port())
    async with at_work(config) as (first, url):
        async with LocalClient(url) as client:
            await client.say("L1", "#baobab", "I was here")
        await stopped(first, signal.SIGKILL)

    async with at_work(config) as (again, url):
        async with LocalClient(url) as client:
            texts = [message["text"] for message in await client.messages("L2", "#baobab")]
        await stopped(again, signal.SIGINT)

    assert texts.count("I was here") == 1
    assert again.returncode == 0


# --- what is refused before anything starts --------------------------------------------------------------------------


def test_without_a_key_it_says_how_to_make_one(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_KEY")
    write_files(folder, port=free_port())

    done = kith("run", "--config", "kith.toml")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "token_urlsafe" in done.stderr
    assert not (folder / "kith.sqlite3").exists()


def test_a_port_in_use_is_told_before_anything_is_made(kith: Kith, folder: Path) -> None:
    with closing(listening_on("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kith("run", "--config", write_files(folder, port=port))

    assert (done.exit_code, done.stdout) == (3, "")
    assert f"Port {port} is in use" in done.stderr
    assert "Set another `port` under [local]" in done.stderr
    assert not (folder / "kith.sqlite3").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"cohort": COHORT.replace("weeks = 2", "weeks = 0")}, "tiny.toml:6: cohort.weeks:"),
        ({"config": "[discord]\nenabled = true\n"}, "discord"),
        ({"config": "prot = 1\n"}, "prot"),
    ],
)
def test_faults_of_any_file_keep_it_from_starting(kith: Kith, folder: Path, files: dict[str, str], said: str) -> None:
    write_files(folder, **files)  # type: ignore[arg-type]

    done = kith("run", "--config", "kith.toml")

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (folder / "kith.sqlite3").exists()


def test_a_configuration_must_be_named(kith: Kith) -> None:
    done = kith("run")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "--config" in done.stderr


# --- its parts -------------------------------------------------------------------------------------------------------


def test_cohorts_in_several_local_workspaces_cannot_be_served_together(tmp_path: Path) -> None:
    write_files(tmp_path)
    here = load_cohort(tmp_path / "tiny.toml")
    write_files(tmp_path, COHORT.replace('id = "baobab"', 'id = "baobab"\nworkspace = "other"'))
    there = load_cohort(tmp_path / "tiny.toml")

    assert workspace_name([here]) == "demo"
    assert workspace_name([]) == "demo"
    with pytest.raises(BadInput, match="demo, other"):
        workspace_name([here, there])


def test_the_mail_server_comes_from_the_configuration_and_its_password_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITH_SMTP_PASSWORD", "hunter2")
    email = '[email]\nhost = "mail.example.org"\nport = 465\nusername = "kith"\nfrom = "kith@example.org"\n'
    server = service.mail_server(load_config(write_files(tmp_path, config=email)))

    assert server is not None
    assert (server.host, server.port, server.user, server.password, server.tls) == (
        "mail.example.org",
        465,
        "kith",
        "hunter2",
        True,
    )
    assert service.mail_server(Config(email=EmailSection())) is None
