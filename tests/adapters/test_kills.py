"""The process is killed again and again, and the line breaks: nothing durable is lost, nothing is there twice.

KITH_KILLS says how often on each platform (20 unless it is set). All at once, since most of the time is waiting; where
more is asked for, there are two bots on each platform, and Slack over HTTP is killed too: 20 times up to 60 of the
others, then as often as they.
KITH_KILLS_PAGE names a page to write the table of what happened to (`make soak`).
"""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.adapters.discord import storm as on_discord
from tests.adapters.slack import storm as on_slack
from tests.adapters.survival import Survival, table, together

Storm = Callable[[int, Path, int], Awaitable[Survival]]
"""So many kills of a bot whose files are in this folder, and the number of its dice."""
AT_ONCE = 2
"""Bots on one platform, each with a double and a database of its own."""
USUAL, MANY = 20, 60
"""Of fewer kills chance may let every one go well, even for whoever sends and then marks: of 20 it did."""
KILLS = int(os.environ.get("KITH_KILLS", USUAL))
PAGE = """# Kills

`make soak` kills `kith run` with `kill -9` again and again while messages are on their way, lets people write to it and
press its buttons meanwhile, and lets requests and connections fail in every way the doubles of the platforms know,
before and after the platform stored what was asked. At the end every message has to be there once, in order, and what
people wrote has to be counted once. One row shows that this can fail: a bot that sends what is not marked as sent, and
then marks it. The last run was of commit {commit}:

{table}
"""


def _commit() -> str:
    described = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return described.stdout.strip() or "unknown"


def test_the_table_counts_what_is_lost_and_what_is_there_twice() -> None:
    sent = {"L1": ["one", "two"], "g1": ["one"]}
    seen = {"L1": ["one", "one"], "g1": ["one"]}

    assert "| 3 | 4 | 0 | 1 | 1 |" in table([Survival("Slack", 5, sent, seen, 4, 0, Counter())])


def test_bots_side_by_side_are_counted_as_one_and_never_make_up_for_each_other() -> None:
    whole = Survival("Slack", 5, {"L1": ["one"]}, {"L1": ["one", "one"]}, 2, 1, Counter({"lost": 1}))
    holed = Survival("Slack", 6, {"L1": ["one"]}, {"L1": []}, 3, 2, Counter({"lost": 2}))

    both = together([whole, holed])

    assert (both.kills, both.lost, both.doubled, both.posts, both.said) == (11, 1, 1, 5, 3)
    assert both.harms == {"lost": 3}


@pytest.mark.waits
@pytest.mark.faults
@pytest.mark.fault(1, 2, 3, 4, 5, 7)
async def test_kills_and_broken_lines_lose_and_double_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storms = [beside(on_discord.survives, KILLS, tmp_path), beside(on_slack.survives, KILLS, tmp_path)]
    if KILLS > USUAL:
        storms.append(until_caught(on_slack.naively, tmp_path))
        storms.append(beside(on_slack.survives_over_http, KILLS if KILLS > MANY else USUAL, tmp_path))
    async with asyncio.TaskGroup() as platforms:
        tasks = [platforms.create_task(storm) for storm in storms]

    found = [task.result() for task in tasks]
    told = table(found)
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
    if page := os.environ.get("KITH_KILLS_PAGE"):
        Path(page).write_text(PAGE.format(table=told, commit=_commit()), encoding="utf-8")
    if KILLS > USUAL:
        assert found[2].doubled > 0, "whoever sends and then marks must be caught at it"


async def beside(storm: Storm, kills: int, folder: Path) -> Survival:
    """Kill bots side by side, so often in all: what is in doubt waits for its time, and a lane waits for its head."""
    bots = min(-(-kills // USUAL), AT_ONCE)
    shares = [kills // bots + (number < kills % bots) for number in range(bots)]
    async with asyncio.TaskGroup() as group:
        parts = [group.create_task(storm(share, _new(folder), n)) for n, share in enumerate(shares)]
    return together([part.result() for part in parts])


async def until_caught(storm: Storm, folder: Path) -> Survival:
    """Kill a bot that should double 60 times, and up to twice more where chance let every one go well (one in ten)."""
    found = await beside(storm, MANY, folder)
    for _ in range(2):
        if not found.doubled:
            found = together([found, await beside(storm, MANY, folder)])
    return found


def _new(folder: Path) -> Path:
    return Path(mkdtemp(dir=folder))
