"""`kith demo` as its own process: two weeks go by, a summary comes, and a kill in between loses and doubles nothing."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from adapters.cli.demonstration import Options, demonstration, running
from adapters.cli.home import Home

KILLS = int(os.environ.get("KITH_KILLS", "5"))  # each costs a whole start
DEMO = [sys.executable, "-m", "bot", "demo", "--no-browser", "--fast-forward", "2 weeks", "--exit", "--port", "0"]


def demo(data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*DEMO, "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )


def posted(data: Path) -> dict[str, list[str]]:
    """What the bot posted to stay, by channel and in order: private answers to a press are not durable."""
    query = "SELECT channel_id, card FROM messages WHERE card <> '' AND nonce IS NOT NULL ORDER BY rowid"
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(data / "workspace.sqlite3")) as file:
        for channel, card in file.execute(query):
            found.setdefault(channel, []).append(card)
    return found


def written(data: Path) -> list[tuple[str, int, int]]:
    """How far its files are."""
    stats = [(path.name, path.stat()) for path in sorted(data.glob("*.sqlite3*"))]
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]


def finished(process: "subprocess.Popen[str]") -> str:
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return output


def killed(data: Path, dice: random.Random) -> bool:
    """Start it, and kill it soon after it began to write; False when it came to its end before."""
    before, process = written(data), demo(data)
    while process.poll() is None and written(data) == before:
        time.sleep(0.02)
    time.sleep(dice.random() * 0.6)
    process.kill()
    _, errors = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), errors
    return process.returncode != 0


@pytest.mark.faults
def test_two_weeks_end_with_a_summary_and_kills_lose_double_and_disorder_nothing(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    output = finished(demo(whole))
    assert "L15" in output
    assert "nudge: check-in" in output
    assert "messages until Monday 16 March 2026" in output

    dice, kills, life = random.Random(7), 0, 0
    while kills < KILLS:
        life += 1
        broken = tmp_path / f"broken-{life}"
        while is_dead := killed(broken, dice):
            kills += 1
            if kills == KILLS:
                break
        if is_dead:
            finished(demo(broken))
        assert posted(broken) == posted(whole), f"life {life}, after {kills} kills"


async def test_a_demonstration_that_is_stopped_while_somebody_acts_ends(tmp_path: Path) -> None:
    async with demonstration(Options(Home(tmp_path), 0), lambda _: None) as shown:
        shown.woken.set()

        async with asyncio.timeout(60) as limit, running(shown):
            await asyncio.sleep(0)

        assert not limit.expired()
