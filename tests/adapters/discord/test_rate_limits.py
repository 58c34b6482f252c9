"""Where Discord asks for time it gets it: one channel, or all of it."""

from datetime import timedelta

import pytest

from bot.errors import TryLater
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, delivery


@pytest.mark.parametrize("wait", [90.0, 20.0, 12.0])
@pytest.mark.fault(16)
async def test_a_long_rate_limit_is_waited_for_by_the_outbox(office: Office, wait: float) -> None:
    office.discord.fails(next="POST messages", how="429", retry_after=wait)

    with pytest.raises(TryLater) as refused:
        await office.bot.messenger.send(delivery(office, PLAIN))

    assert refused.value.after == timedelta(seconds=wait)
    assert office.sees("L1", "g1") == []


@pytest.mark.fault(16)
async def test_a_channel_that_asked_for_time_is_asked_by_no_other_message_meanwhile(office: Office) -> None:
    office.discord.fails(next="POST messages", how="429", retry_after=20.0)
    with pytest.raises(TryLater):
        await office.bot.messenger.send(delivery(office, PLAIN))
    asked = len(office.discord.requests)

    office.clock.set(office.clock.now() + timedelta(seconds=5))
    with pytest.raises(TryLater) as refused:
        await office.bot.messenger.send(delivery(office, PLAIN, id="d2"))

    assert refused.value.after == timedelta(seconds=15)
    assert len(office.discord.requests) == asked
    await office.bot.messenger.send(delivery(office, PLAIN, "help", id="d3"))
    office.clock.set(office.clock.now() + timedelta(seconds=16))
    await office.bot.messenger.send(delivery(office, PLAIN, id="d2"))


@pytest.mark.fault(17)
async def test_when_the_network_in_front_refuses_nothing_else_is_asked(office: Office) -> None:
    office.discord.fails(next="POST messages", how="429 cloudflare", retry_after=600.0)
    with pytest.raises(TryLater):
        await office.bot.messenger.send(delivery(office, PLAIN))
    asked = len(office.discord.requests)

    with pytest.raises(TryLater) as refused:
        await office.bot.messenger.send(delivery(office, PLAIN, "help", id="d2"))

    assert refused.value.after == timedelta(seconds=600)
    assert len(office.discord.requests) == asked
    office.clock.set(office.clock.now() + timedelta(seconds=601))
    await office.bot.messenger.send(delivery(office, PLAIN, "help", id="d2"))
