"""`kith demo` as its own process: two weeks go by, a summary comes, and a kill in between loses and doubles nothing."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

from adapters.cli.demonstration import Options, demonstration, running

KILLS = 5
DEMO = [sys.executable, "-m", "bot", "demo", "--no-browser", "--fast-forward", "2 weeks", "--exit", "--port", "0"]


def demo(data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*DEMO, "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )


def posted(data: Path) -> Counter[tuple[str, str]]:
    """Count what the bot posted to stay, by channel and card: private answers to a press are not durable."""
    with sqlite3.connect(data / "workspace.sqlite3") as file:
        rows = file.execute("SELECT channel_id, card FROM messages WHERE card <> '' AND nonce IS NOT NULL").fetchall()
    file.close()
    return Counter((channel, card) for channel, card in rows)


async def finished(process: "subprocess.Popen[str]") -> str:
    output, errors = await asyncio.to_thread(process.communicate, None, 120)
    assert process.returncode == 0, errors
    return output


async def test_two_weeks_end_with_a_summary_and_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    output = await finished(demo(whole))
    assert "L15" in output
    assert "nudge.check_in" in output
    assert "messages until Monday 16 March 2026" in output

    broken = tmp_path / "broken"
    waits = random.Random(7)
    for _ in range(KILLS):
        process = demo(broken)
        await asyncio.sleep(1.5 + waits.random() * 2.5)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
    await finished(demo(broken))

    assert posted(broken) == posted(whole)


async def test_a_demonstration_that_is_stopped_while_somebody_acts_ends(tmp_path: Path) -> None:
    async with demonstration(Options(tmp_path, 0), lambda _: None) as shown:
        shown.woken.set()

        async with asyncio.timeout(60) as limit, running(shown):
            await asyncio.sleep(0)

        assert not limit.expired()
