"""What may have arrived: looked for in the history, and never simply sent again."""

import asyncio
from datetime import timedelta

import pytest

from bot import delivery as protocol
from bot.deliveries import Settle
from bot.delivery import Courier
from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import Delivery, DeliveryState
from tests.core.office import Office
from tests.core.platform import REFUSED, Platform, remote_id
from tests.storage.sample import NOW, claim

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


async def test_an_empty_history_is_believed_only_after_the_settle_time(office: Office) -> None:
    office.platform.script = ["gone"]
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.deliver()

    await office.run(29)
    assert office.platform.texts == []
    await office.deliver(1)

    assert office.platform.texts == ["Text of alarm"]


async def test_what_a_glance_finds_of_an_alarm_is_known_after_two_seconds(office: Office) -> None:
    office.platform.script = ["lost", "lost"]
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.add("question", urgency=Urgency.PROMPT)
    await office.deliver()

    assert await office.deliver(1) == 0
    assert await office.deliver(1) == 1

    row = await office.row("alarm")
    assert (row.state, row.remote_id) == (SENT, remote_id(office.platform.posts[0]))
    assert office.platform.looks == ["alarm"]
    assert (await office.row("question")).state is UNKNOWN
    assert sum(office.courier.escalations.counts) == 1


@pytest.mark.parametrize("trouble", [TryLater("no history"), KeyError("a bug")])
async def test_a_glance_that_finds_nothing_or_fails_changes_nothing(office: Office, trouble: Exception) -> None:
    office.platform.script = ["gone", "gone"]
    await office.add("alarm", "other", urgency=Urgency.ESCALATION)
    await office.deliver()
    before = await office.row("alarm")
    await office.deliver(2)
    office.platform.broken_history = trouble

    await office.deliver(8)

    assert await office.row("alarm") == before
    assert len(office.platform.looks) == 4


async def test_a_glance_says_nothing_of_a_message_somebody_else_has_taken_up_meanwhile(office: Office) -> None:
    async def taken_up(_: Delivery) -> None:
        await claim(office.storage, NOW + timedelta(seconds=60), "two")

    office.platform.script = ["lost"]
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.deliver()
    office.platform.meanwhile["after look"] = taken_up

    await office.deliver(2)

    row = await office.row("alarm")
    assert (row.state, row.owner) == (DeliveryState.SENDING, "two")


@pytest.mark.fault(22)
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


@pytest.mark.fault(20)
async def test_a_send_that_hangs_is_cut_and_doubted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: Delivery) -> None:
        await asyncio.sleep(3600)

    assert timedelta(seconds=15) == protocol.SEND_WITHIN  # nobody waits for that here
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


async def test_a_process_that_is_told_to_stop_while_it_looks_sends_nothing_more(office: Office) -> None:
    async def stop(_: Delivery) -> None:
        sending.cancel()  # in the same moment in which the look's answer comes

    async def on_the_line(_: Delivery) -> None:
        await asyncio.sleep(0)

    office.platform.script = ["gone"]
    await office.add("one")
    await office.deliver()
    office.platform.meanwhile |= {"after look": stop, "before post": on_the_line}
    office.clock.set(NOW + timedelta(seconds=30))
    sending = asyncio.create_task(office.courier.deliver())
    with pytest.raises(asyncio.CancelledError):
        await sending

    assert len(office.platform.tries) == 1
    await office.courier.recover()
    await office.run(60)
    assert office.platform.texts == ["Text of one"]


SETTLES = Settle(history=timedelta(seconds=30), repeats=timedelta(seconds=60))


@pytest.mark.parametrize(
    ("first_attempt_ago", "waits"),
    [(0, 2), (15, 2), (58, 2), (59, 30), (3600, 30)],
)
@pytest.mark.fault(23)
def test_what_the_platform_knows_again_is_repeated_soon_and_later_its_history_is_waited_for(
    first_attempt_ago: int, waits: int
) -> None:
    first_at = NOW - timedelta(seconds=first_attempt_ago)

    assert SETTLES.over_at(first_at, NOW) == NOW + timedelta(seconds=waits)


def test_a_platform_that_knows_nothing_again_is_always_waited_for() -> None:
    slack = Settle(timedelta(seconds=30))

    assert slack.over_at(NOW, NOW) == slack.over_at(None, NOW) == NOW + timedelta(seconds=30)
    assert slack.over_at(NOW, NOW, timedelta(minutes=1)) == NOW + timedelta(minutes=1)


async def test_after_a_restart_each_platform_waits_for_its_own_history(office: Office) -> None:
    await office.add("one")
    await claim(office.storage, NOW, "one")
    beside_another = Courier(office.app, {"local": office.platform, "slow": Platform(office.clock, SETTLES)}, "one")
    office.platform.settle = Settle()

    await beside_another.recover()

    assert (await office.row("one")).next_at == NOW
