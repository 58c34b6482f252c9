"""Messages put into the outbox of a bot that is killed again and again, and how many of them people see."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.cards import Action, Button, Card
from bot.effects import Urgency
from bot.events import Account, Place
from bot.ports import NewDelivery, Target, TargetKind
from storage.engine import open_storage
from tests.adapters.process import KEY

EACH_ROUND = 3
BUSY_FOR = 0.8
"""Seconds after its start for which a bot has something to do; it is killed at any moment of them."""


class Running(Protocol):
    """A bot's process on a double, its people and its rooms."""

    @property
    def url(self) -> str:
        """The database."""

    @property
    def people(self) -> Mapping[str, Any]:
        """By handle."""

    @property
    def rooms(self) -> Mapping[str, Any]:
        """By name."""

    def sees(self, who: str, place: str = "") -> Sequence[Any]:
        """What somebody sees of a channel, or of their private chat with the bot."""


RunT = TypeVar("RunT", bound=Running)


@dataclass
class Outgoing(Generic[RunT]):
    """What was asked for so far; `chance` makes the same storm again. `said` counts what L2 wrote meanwhile."""

    run: RunT
    platform: str
    workspace: str
    chance: random.Random
    sent: dict[str, list[str]] = field(default_factory=dict)
    said: int = 0

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
        target = Target(kind, self.platform, self.workspace, address)
        card = Card(text, "storm.message", buttons=buttons)
        return NewDelivery(text, f"storm:{to}", Urgency.SAFETY, target, card, now, now, to)

    @property
    def seen(self) -> dict[str, list[str]]:
        """What people see of it, in order."""
        return {to: self._seen_by(to) for to in self.sent}

    def _seen_by(self, to: str) -> list[str]:
        there = self.run.sees("L1", to) if to in self.run.rooms else self.run.sees(to)
        return [seen.text.splitlines()[0] for seen in there if seen.text.startswith("storm")]

    @property
    def patience(self) -> float:
        """Seconds until everything must have arrived: a place takes one message a second, and doubts settle."""
        return 120 + 2 * max(map(len, self.sent.values()))

    def is_there(self) -> bool:
        """Whether everything has arrived at least once."""
        return all(set(texts) <= set(self._seen_by(to)) for to, texts in self.sent.items())

    async def counted(self) -> int:
        """Return how many messages of L2 in the group's channel the bot has counted."""
        storage = await open_storage(self.run.url, key=KEY.encode())
        async with storage.snapshot() as tx:
            [member] = await tx.members.of_account(Account(self.platform, self.workspace, self.run.people["L2"].id))
            spot = await tx.places.at(Place(self.platform, self.workspace, self.run.rooms["g1"].id))
            assert spot is not None
            count = await tx.participations.of_member(member.id, datetime(2020, 1, 1, tzinfo=UTC))
        await storage.close()
        return count
