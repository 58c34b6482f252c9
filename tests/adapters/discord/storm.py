"""On Discord, the process is killed again and again, and the line breaks: what was asked for, and what is there."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.adapters.discord.process import Run, lived
from tests.adapters.outgoing import BUSY_FOR, Outgoing
from tests.adapters.survival import Survival
from tests.doubles.discord import Discord

FAULTS = (
    *("drop after storing", "reset after storing", "502 after storing", "503 after storing", "cut", "html"),
    *("drop before storing", "500 before storing", "429", "429 cloudflare"),
)


@dataclass
class Storm(Outgoing[Run]):
    """On Discord's double; `asked` counts the questions of L3."""

    asked: int = 0

    async def live(self) -> None:
        """Let people write while the process lives, and the line break."""
        run = self.run
        if self.chance.random() < 0.7:
            run.discord.fails("POST messages", self.chance.choice(FAULTS), retry_after=1.0)
        if self.chance.random() < 0.3:
            run.discord.gateway.drops()
        self.said += 1
        await run.people["L2"].says(run.rooms["g1"], f"word {self.said}")
        self.asked += 1
        await run.people["L3"].says(run.people["L3"].chat, "/peer limits")
        await asyncio.sleep(self.chance.random() * BUSY_FOR)


async def survives(kills: int, folder: Path, dice: int) -> Survival:
    """Kill it so often: nothing durable is lost, nothing is there twice. Return what happened; `dice` is a seed."""
    async with Discord() as discord:
        async with lived(discord, folder) as run:
            run.is_forked = True
            storm = Storm(run, "discord", run.guild.id, random.Random(dice))
            for number in range(kills):
                await storm.put()
                await run.start(waits=number % 4 != 3)
                await storm.live()
                await run.end(signal.SIGKILL)
            await _calm(storm)
            await _is_whole(storm)
        assert discord.violations == []
    return _survival(kills, storm)


def _survival(kills: int, storm: Storm) -> Survival:
    harms: Counter[str] = Counter()
    for fault in storm.run.discord.faults.all:
        harms[f"{fault.way}, {'after storing' if fault.is_after else 'nothing stored'}"] += fault.hits
    posts = sum(each.method == "POST" and each.template.endswith("/messages") for each in storm.run.discord.requests)
    return Survival("Discord", kills, storm.sent, storm.seen, posts, storm.said, +harms)


async def _calm(storm: Storm) -> None:
    run = storm.run
    for fault in run.discord.faults.all:
        fault.left = 0
    await run.start()
    await run.discord.until(storm.is_there, storm.patience)
    await asyncio.sleep(1)
    await run.end()


async def _is_whole(storm: Storm) -> None:
    run = storm.run
    assert storm.seen == storm.sent
    assert sum("not therapists" in seen for seen in run.sees("L3")) <= storm.asked
    assert await storm.counted() == storm.said
    assert run.discord.gateway.budget.used <= 3
