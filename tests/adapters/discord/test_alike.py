"""Messages without buttons that say the same in one channel: each of them is there once, whatever gets lost."""

from datetime import timedelta

import pytest

from bot.cards import Card
from bot.effects import Urgency
from bot.ports import DeliveryState, NewDelivery, Target, TargetKind
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, delivery

HOWS = ("drop before storing", "drop after storing")


@pytest.fixture(autouse=True)
async def nothing_else_waits(office: Office) -> None:
    """Let the cohort's own first messages go out."""
    await passes(office, seconds=1)


async def put(office: Office, key: str, card: Card = PLAIN) -> None:
    """Put a question to the group into the outbox, in a lane of its own."""
    target = Target(TargetKind.CHANNEL, "discord", office.guild.id, office.rooms["g1"].id)
    now = office.clock.now()
    async with office.house.storage.transaction() as tx:
        await tx.outbox.add(NewDelivery(key, key, Urgency.PROMPT, target, card, now, now, ""))


def asked(office: Office) -> int:
    """Return how often the question stands there."""
    return sum(PLAIN.text in seen.text for seen in office.sees("L1", "g1"))


async def passes(office: Office, **by: float) -> None:
    """Let time pass for the bot and for Discord, and deliver what is due then."""
    office.clock.set(office.clock.now() + timedelta(**by))
    office.discord.clock.set(office.clock.now())
    await office.house.engine.courier.deliver()


async def all_sent(office: Office) -> None:
    """Go on until nothing is on its way any more."""
    for _ in range(20):
        async with office.house.storage.snapshot() as tx:
            if not {"one", "two"} & {row.key for row in await tx.outbox.waiting(100)}:
                return
        await passes(office, seconds=60)
    raise AssertionError("something is on its way still")


async def test_a_message_known_to_be_another_is_not_taken_for_one_that_got_lost(office: Office) -> None:
    await put(office, "one")
    await passes(office, seconds=1)
    await put(office, "two")
    office.discord.fails(next="POST messages", how="drop before storing")

    await passes(office, seconds=30)
    await passes(office, minutes=2)

    assert asked(office) == 2


async def test_what_said_the_same_before_the_first_attempt_is_another_message(office: Office) -> None:
    office.discord.clock.set(office.clock.now())
    await office.bot.messenger.send(delivery(office, PLAIN, id="of last week"))  # nothing is stored of it any more
    await passes(office, minutes=10)
    await put(office, "one")
    office.discord.fails(next="POST messages", how="drop before storing")

    await passes(office, seconds=1)
    await passes(office, minutes=2)

    assert asked(office) == 2


@pytest.mark.parametrize("first", HOWS)
@pytest.mark.parametrize("second", HOWS)
@pytest.mark.fault(23)
async def test_two_that_say_the_same_and_are_both_in_doubt_are_both_there_once(
    office: Office, first: str, second: str
) -> None:
    await put(office, "one")
    await put(office, "two")
    office.discord.fails(next="POST messages", how=first)
    office.discord.fails(next="POST messages", how=second)

    await passes(office, seconds=1)
    await passes(office, minutes=2)  # both are looked for at once, and Discord has forgotten both nonces
    await all_sent(office)

    assert asked(office) == 2


async def test_one_that_is_on_its_way_is_not_taken_for_one_that_got_lost(office: Office) -> None:
    await put(office, "one")
    office.discord.fails(next="POST messages", how="drop before storing")
    await passes(office, seconds=1)
    office.clock.set(office.clock.now() + timedelta(seconds=85))
    await put(office, "two")
    async with office.house.storage.transaction() as tx:
        begun = {row.key: row for row in await tx.outbox.claim(office.clock.now(), "another worker", 100)}
        await tx.outbox.again(begun["one"], DeliveryState.UNKNOWN, office.clock.now(), "")
    await office.bot.messenger.send(begun["two"])

    await passes(office, seconds=10)
    assert asked(office) == 1
    await all_sent(office)

    assert asked(office) == 2
