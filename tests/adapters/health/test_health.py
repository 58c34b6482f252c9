"""How a process fares, in sentences for its operator, on two pages, and in what systemd hears."""

import asyncio
import contextlib
import os
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from adapters.health import Door, Health, keep_looking, keep_notifying, notify, serving
from adapters.health.notices import watchdog
from bot.errors import EnvironmentProblem
from bot.repositories import Stuck


class Process:
    """A process whose heart and connections are as a test says, on a clock of its own."""

    def __init__(self) -> None:
        self.beats, self.discord, self.is_full, self.now = True, True, False, 0.0
        connections = {"discord": lambda: self.discord}
        self.health = Health(lambda: self.beats, connections, lambda: self.is_full, lambda: self.now)

    def later(self, seconds: float) -> None:
        """Let time pass; the auditor looks and finds nothing."""
        self.health.troubles()
        self.now += seconds
        self.health.looked(Stuck())


def test_all_is_well() -> None:
    process = Process()

    assert process.health.troubles() == []
    assert (process.health.is_alive, process.health.is_ready) == (True, True)


def test_changed_files_that_cannot_be_used_are_a_trouble_until_they_can() -> None:
    process = Process()
    process.health.are_files_refused = True

    assert process.health.troubles() == [
        "The changed files cannot be used, so the ones before go on: `kith check-config` says why."
    ]
    process.health.are_files_refused = False
    assert process.health.is_ready


def test_a_heart_that_stands_still_is_neither_alive_nor_ready() -> None:
    process = Process()
    process.beats = False

    assert not process.health.is_alive
    assert process.health.troubles() == ["The heart does not beat: nothing is sent."]


def test_a_platform_may_be_away_for_two_minutes() -> None:
    process = Process()
    process.discord = False
    process.later(119)
    assert process.health.is_ready

    process.later(1)
    assert process.health.troubles() == ["The bot is not connected to Discord: `kith doctor` looks why."]
    assert process.health.is_alive

    process.discord = True
    process.later(1)
    process.discord = False
    assert process.health.is_ready


def test_a_disk_that_was_full_is_a_trouble_until_there_is_room() -> None:
    process = Process()
    process.is_full = True

    assert process.health.troubles() == ["The disk of the database was full: make room on it, 32 MiB or more."]
    assert process.health.is_alive


def test_what_is_stuck_is_said_with_its_number() -> None:
    process = Process()
    process.health.looked(Stuck(timers=2, cases=1))

    assert process.health.troubles() == ["2 timers should have fired.", "1 open cases had no timer."]


def test_an_auditor_that_cannot_look_is_a_trouble_itself() -> None:
    process = Process()
    process.health.could_not_look("OperationalError")
    assert process.health.is_ready
    process.now = 61

    assert process.health.troubles() == [
        "Nobody could look for stuck work for 61 s (OperationalError): does the database answer?"
    ]


class FakeAuditor:
    """Finds what it is told to find, or raises."""

    def __init__(self, *finds: Stuck | Exception) -> None:
        self.finds, self.mended = list(finds), Counter[str]()

    async def look(self) -> Stuck:
        found = self.finds.pop(0) if len(self.finds) > 1 else self.finds[0]
        if isinstance(found, Exception):
            raise found
        return found


async def test_the_rounds_go_on_after_a_look_that_failed_and_wake_the_heart_where_something_is_stuck() -> None:
    process, woken = Process(), asyncio.Event()
    auditor = FakeAuditor(OSError("disk"), Stuck(), Stuck(leases=3))
    rounds = asyncio.create_task(keep_looking(auditor, process.health, woken.set, every=0.001))  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        await woken.wait()
    rounds.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await rounds

    assert process.health.stuck == Stuck(leases=3)


async def _no_figures() -> bytes:
    return b""


async def test_two_pages_for_probes() -> None:
    process = Process()
    async with (
        serving(Door("127.0.0.1", 0), process.health, lambda: {"beats": 7}, _no_figures) as url,
        httpx.AsyncClient() as client,
    ):
        well = [await client.get(f"{url}/{page}") for page in ("healthz", "readyz")]
        process.health.looked(Stuck(lanes=1))
        stuck = [await client.get(f"{url}/{page}") for page in ("healthz", "readyz")]
        process.beats = False
        dead = await client.get(f"{url}/healthz")

    assert [answer.status_code for answer in (*well, *stuck, dead)] == [200, 200, 200, 503, 503]
    assert well[1].json()["counts"] == {"beats": 7}
    assert stuck[1].json()["troubles"] == ["1 messages should have left."]


async def test_with_a_token_a_stranger_reads_only_whether_it_lives() -> None:
    process, told = Process(), Door("127.0.0.1", 0, "t" * 32)
    async with (
        serving(told, process.health, lambda: {"beats": 7}, _no_figures) as url,
        httpx.AsyncClient() as client,
    ):
        alive = await client.get(f"{url}/healthz")
        for page in ("readyz", "metrics"):
            strange = [
                await client.get(f"{url}/{page}", headers={b"Authorization": given} if given else {})
                for given in (b"", b"Bearer x", b"Bearer " + b"t" * 31, b"Bearer \xe9", b"Basic dDp0")
            ]
            known = await client.get(f"{url}/{page}", headers={"Authorization": "Bearer " + "t" * 32})
            assert [answer.status_code for answer in (*strange, known)] == [401] * 5 + [200]
            assert all("KITH_HEALTH_TOKEN" in answer.text and "beats" not in answer.text for answer in strange)

    assert (alive.status_code, alive.json()) == (200, {"alive": True})


async def test_a_port_in_use_is_told_with_the_next_step() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EnvironmentProblem, match=r"under \[health\]"):
            async with serving(Door("127.0.0.1", port), Process().health, dict, _no_figures):
                pass


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """What systemd hears with."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield ear


def test_systemd_is_told_when_it_asked_to_be(systemd: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    assert notify("READY=1")
    assert systemd.recv(100) == b"READY=1"

    monkeypatch.delenv("NOTIFY_SOCKET")
    assert not notify("READY=1")


async def test_the_watchdog_hears_of_a_process_while_its_heart_beats(
    systemd: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    process = Process()
    notifying = asyncio.create_task(keep_notifying(lambda: process.health.is_alive))
    heard = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(systemd, 100), 5)
    process.beats = False
    await asyncio.sleep(0.01)
    with contextlib.suppress(BlockingIOError):
        while systemd.recv(100):
            pass
    await asyncio.sleep(0.02)
    with pytest.raises(BlockingIOError):
        systemd.recv(100)
    notifying.cancel()

    assert heard == b"WATCHDOG=1"


@pytest.mark.parametrize(
    ("period", "pid", "seconds"),
    [("30000000", "", 30.0), ("30000000", str(os.getpid()), 30.0), ("30000000", "1", None), ("", "", None)],
    ids=["anybody", "us", "another", "off"],
)
def test_the_watchdog_wants_to_hear_from_this_process_alone(
    monkeypatch: pytest.MonkeyPatch, period: str, pid: str, seconds: float | None
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", period)
    monkeypatch.setenv("WATCHDOG_PID", pid)

    assert watchdog() == seconds
