"""The line to Discord breaks in its middle, after Discord has taken a message: it is there once."""

import asyncio

import pytest

from adapters.discord.client import point_at
from bot.errors import Unknown
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, delivery
from tests.doubles.line import Break, Line


@pytest.mark.parametrize("how", Break)
@pytest.mark.fault(19, 20, 21)
async def test_whatever_the_line_does_to_an_answer_the_message_is_there_once(office: Office, how: Break) -> None:
    messenger, wanted = office.bot.messenger, delivery(office, PLAIN)
    async with Line(office.discord.api_base) as line:
        point_at(line.address, "")
        await messenger.send(delivery(office, PLAIN, "help", id="before"))  # so that a connection is kept
        line.break_(how)
        try:
            async with asyncio.timeout(0.5 if how is Break.BLACK_HOLE else 15):
                await messenger.send(wanted)
        except (Unknown, TimeoutError):
            again = delivery(office, PLAIN, is_doubtful=True, first_at=office.clock.now())
            assert await messenger.find(again) is None
            await messenger.send(again)
            is_doubted = True
        else:
            is_doubted = False
        point_at(office.discord.api_base, "")

    assert is_doubted is (how is not Break.LATE)
    assert len(office.sees("L1", "g1")) == 1
