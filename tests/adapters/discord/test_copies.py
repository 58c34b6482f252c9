"""A message that is on Discord twice: both are found, others' and other messages never."""

import pytest

from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, WITH_BUTTON, delivery


@pytest.mark.fault(9)
async def test_the_later_copy_can_be_told_and_taken_away(office: Office) -> None:
    messenger, copies = office.bot.messenger, office.bot.copies
    first = await messenger.send(delivery(office, WITH_BUTTON))
    office.discord.passes(minutes=10)  # Discord has forgotten the nonce
    second = await messenger.send(delivery(office, WITH_BUTTON))
    await messenger.send(delivery(office, WITH_BUTTON, id="d2"))
    sent = delivery(office, WITH_BUTTON, remote_id=second)

    assert await copies.of(sent) == [first, second]
    await copies.remove(second, sent)

    assert await copies.of(sent) == [first]
    assert len(office.sees("L1", "g1")) == 2


async def test_words_alone_make_no_copy(office: Office) -> None:
    messenger = office.bot.messenger
    for number in range(2):
        sent = await messenger.send(delivery(office, PLAIN, id=f"d{number}"))

    assert len(await office.bot.copies.of(delivery(office, PLAIN, id="d1", remote_id=sent))) <= 1
