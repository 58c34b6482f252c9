"""One line for every event and delivery: ids, kinds, durations; never a word."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from adapters.cli.journal import NotedMessenger
from bot.cards import Card
from bot.deliveries import Delivery, DeliveryState, Settle, Target, TargetKind
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Scripted:
    """A messenger that ends as it is told."""

    settle = Settle(timedelta(seconds=7))

    def __init__(self, problem: Exception | None = None) -> None:
        self._problem = problem

    async def send(self, delivery: Delivery) -> str:
        if self._problem is not None:
            raise self._problem
        return "m1"

    async def find(self, delivery: Delivery) -> str | None:
        return "m0"


DELIVERY = Delivery(
    id="d1",
    seq=1,
    key="k",
    lane="l",
    urgency=Urgency.PROMPT,
    target=Target(TargetKind.MEMBER, "local", "demo", "L1"),
    card=Card("secret words", kind="prompt.week"),
    state=DeliveryState.SENDING,
    at=NOW,
    next_at=NOW,
    recipient_id="member1",
    attempt=2,
)


@pytest.mark.parametrize("problem", [None, TryLater("a"), Undeliverable("b"), Unknown("c"), ValueError("secret words")])
async def test_every_attempt_is_one_line(problem: Exception | None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kith")
    messenger = NotedMessenger(Scripted(problem))

    if problem is None:
        assert await messenger.send(DELIVERY) == "m1"
    else:
        with pytest.raises(type(problem)):
            await messenger.send(DELIVERY)

    outcome = {None: "sent", ValueError: "ended"}.get(type(problem) if problem else None, type(problem).__name__)
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"delivery d1 prompt.week to member1 over local, attempt 2: {outcome}, ")
    assert "secret" not in line


async def test_it_settles_and_looks_back_as_the_messenger_within() -> None:
    messenger = NotedMessenger(Scripted())

    assert messenger.settle == Settle(timedelta(seconds=7))
    assert await messenger.find(DELIVERY) == "m0"
