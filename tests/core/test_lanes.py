"""Lanes keep their order, and nothing in one lane holds up another."""

from datetime import timedelta

import pytest

from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import DeliveryState
from tests.core.office import Office, message
from tests.core.platform import NEVER, REFUSED, remote_id
from tests.storage.sample import NOW, post

DEAD, SKIPPED = DeliveryState.DEAD, DeliveryState.SKIPPED


async def test_a_lane_keeps_its_order_and_does_not_hold_up_others(office: Office) -> None:
    office.platform.script = [TryLater("no", timedelta(minutes=5))]
    await office.add("first", "second", lane="lane")
    await office.deliver()
    await office.add("other", lane="another")

    await office.run(60)
    assert office.platform.texts == ["Text of other"]
    await office.run(600)

    assert office.platform.texts == ["Text of other", "Text of first", "Text of second"]


async def test_a_doubt_at_the_head_of_a_lane_holds_what_follows(office: Office) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = TryLater("no history")
    await office.add("first", "second", lane="lane")

    await office.run(3600)
    assert office.platform.texts == ["Text of first"]
    office.platform.broken_history = None
    await office.run(600)

    assert office.platform.texts == ["Text of first", "Text of second"]


async def test_what_is_given_up_lets_its_lane_go_on(office: Office) -> None:
    office.platform.script = [NEVER]
    await office.add("dead", "next", lane="lane")

    await office.run(60)

    assert office.platform.texts == ["Text of next"]


async def test_a_fault_in_one_message_leaves_the_others_of_its_batch_alone(office: Office) -> None:
    office.platform.script = [KeyError("a bug"), NEVER, REFUSED]
    await office.add("one", "two", "three", "four", "five")

    await office.deliver()

    assert office.platform.texts == ["Text of four", "Text of five"]


async def test_a_change_waits_for_its_original(office: Office) -> None:
    office.platform.script = [REFUSED]
    await office.add("original", lane="lane")
    original = (await office.row("original")).id
    await office.deliver()
    await office.add("change", lane="lane", revises=original)

    await office.run(60)

    first, change = office.platform.posts
    assert (first.key, change.key) == ("original", "change")
    assert change.revised_remote_id == remote_id(first)


async def test_a_change_of_what_never_went_out_is_left_out_and_nobody_is_bothered(office: Office) -> None:
    office.platform.script = [NEVER]
    await office.add("original", lane="lane")
    original = (await office.row("original")).id
    await office.add("change", lane="lane", revises=original)

    await office.run(60)

    assert await office.states() == {DEAD: 1, SKIPPED: 1}
    assert [told.tag for told in office.ears.failures] == ["original"]


@pytest.mark.fault(34)
async def test_an_escalation_goes_before_a_thousand_prompts(office: Office) -> None:
    await post(office.storage, *[message(f"p{number}", urgency=Urgency.PROMPT) for number in range(1000)])
    await post(office.storage, message("alarm", at=NOW, urgency=Urgency.ESCALATION))

    await office.deliver()

    assert office.platform.tries[0].key == "alarm"
    assert len(office.platform.tries) == 100
