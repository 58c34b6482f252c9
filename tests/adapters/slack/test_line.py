"""The line to Slack breaks in its middle, after Slack has taken a message: it is found there, once."""

import asyncio

import pytest

from bot.errors import Unknown
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_messenger import delivery, later
from tests.doubles.line import Break, Line


@pytest.mark.parametrize("how", Break)
@pytest.mark.fault(19, 20, 21)
async def test_whatever_the_line_does_to_an_answer_the_message_is_there_once(office: Office, how: Break) -> None:
    messenger, wanted = office.bot.messenger, delivery(office)
    client = office.bot.workspaces.client(office.team.id)
    direct = client.base_url
    async with Line(office.slack.api_base) as line:
        client.base_url = line.address
        line.break_(how)
        try:
            async with asyncio.timeout(0.5 if how is Break.BLACK_HOLE else 15):
                await messenger.send(wanted)
            is_doubted = False
        except (Unknown, TimeoutError):
            is_doubted = True
        client.base_url = direct
    again = delivery(office, is_doubtful=True, first_at=office.clock.now())
    later(office, seconds=30)
    if await messenger.find(again) is None:
        assert how is Break.STALE, "Slack has taken it"
        await messenger.send(again)

    assert is_doubted is (how is not Break.LATE)
    assert len(office.sees("L1", "g1")) == 1
