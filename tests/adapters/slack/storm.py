"""On Slack, the process is killed again and again, and the line breaks: what was asked for, and what is there."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cards import Action, Button, Card
from bot.effects import Urgency
from bot.events import Account, Place
from bot.ports import NewDelivery, Target, TargetKind
from storage.engine import open_storage
from tests.adapters.slack.browser import browser
from tests.adapters.slack.process import KEY, Run, lived
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
EACH_ROUND = 3


@dataclass
class Storm:
    """What was asked for so far; the seed makes the same storm again."""

    run: Run
    chance: random.Random
    sent: dict[str, list[str]] = field(default_factory=dict)
    said: int = 0
    acted: int = 0

    async def put(self) -> None:
        """Put messages into the outbox while no process runs."""
        storage = await open_storage(self.run.url, key=KEY.encode())
        async with storage.transaction() as tx:
            for _ in range(EACH_ROUND):
                await tx.outbox.add(self._delivery(self.chance.choice(["L1", "L2", "L3", "g1"])))
        await storage.close()

    def _delivery(self, to: str) -> NewDelivery:
        texts = self.sent.setdefault(to, [])
        text = f"storm {len(texts)} to {to}"
        texts.append(text)
        room = self.run.rooms.get(to)
        kind, address = (TargetKind.CHANNEL, room.id) if room else (TargetKind.MEMBER, self.run.people[to].id)
        buttons = (Button("Fine", Action("check_in.fine", "x")),) if self.chance.random() < 0.5 else ()
        now = datetime.now(UTC)
        target = Target(kind, "slack", self.run.team.id, address)
        card = Card(text, "storm.message", buttons=buttons)
        return NewDelivery(text, f"storm:{to}", Urgency.SAFETY, target, card, now, now, to)

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
        await asyncio.sleep(self.chance.random() * 1.5)


def seen_by(run: Run, who: str) -> list[str]:
    there = run.sees("L1", who) if who in run.rooms else run.sees(who)
    return [seen.text.splitlines()[0] for seen in there if seen.text.startswith("storm")]


async def survives(kills: int, folder: Path, port: int = 0) -> Survival:
    """Kill it so often: nothing durable is lost, nothing is there twice. Return what happened.

    With a port Slack tells over HTTP, and the app is installed from the bot's page before anything happens.
    """
    async with lived(folder, port) as run:
        storm = Storm(run, random.Random(kills))
        if port:
            await _installed(run)
        for number in range(kills):
            await storm.put()
            storm.harm()
            await run.start(waits=number % 4 != 3)
            await storm.live()
            await run.end(signal.SIGKILL)
        await _calm(storm)
        await _is_whole(storm)
        return _survival(kills, storm)


async def _installed(run: Run) -> None:
    await run.start()
    async with browser(lambda: f"http://127.0.0.1:{run.port}") as installer:
        await installer.installs(run.team)
    await run.end()


async def _calm(storm: Storm) -> None:
    run = storm.run
    run.slack.faults.clear()
    await run.start()
    await run.slack.until(lambda: all(set(texts) <= set(seen_by(run, to)) for to, texts in storm.sent.items()), 240)
    await run.slack.clock.advance(minutes=10)  # what was said while nobody listened comes again
    await run.slack.until(lambda: not run.slack.clock.is_busy)
    await run.end()


async def _is_whole(storm: Storm) -> None:
    run = storm.run
    assert {to: seen_by(run, to) for to in storm.sent} == storm.sent
    assert sum("emergency" in seen.text for seen in run.sees("L3") if seen.only_me) <= storm.acted
    assert acknowledged(run) <= await written(run) <= storm.said  # what Slack itself gave up on is nobody's


def acknowledged(run: Run) -> int:
    """Count the messages that the bot said it has."""
    taken = [sent.parcel.payload for sent in run.slack.post.sent if sent.receipt is not None and sent.receipt.is_good]
    return len({told["event_id"] for told in taken if told.get("event", {}).get("user") == run.people["L2"].id})


def _survival(kills: int, storm: Storm) -> Survival:
    harms = Counter(harm.value for _, harm in storm.run.slack.faults.happened)
    posts = len(storm.run.slack.log.of("chat.postMessage"))
    platform = "Slack over HTTP" if storm.run.port else "Slack"
    return Survival(platform, kills, sum(map(len, storm.sent.values())), posts, storm.said, harms)


async def written(run: Run) -> int:
    storage = await open_storage(run.url, key=KEY.encode())
    async with storage.snapshot() as tx:
        [member] = await tx.members.of_account(Account("slack", run.team.id, run.people["L2"].id))
        spot = await tx.places.at(Place("slack", run.team.id, run.rooms["g1"].id))
        assert spot is not None
        count = await tx.participations.of_member(member.id, datetime(2020, 1, 1, tzinfo=UTC))
    await storage.close()
    return count
