"""A process is stopped in the middle of its work (SIGSTOP), another takes over, and the first one wakes up again."""

import asyncio
import random
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.outgoing import Outgoing
from tests.adapters.slack.process import Run, lived

FROZEN_FOR = 120.0


def beside(run: Run) -> Run:
    """A second process of the same bot, on the same database."""
    folder = run.folder / "second"
    folder.mkdir()
    for name in ("kith.toml", "cohort.toml"):
        shutil.copy(run.folder / name, folder / name)
    second = replace(run, folder=folder)
    second.database, second.is_forked = run.database, True
    return second


@pytest.mark.faults
@pytest.mark.fault(8)
async def test_what_a_frozen_process_was_sending_is_there_once(tmp_path: Path, made_postgres_url: str) -> None:
    async with lived(tmp_path, database=made_postgres_url) as first:
        first.is_forked, second = True, beside(first)
        out = Outgoing(first, "slack", first.team.id, random.Random(8))
        await first.start()
        for _ in range(6):
            await out.put()
        posted = len(first.slack.log.of("chat.postMessage"))
        await first.slack.until(lambda: len(first.slack.log.of("chat.postMessage")) > posted)
        first.signal(signal.SIGSTOP)
        try:
            await second.start()
            await asyncio.sleep(FROZEN_FOR)
            first.signal(signal.SIGCONT)
            await first.slack.until(out.is_there, 120)
            await asyncio.sleep(25)  # a round of the sweeper
        finally:
            await second.kill()

        assert out.seen == out.sent
