"""While a platform takes nothing, it is not asked again and again; what is urgent tries all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.breaker import FIRST, LONGEST, OPENS_AFTER
from bot.effects import Urgency
from bot.errors import PlatformDown, TryLater, Unknown
from bot.ports import DeliveryState
from tests.core.office import CHANNEL, Office
from tests.core.platform import NEVER

DOWN = PlatformDown("down")
PROMPTS = [f"prompt {number}" for number in range(40)]
HOUR = 3600


def tries(office: Office, urgency: Urgency) -> int:
    return sum(tried.urgency is urgency for tried in office.platform.tries)


@pytest.mark.fault(17)
async def test_a_platform_that_is_down_for_an_hour_is_asked_now_and_then(office: Office) -> None:
    office.platform.script = [DOWN] * 10_000
    await office.add(*PROMPTS, urgency=Urgency.PROMPT)

    await office.run(HOUR)
    first_batch = len(PROMPTS)
    assert tries(office, Urgency.PROMPT) <= first_batch + HOUR / LONGEST.total_seconds() + 5

    office.platform.script = []
    await office.run((LONGEST + FIRST).total_seconds())
    sent = (await office.states())[DeliveryState.SENT]
    assert sent >= len(PROMPTS) - 1, "the one that tried last keeps to a wait of its own"
    await office.run(300)
    assert await office.states() == {DeliveryState.SENT: len(PROMPTS)}


async def test_what_is_urgent_tries_as_often_as_ever(office: Office) -> None:
    office.platform.script = [DOWN] * 10_000
    await office.add(*PROMPTS, urgency=Urgency.PROMPT)
    await office.run(60)

    await office.add("crisis", urgency=Urgency.ESCALATION)
    await office.run(120)

    assert tries(office, Urgency.ESCALATION) >= 6


async def test_a_platform_that_gives_no_answer_is_asked_now_and_then(office: Office) -> None:
    office.platform.script = ["gone"] * 10_000
    office.platform.broken_history = Unknown("no answer")
    await office.add(*PROMPTS, urgency=Urgency.PROMPT)

    await office.run(HOUR)

    asked = len(office.platform.tries) + len(office.platform.looks)
    assert asked <= len(PROMPTS) + HOUR / LONGEST.total_seconds() + 5


@pytest.mark.fault(16)
async def test_another_workspace_does_not_wait(office: Office) -> None:
    office.platform.script = [DOWN] * OPENS_AFTER
    await office.add(*PROMPTS[:OPENS_AFTER], urgency=Urgency.PROMPT)
    await office.deliver()

    await office.add("here", urgency=Urgency.PROMPT)
    await office.add("there", urgency=Urgency.PROMPT, target=replace(CHANNEL, workspace="w2"))
    await office.deliver()

    assert [sent.key for sent in office.platform.posts] == ["there"]


async def test_messages_refused_one_by_one_hold_nothing_back(office: Office) -> None:
    office.platform.script = [NEVER, TryLater("one a second", timedelta(seconds=1))] * OPENS_AFTER
    await office.add(*PROMPTS[: 2 * OPENS_AFTER], urgency=Urgency.PROMPT)
    await office.deliver()

    await office.add("next", urgency=Urgency.PROMPT)
    await office.deliver()

    assert "next" in [sent.key for sent in office.platform.posts]


async def test_a_workspace_that_is_back_gets_everything_at_once(office: Office) -> None:
    office.platform.script = [DOWN] * 10_000
    await office.add(*PROMPTS, urgency=Urgency.PROMPT)
    await office.run(600)
    office.platform.script = []

    async with office.app.storage.transaction() as tx:
        hurried = await tx.outbox.hurry(CHANNEL.platform, CHANNEL.workspace, office.clock.now())
    office.courier.is_back(CHANNEL.platform, CHANNEL.workspace)
    await office.deliver()

    assert hurried > 0
    assert await office.states() == {DeliveryState.SENT: len(PROMPTS)}
