"""Three processes on one database: one is on Slack, one stands still, one is killed, and everything comes once."""

import asyncio
import random
import signal
import time
from pathlib import Path

import pytest

from tests.adapters.outgoing import Outgoing
from tests.adapters.slack.process import Run, beside, lived

TAKEN_OVER = 15.0


async def arrives(out: Outgoing[Run]) -> float:
    """Store messages and return how many seconds it takes until people see them."""
    await out.put()
    began = time.monotonic()
    await out.run.slack.until(out.is_there, 150)
    took = time.monotonic() - began
    await asyncio.sleep(1)  # usually the sender has noted it by then; else its lease has to run out first
    return took


def on_slack(*runs: Run) -> Run:
    """Return who went to Slack last."""
    return max(runs, key=lambda run: "this worker is on slack now" in run.log)


@pytest.mark.waits
@pytest.mark.faults
@pytest.mark.fault(8, 28, 30)
async def test_one_is_killed_and_one_stands_still_and_everything_comes_once(
    tmp_path: Path, made_postgres_url: str
) -> None:
    async with lived(tmp_path, database=made_postgres_url) as first:
        first.is_forked = True
        out = Outgoing(first, "slack", first.team.id, random.Random(30))
        await first.start()
        async with beside(first, "second") as second, beside(first, "third") as third:
            assert await arrives(out) < TAKEN_OVER
            sockets = len(first.slack.log.of("apps.connections.open"))

            first.signal(signal.SIGSTOP)
            await arrives(out)
            leader = on_slack(second, third)
            await leader.end(signal.SIGKILL)
            await arrives(out)
            first.signal(signal.SIGCONT)
            await first.people["L2"].says(first.rooms["g1"], "good morning")
            await asyncio.sleep(5)  # whoever was on Slack before finds that it is not any more

            assert await arrives(out) < TAKEN_OVER
            assert out.seen == out.sent
            assert await out.counted() == 1
            assert len(first.slack.log.of("apps.connections.open")) - sockets == 2 * sockets, "nobody else went there"
