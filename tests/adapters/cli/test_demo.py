"""`kith demo` as its own process: two weeks go by, a summary comes, and a kill in between loses and doubles nothing."""

import asyncio
import os
import random
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from adapters.cli.demonstration import Options, demonstration, running
from adapters.cli.home import Home
from tests.adapters.forking import Forked, Spawned

KILLS = int(os.environ.get("KITH_KILLS", "5"))  # each costs a whole start
DEMO = ["demo", "--no-browser", "--fast-forward", "2 weeks", "--exit", "--port", "0", "--data"]


async def demo(data: Path, *, is_forked: bool = True) -> Spawned | Forked:
    arguments, log = [*DEMO, str(data)], str(data.with_suffix(".log"))
    return Forked(arguments, os.environ, log) if is_forked else await Spawned.begin(arguments, os.environ, log)


def posted(data: Path) -> dict[str, list[str]]:
    """What the bot posted to stay, by channel and in order: private answers to a press are not durable."""
    query = "SELECT channel_id, card FROM messages WHERE card <> '' AND private_to = '' ORDER BY rowid"
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(data / "workspace.sqlite3")) as file:
        for channel, card in file.execute(query):
            found.setdefault(channel, []).append(card)
    return found


def written(data: Path) -> list[tuple[str, int, int]]:
    """How far its files are."""
    stats = [(path.name, path.stat()) for path in sorted(data.glob("*.sqlite3*"))]
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]


def has_arrived(data: Path) -> bool:
    """Tell whether the two weeks are over: whoever starts it once more asks for two more."""
    with closing(sqlite3.connect(data / "workspace.sqlite3")) as file:
        return file.execute("SELECT value FROM facts WHERE name = 'demo.jump'").fetchall() == [("",)]


async def finished(data: Path, *, is_forked: bool = True) -> str:
    process, said = await demo(data, is_forked=is_forked), list[bytes]()
    async with asyncio.timeout(300):
        while line := await process.line():
            said.append(line)
        assert await process.wait() == 0, data.with_suffix(".log").read_text()
    return b"".join(said).decode()


async def killed(data: Path, dice: random.Random) -> bool:
    """Start it, and kill it soon after it began to write; False when it came to the end of its two weeks before."""
    before, process = written(data), await demo(data)
    while process.returncode is None and written(data) == before:  # noqa: ASYNC110 - files have no event
        await asyncio.sleep(0.02)
    await asyncio.sleep(dice.random() * 0.6)
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    code = await process.wait()
    assert code in (0, -signal.SIGKILL), data.with_suffix(".log").read_text()
    return code != 0 and not has_arrived(data)


@pytest.mark.waits
@pytest.mark.faults
async def test_two_weeks_end_with_a_summary_and_kills_lose_double_and_disorder_nothing(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    output = await finished(whole, is_forked=False)
    assert "L15" in output
    assert "nudge: check-in" in output
    assert "messages until Monday 16 March 2026" in output

    dice, kills, life = random.Random(7), 0, 0
    while kills < KILLS:
        life += 1
        broken = tmp_path / f"broken-{life}"
        while is_dead := await killed(broken, dice):
            kills += 1
            if kills == KILLS:
                break
        if is_dead:
            await finished(broken)
        assert posted(broken) == posted(whole), f"life {life}, after {kills} kills"


async def test_a_demonstration_that_is_stopped_while_somebody_acts_ends(tmp_path: Path) -> None:
    async with demonstration(Options(Home(tmp_path), 0), lambda _: None) as shown:
        shown.woken.set()

        async with asyncio.timeout(60) as limit, running(shown):
            await asyncio.sleep(0)

        assert not limit.expired()
