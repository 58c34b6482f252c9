"""When the platform's history cannot be read: a prompt is never doubled, an escalation never lost."""

from datetime import timedelta

import pytest

from bot.effects import Urgency
from bot.errors import TryLater, Unknown
from bot.ports import DeliveryState
from tests.core.office import CHANNEL, Office
from tests.core.platform import NEVER
from tests.storage.sample import NOW

SENT, SKIPPED, DEAD, UNKNOWN = DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.DEAD, DeliveryState.UNKNOWN
PROBLEMS = [TryLater("no history"), Unknown("cut off"), KeyError("bug"), TimeoutError()]


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.fault(24)
async def test_a_prompt_waits_until_the_history_can_be_read(office: Office, problem: Exception) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = problem
    await office.add("prompt", urgency=Urgency.PROMPT, target=CHANNEL)

    await office.run(3600)
    assert len(office.platform.tries) == 1
    office.platform.broken_history = None
    await office.run(600)

    assert office.platform.texts == ["Text of prompt"]
    assert (await office.row("prompt")).state is SENT


async def test_at_its_deadline_somebody_is_told_that_nobody_can_tell(office: Office) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = TryLater("no history")
    await office.add("prompt", urgency=Urgency.PROMPT, target=CHANNEL, deadline_at=NOW + timedelta(hours=1))

    await office.run(3600 - 1)
    assert office.ears.failures == []
    await office.run(1)

    (told,) = office.ears.failures
    assert (told.tag, told.is_skipped, told.is_uncertain, told.at) == ("prompt", True, True, NOW + timedelta(hours=1))
    assert await office.states() == {SKIPPED: 1}
    assert len(office.platform.tries) == 1


async def test_a_notice_waits_as_long_as_the_history_asks_to(office: Office) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = TryLater("slow down", timedelta(seconds=90))
    await office.add("one")

    await office.run(30 + 89)
    assert office.platform.looks == ["one"]
    await office.run(1)

    assert office.platform.looks == ["one"] * 2


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.fault(24)
async def test_an_escalation_is_sent_again_after_a_minute_and_says_so(office: Office, problem: Exception) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = problem
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(59)
    assert len(office.platform.posts) == 1
    await office.run(1)

    first, again = office.platform.posts
    assert "may have had" not in first.card.text
    assert "You may have had this message before" in again.card.text
    assert (await office.row("alarm")).state is SENT


async def test_a_private_reply_to_somebody_in_need_is_not_lost_either(office: Office) -> None:
    office.platform.script = ["gone"]
    office.platform.broken_history = TryLater("no history")
    await office.add("reply", urgency=Urgency.SAFETY)

    await office.run(60)

    assert office.platform.texts == ["Text of reply"]


async def test_an_escalation_whose_repeats_are_lost_too_goes_again_every_minute(office: Office) -> None:
    office.platform.script = ["gone"] * 10_000
    office.platform.broken_history = TryLater("no history")
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(3600)

    assert 50 <= len(office.platform.tries) <= 62


async def test_an_escalation_that_surely_never_arrived_does_not_claim_to_be_repeated(office: Office) -> None:
    office.platform.script = ["gone"] * 3
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(600)

    assert [post.card.text for post in office.platform.posts] == ["Text of alarm"]


async def test_a_history_that_is_gone_for_good_ends_it(office: Office) -> None:
    office.platform.script = ["gone"]
    office.platform.broken_history = NEVER
    await office.add("one")

    await office.run(600)

    assert await office.states() == {DEAD: 1}
    assert [told.reason for told in office.ears.failures] == [NEVER.reason]


async def test_a_platform_that_is_away_keeps_a_doubt_as_it_is(office: Office) -> None:
    office.platform.script = ["lost"]
    await office.add("one")
    await office.deliver()

    office.clock.set(NOW + timedelta(minutes=1))
    await type(office.courier)(office.app, {}).deliver()
    assert (await office.row("one")).state is UNKNOWN
    await office.run(600)

    assert office.platform.texts == ["Text of one"]
