"""What people write in channels shares transactions; each message keeps the promise of one event, one transaction."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from adapters.clock import SimulatedClock
from bot.app import Application
from bot.cards import Action, Card
from bot.domain.signals import Packs
from bot.effects import Effects, Later, Reply
from bot.events import MessageReceived, Place
from bot.ingest import Ingest
from bot.router import Router
from bot.turn import Turn
from storage.engine import SqlStorage, open_storage
from tests.core.fate import Fate, MortalStorage, lived
from tests.storage.sample import KEY, L1, NOW, account, add_people

HERE = Place("local", "w1", "#g1")


@dataclass
class Desk:
    """An application that notes what it hears, in how many transactions; `bad` words make its handler fail."""

    storage: SqlStorage
    fate: Fate = field(default_factory=Fate)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        routes, clock = Router(), SimulatedClock(NOW)

        @routes.on(MessageReceived)
        async def received(turn: Turn, event: MessageReceived) -> Effects:
            self.heard.append(event.text)
            if event.text == "bad":
                raise KeyError
            await turn.tx.facts.put(event.id, event.text)
            return (
                [Later(NOW, Action("case.escalate", event.id)), Reply(Card("Help is there", "test.help"))]
                if event.text == "help"
                else []
            )

        app = Application(MortalStorage(self.storage, self.fate), routes, clock, cast(Packs, None), b"secret")
        self.ingest = Ingest(app, most=50)

    async def says(self, *texts: str, direct: bool = False) -> list[list[Reply]]:
        """Let several people write at once; each message's id is its number and words."""
        place = Place("local", "w1", "d1", is_direct=True) if direct else HERE
        events = [
            MessageReceived(f"{number}", NOW, account(L1), place, f"{number}", text)
            for number, text in enumerate(texts)
        ]
        return list(await asyncio.gather(*(self.ingest.handle(event) for event in events)))

    async def stored(self, many: int) -> list[str]:
        """Return the words of the first messages that are stored."""
        async with self.storage.snapshot() as tx:
            return [await tx.facts.get(f"{number}") for number in range(many)]

    @property
    def transactions(self) -> int:
        """How many there were: each has three steps."""
        return self.fate.steps // 3


@pytest.fixture
async def desk(made_url: str) -> AsyncIterator[Desk]:
    """A desk in a cohort."""
    storage = await open_storage(made_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    yield Desk(storage)
    await storage.close()


async def test_messages_that_come_together_share_a_transaction_and_each_is_stored(desk: Desk) -> None:
    texts = [f"text {number}" for number in range(120)]

    await desk.says(*texts)

    assert await desk.stored(120) == texts
    assert desk.heard == texts, "in the order in which they came"
    assert desk.transactions <= 10


async def test_nothing_is_acknowledged_before_it_is_committed(desk: Desk) -> None:
    desk.fate.dies_at = 2  # within the first transaction, before its commit

    acknowledged = await lived(desk.says("one", "two"))

    assert not acknowledged
    assert await desk.stored(2) == ["", ""]


async def test_a_signal_leaves_the_batch_at_once(desk: Desk) -> None:
    answers = await desk.says("hello", "help", "hello again", "bye")

    assert [len(each) for each in answers] == [0, 1, 0, 0]
    assert desk.transactions == 2, "the signal ends its batch; the rest comes in the next"


async def test_a_message_that_fails_fails_alone(desk: Desk) -> None:
    answers = await desk.says("one", "bad", "three")

    assert await desk.stored(3) == ["one", "", "three"]
    assert [bool(each) for each in answers] == [False, True, False], "whoever brought it hears of the trouble"


async def test_the_same_message_twice_in_one_batch_counts_once(desk: Desk) -> None:
    event = MessageReceived("7", NOW, account(L1), HERE, "7", "hello")

    await asyncio.gather(desk.ingest.handle(event), desk.ingest.handle(event))

    assert desk.heard == ["hello"]


async def test_a_private_message_waits_for_no_batch(desk: Desk) -> None:
    await desk.says("one", "two", direct=True)

    assert desk.transactions == 2


async def test_whoever_stops_waiting_does_not_stop_the_others(desk: Desk) -> None:
    first = asyncio.create_task(desk.says("one"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    event = MessageReceived("9", NOW, account(L1), HERE, "9", "later")
    await desk.ingest.handle(event)

    async with desk.storage.snapshot() as tx:
        assert await tx.facts.get("9") == "later"
