"""On Slack, the process is killed again and again, and the line breaks: what was asked for, and what is there."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.adapters.outgoing import BUSY_FOR, Outgoing
from tests.adapters.slack.browser import browser
from tests.adapters.slack.process import Run, free_port, lived
from tests.adapters.survival import Survival
from tests.doubles.faults import Fault, Harm

FAULTS = (
    *(Fault(harm, "chat.postMessage", times=2) for harm in (Harm.LOST, Harm.CUT, Harm.GARBLED, Harm.DROPPED)),
    *(Fault(Harm.BROKEN, "chat.postMessage", status=status) for status in (500, 502, 503)),
    Fault(Harm.BROKEN, "chat.postMessage", error="internal_error"),
    Fault(Harm.REFUSED, "chat.postMessage", error="fatal_error"),
    Fault(Harm.LIMITED, "chat.postMessage", wait=timedelta(seconds=2)),
    Fault(Harm.LATE, "chat.postMessage", wait=timedelta(seconds=5)),
)


STORED = Fault(Harm.LOST, "chat.postMessage")


@dataclass
class Storm(Outgoing[Run]):
    """On Slack's double; `acted` counts the commands of L3."""

    acted: int = 0

    def __post_init__(self) -> None:
        self.run.is_forked = True  # from nothing it would take seconds to start

    def harm(self) -> None:
        """Let the line break in one or two ways."""
        self.run.slack.faults.plan(*self.chance.sample(FAULTS, self.chance.choice((0, 1, 2, 2))))

    async def live(self) -> None:
        """Let people write and press while the process lives, and connections break."""
        run = self.run
        if self.chance.random() < 0.3 and run.slack.sockets.usable:
            self.chance.choice(run.slack.sockets.usable).cut()
        self.said += 1
        await run.people["L2"].says(run.rooms["g1"], f"word {self.said}")
        if self.chance.random() < 0.5:
            self.acted += 1
            await run.people["L3"].runs("/peer limits")
        await asyncio.sleep(self.chance.random() * BUSY_FOR)


async def survives(kills: int, folder: Path, dice: int) -> Survival:
    """Kill it so often: nothing durable is lost, nothing is there twice. Return what happened; `dice` is a seed."""
    async with lived(folder) as run:
        return await _whole(Storm(run, "slack", run.team.id, random.Random(dice)), kills, "Slack")


async def survives_over_http(kills: int, folder: Path, dice: int) -> Survival:
    """Do the same where Slack tells over HTTP and the app is installed from the bot's page before anything happens."""
    async with lived(folder, free_port()) as run:
        storm = Storm(run, "slack", run.team.id, random.Random(dice))
        await _installed(run)
        return await _whole(storm, kills, "Slack over HTTP")


async def naively(kills: int, folder: Path, dice: int) -> Survival:
    """Do the same to a bot that sends what is not marked as sent and then marks it; return what happened."""
    async with lived(folder) as run:
        run.mutant = "send_then_mark"
        storm = Storm(run, "slack", run.team.id, random.Random(dice))
        run.slack.faults.plan(STORED, STORED)
        await _raging(storm, kills)
        return _survival(kills, storm, "Slack, sent and then marked")


async def _whole(storm: Storm, kills: int, name: str) -> Survival:
    await _raging(storm, kills)
    await _is_whole(storm)
    return _survival(kills, storm, name)


async def _raging(storm: Storm, kills: int) -> None:
    run = storm.run
    for number in range(kills):
        await storm.put()
        storm.harm()
        await run.start(waits=number % 4 != 3)
        await storm.live()
        await run.end(signal.SIGKILL)
        run.slack.rates.renew("apps.connections.open")  # ten a minute, two a start: each kill would wait for that
    await _calm(storm)


async def _installed(run: Run) -> None:
    await run.start()
    async with browser(lambda: f"http://127.0.0.1:{run.port}") as installer:
        await installer.installs(run.team)
    await run.end()


async def _calm(storm: Storm) -> None:
    run = storm.run
    run.slack.faults.clear()
    await run.start()
    await run.slack.until(storm.is_there, storm.patience)
    await run.slack.clock.advance(minutes=10)  # what was said while nobody listened comes again
    await run.slack.until(lambda: not run.slack.clock.is_busy)
    await run.end()


async def _is_whole(storm: Storm) -> None:
    run = storm.run
    assert storm.seen == storm.sent
    assert sum("emergency" in seen.text for seen in run.sees("L3") if seen.only_me) <= storm.acted
    assert acknowledged(run) <= await storm.counted() <= storm.said  # what Slack itself gave up on is nobody's


def acknowledged(run: Run) -> int:
    """Count the messages that the bot said it has."""
    taken = [sent.parcel.payload for sent in run.slack.post.sent if sent.receipt is not None and sent.receipt.is_good]
    return len({told["event_id"] for told in taken if told.get("event", {}).get("user") == run.people["L2"].id})


def _survival(kills: int, storm: Storm, name: str) -> Survival:
    harms = Counter(harm.value for _, harm in storm.run.slack.faults.happened)
    posts = len(storm.run.slack.log.of("chat.postMessage"))
    return Survival(name, kills, storm.sent, storm.seen, posts, storm.said, harms)
