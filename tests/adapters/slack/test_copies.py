"""A message that is on Slack twice: both are found, others never."""

import pytest

from tests.adapters.slack.office import Office
from tests.adapters.slack.test_messenger import delivery, later


async def no_others() -> frozenset[str]:
    """Say that nothing else went there."""
    return frozenset()


@pytest.mark.fault(9)
async def test_the_later_copy_can_be_told_and_taken_away(office: Office) -> None:
    messenger, copies, first_at = office.bot.messenger, office.bot.copies, office.clock.now()
    sent = []
    for name in ("d1", "d1", "d2"):  # a worker that froze, and woke up after another had sent the message
        sent.append(await messenger.send(delivery(office, id=name)))
        later(office, seconds=2)
        await office.slack.clock.advance(seconds=2)
    stored = delivery(office, remote_id=sent[1], first_at=first_at)

    assert await copies.of(stored, no_others) == sent[:2]
    await copies.remove(sent[1], stored)

    assert await copies.of(stored, no_others) == sent[:1]
    assert len(office.sees("L1", "g1")) == 2
