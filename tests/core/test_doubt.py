"""What may have arrived: looked for in the history, and never simply sent again."""

import asyncio
from datetime import timedelta

import pytest

from bot import delivery as protocol
from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import Delivery, DeliveryState
from tests.core.office import Office
from tests.core.platform import REFUSED, remote_id

SENT, UNKNOWN = DeliveryState.SENT, DeliveryState.UNKNOWN


async def test_a_message_in_doubt_is_looked_for_and_not_repeated(office: Office) -> None:
    office.platform.script = ["lost"]
    await office.add("one")

    await office.run(600)

    (posted,) = office.platform.posts
    row = await office.row("one")
    assert (row.state, row.remote_id, row.is_doubtful) == (SENT, remote_id(posted), True)


async def test_a_message_in_doubt_that_never_arrived_is_sent_again(office: Office) -> None:
    office.platform.script = ["gone"]
    await office.add("one")

    await office.run(600)

    assert office.platform.texts == ["Text of one"]
    assert (await office.row("one")).state is SENT


async def test_the_history_is_believed_only_after_the_settle_time(office: Office) -> None:
    office.platform.script = ["lost"]
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.deliver()

    assert await office.deliver(29) == 0
    assert office.platform.looks == []
    await office.deliver(1)

    assert office.platform.looks == ["alarm"]


async def test_what_the_platform_stores_late_is_not_sent_twice(office: Office) -> None:
    office.platform.script = ["late"]
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(600)

    assert office.platform.texts == ["Text of alarm"]
    assert len(office.platform.tries) == 1


async def test_a_history_that_refuses_says_nothing_about_the_first_attempt(office: Office) -> None:
    office.platform.script = ["lost"]
    office.platform.broken_history = REFUSED
    await office.add("one")

    await office.run(120)
    assert (await office.row("one")).state is UNKNOWN
    office.platform.broken_history = None
    await office.run(600)

    assert office.platform.texts == ["Text of one"]
    assert len(office.platform.tries) == 1


async def test_a_refusal_after_a_doubt_does_not_clear_it(office: Office) -> None:
    office.platform.script = ["gone", REFUSED, "lost", REFUSED]
    await office.add("one")

    await office.run(900)

    assert office.platform.texts == ["Text of one"]
    assert office.platform.looks == ["one"] * 3
    assert (await office.row("one")).is_doubtful


async def test_a_send_that_hangs_is_cut_and_doubted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: Delivery) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(protocol, "SEND_WITHIN", timedelta(seconds=0.05))
    office.platform.meanwhile["after post"] = hang
    await office.add("one")

    await office.deliver()
    assert (await office.row("one")).state is UNKNOWN
    await office.run(60)

    assert office.platform.texts == ["Text of one"]
    assert (await office.row("one")).state is SENT


async def test_a_fault_of_the_messenger_is_a_doubt_and_its_words_stay_out_of_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.platform.script = [KeyError("zebra-marker")]
    await office.add("one", "two")

    await office.deliver()

    assert await office.states() == {SENT: 1, UNKNOWN: 1}
    assert "KeyError" in caplog.text
    assert "zebra-marker" not in caplog.text


async def test_a_change_in_doubt_is_made_again_without_a_look(office: Office) -> None:
    await office.add("original", lane="lane")
    original = (await office.row("original")).id
    await office.deliver()
    office.platform.script = ["lost"]
    office.platform.broken_history = TryLater("no history")
    await office.add("change", lane="lane", revises=original)

    await office.run(600)

    assert [attempt.key for attempt in office.platform.tries] == ["original", "change", "change"]
    assert (await office.row("change")).state is SENT
