"""The process is killed again and again, and the line breaks: nothing durable is lost, nothing is there twice.

KITH_KILLS says how often on each platform (5 unless it is set). Both at once, since most of the time is waiting.
"""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.adapters.discord import storm as on_discord
from tests.adapters.slack import storm as on_slack

KILLS = int(os.environ.get("KITH_KILLS", "5"))


@pytest.mark.faults
async def test_kills_and_broken_lines_lose_and_double_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [tmp_path / "discord", tmp_path / "slack"]
    for folder in folders:
        folder.mkdir()

    async with asyncio.TaskGroup() as platforms:
        platforms.create_task(on_discord.survives(KILLS, folders[0]))
        slack = platforms.create_task(on_slack.survives(KILLS, folders[1]))

    with capsys.disabled():
        sys.stdout.write(f"\n{slack.result()}\n")
