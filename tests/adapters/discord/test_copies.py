"""A message that is on Discord twice: both are found, others' and other messages never."""

from dataclasses import replace

import pytest

from bot.cards import Card
from bot.sweeper import Others
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, WITH_BUTTON, delivery


def known(*others: str) -> Others:
    """Say which messages there are others."""

    async def tell() -> frozenset[str]:
        return frozenset(others)

    return tell


async def unsure() -> None:
    """Say that another may be on its way."""


@pytest.mark.fault(9)
@pytest.mark.parametrize("card", [PLAIN, WITH_BUTTON])
async def test_the_later_copy_can_be_told_and_taken_away(office: Office, card: Card) -> None:
    messenger, copies = office.bot.messenger, office.bot.copies
    began = office.discord.clock.now()
    first = await messenger.send(delivery(office, card))
    office.discord.passes(minutes=10)  # Discord has forgotten the nonce
    second = await messenger.send(delivery(office, card))
    another = known(await messenger.send(delivery(office, card, id="d2")))
    sent = delivery(office, card, remote_id=second, first_at=began)

    assert await copies.of(sent, another) == [first, second]
    await copies.remove(second, sent)

    assert await copies.of(sent, another) == [first]
    assert len(office.sees("L1", "g1")) == 2


async def test_what_says_the_same_is_no_copy_while_another_may_be_on_its_way(office: Office) -> None:
    messenger = office.bot.messenger
    sent = [await messenger.send(delivery(office, PLAIN, id=f"d{number}")) for number in range(2)]

    assert len(await office.bot.copies.of(delivery(office, PLAIN, id="d1", remote_id=sent[1]), unsure)) <= 1


async def test_what_said_the_same_long_before_is_no_copy(office: Office) -> None:
    messenger = office.bot.messenger
    await messenger.send(delivery(office, PLAIN, id="d0"))
    office.discord.passes(minutes=10)
    later = delivery(office, PLAIN, first_at=office.discord.clock.now())
    sent = await messenger.send(later)

    assert await office.bot.copies.of(replace(later, remote_id=sent), known()) == [sent]
