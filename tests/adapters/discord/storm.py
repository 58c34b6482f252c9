"""On Discord, the process is killed again and again, and the line breaks: what was asked for, and what is there."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.cards import Action, Button, Card
from bot.effects import Urgency
from bot.events import Account, Place
from bot.ports import NewDelivery, Target, TargetKind
from storage.engine import open_storage
from tests.adapters.discord.process import KEY, Run, lived
from tests.adapters.survival import Survival
from tests.doubles.discord import Discord

FAULTS = (
    *("drop after storing", "reset after storing", "502 after storing", "503 after storing", "cut", "html"),
    *("drop before storing", "500 before storing", "429", "429 cloudflare"),
)
EACH_ROUND = 3


@dataclass
class Storm:
    """What was asked for so far; the seed makes the same storm again."""

    run: Run
    chance: random.Random
    sent: dict[str, list[str]] = field(default_factory=dict)
    said: int = 0
    asked: int = 0

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
        target = Target(kind, "discord", self.run.guild.id, address)
        card = Card(text, "storm.message", buttons=buttons)
        return NewDelivery(text, f"storm:{to}", Urgency.SAFETY, target, card, now, now, to)

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
        await asyncio.sleep(self.chance.random() * 1.5)


def seen_by(run: Run, who: str) -> list[str]:
    there = run.sees("L1", who) if who in run.rooms else run.sees(who)
    return [seen.text.splitlines()[0] for seen in there if seen.text.startswith("storm")]


async def survives(kills: int, folder: Path) -> Survival:
    """Kill it so often: nothing durable is lost, nothing is there twice. Return what happened."""
    async with Discord() as discord:
        async with lived(discord, folder) as run:
            storm = Storm(run, random.Random(kills))
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
    return Survival("Discord", kills, sum(map(len, storm.sent.values())), posts, storm.said, +harms)


async def _calm(storm: Storm) -> None:
    run = storm.run
    for fault in run.discord.faults.all:
        fault.left = 0
    await run.start()
    await run.discord.until(lambda: all(set(texts) <= set(seen_by(run, to)) for to, texts in storm.sent.items()), 120)
    await asyncio.sleep(1)
    await run.end()


async def _is_whole(storm: Storm) -> None:
    run = storm.run
    assert {to: seen_by(run, to) for to in storm.sent} == storm.sent
    assert sum("not therapists" in seen for seen in run.sees("L3")) <= storm.asked
    assert await written(run) == storm.said
    assert run.discord.gateway.budget.used <= 3


async def written(run: Run) -> int:
    storage = await open_storage(run.url, key=KEY.encode())
    async with storage.snapshot() as tx:
        [member] = await tx.members.of_account(Account("discord", run.guild.id, run.people["L2"].id))
        spot = await tx.places.at(Place("discord", run.guild.id, run.rooms["g1"].id))
        assert spot is not None
        count = await tx.participations.of_member(member.id, datetime(2020, 1, 1, tzinfo=UTC))
    await storage.close()
    return count
