"""A process is stopped in the middle of its work (SIGSTOP), another takes over, and the first one wakes up again."""

import asyncio
import os
import random
import signal
from pathlib import Path

import pytest

from tests.adapters.outgoing import Outgoing
from tests.adapters.slack.process import beside, lived

FROZEN_FOR = float(os.environ.get("KITH_FROZEN", "0"))
"""Seconds. `make faults` waits for two minutes, so that leases end; `make test` has test_workers for that."""


@pytest.mark.waits
@pytest.mark.faults
@pytest.mark.fault(8)
@pytest.mark.skipif(not FROZEN_FOR, reason="two and a half minutes of waiting: `make faults` does it")
async def test_what_a_frozen_process_was_sending_is_there_once(tmp_path: Path, made_postgres_url: str) -> None:
    async with lived(tmp_path, database=made_postgres_url) as first:
        first.is_forked = True
        out = Outgoing(first, "slack", first.team.id, random.Random(8))
        await first.start()
        async with beside(first, "second"):  # before: on a busy machine it would start after the lease is over
            for _ in range(6):
                await out.put()
            posted = len(first.slack.log.of("chat.postMessage"))
            await first.slack.until(lambda: len(first.slack.log.of("chat.postMessage")) > posted)
            first.signal(signal.SIGSTOP)
            await asyncio.sleep(FROZEN_FOR)
            first.signal(signal.SIGCONT)
            await first.slack.until(out.is_there, 120)
            await asyncio.sleep(25)  # a round of the sweeper

        assert out.seen == out.sent
