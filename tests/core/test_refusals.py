"""What a platform accepts, refuses for now, or cannot be asked about at all."""

from datetime import timedelta

import pytest

from bot.delivery import Courier
from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import DeliveryState
from tests.core.office import Office
from tests.core.platform import REFUSED, remote_id

SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


async def test_what_is_accepted_is_sent_once(office: Office) -> None:
    await office.add("one")

    assert await office.deliver() == 1
    assert await office.deliver(600) == 0

    assert office.platform.texts == ["Text of one"]
    row = await office.row("one")
    assert (row.state, row.remote_id) == (SENT, remote_id(office.platform.posts[0]))


@pytest.mark.fault(16)
async def test_a_refusal_waits_as_long_as_the_platform_asks_and_is_no_doubt(office: Office) -> None:
    office.platform.script = [REFUSED]
    await office.add("one")

    await office.deliver()
    assert (await office.row("one")).state is PENDING
    assert await office.deliver(19) == 0
    await office.deliver(1)

    assert (await office.row("one")).state is SENT
    assert office.platform.looks == []


async def test_an_escalation_that_is_refused_comes_again_after_1_2_4_and_8_seconds(office: Office) -> None:
    office.platform.script = [TryLater("down")] * 4
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(14)
    assert len(office.platform.tries) == 4
    await office.run(1)

    assert office.platform.texts == ["Text of alarm"]


async def test_an_escalation_is_tried_every_minute_without_end(office: Office) -> None:
    office.platform.script = [TryLater("down")] * 10_000
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(3600)

    assert 60 <= len(office.platform.tries) <= 66


async def test_a_notice_that_is_refused_is_tried_ever_more_slowly(office: Office) -> None:
    office.platform.script = [TryLater("down")] * 10_000
    await office.add("one")

    await office.run(2 * 3600)

    assert 24 <= len(office.platform.tries) <= 96, "five minutes apart at most, half of that on average"


async def test_a_refusal_that_asks_for_no_wait_at_all_does_not_spin(office: Office) -> None:
    office.platform.script = [TryLater("now!", timedelta())] * 2000
    await office.add("one")

    await office.run(10)

    assert len(office.platform.tries) <= 11


@pytest.mark.parametrize("urgency", [Urgency.ESCALATION, Urgency.NOTICE])
async def test_a_platform_that_is_not_connected_is_waited_for(office: Office, urgency: Urgency) -> None:
    await office.add("one", urgency=urgency)

    await Courier(office.app, {}).deliver()
    assert await office.states() == {PENDING: 1}
    await office.run(60)

    assert await office.states() == {SENT: 1}


async def test_every_attempt_has_the_same_id_and_the_same_words(office: Office) -> None:
    office.platform.script = [REFUSED, "gone", REFUSED, "gone"]
    await office.add("one")

    await office.run(3600)

    assert len(office.platform.tries) == 5
    assert len({(attempt.id, attempt.card) for attempt in office.platform.tries}) == 1
