"""What the outside contact's messenger cannot know or change afterwards, whatever the address."""

from datetime import timedelta

import pytest

from bot.deliveries import Settle
from bot.errors import TryLater
from tests.adapters.outside.notice import delivery, messenger
from tests.adapters.outside.servers import Hook, serving


async def test_whether_an_earlier_attempt_arrived_stays_open() -> None:
    with pytest.raises(TryLater):
        await messenger().find(delivery("mailto:duty@example.org"))
    assert messenger().settle == Settle(timedelta(seconds=30))


async def test_what_was_sent_is_not_sent_again_to_change_it() -> None:
    async with serving(hook := Hook()):
        change = delivery(hook.url, revises="d0", revised_remote_id="d0")
        assert await messenger().send(change) == "d0"

    assert hook.bodies == []
