"""What waited is asked about again before it goes: deadlines, quiet hours, people who left, a late prompt."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.members import MemberState
from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import DeliveryState
from bot.wording.delivery import later_than_usual, may_be_repeated
from tests.core.office import CHANNEL, Office, message
from tests.core.platform import REFUSED
from tests.storage.sample import L1, NOW

SENT, SKIPPED = DeliveryState.SENT, DeliveryState.SKIPPED
BEDTIME = datetime.fromisoformat("2027-03-01T17:59:50Z")
"""Ten seconds before nine in the evening in Nairobi, where L1 lives."""
MORNING = datetime.fromisoformat("2027-03-02T05:00:00Z")
"""Eight in the morning in Nairobi."""
LATE = "A little later than usual"


def seconds_until(moment: datetime, office: Office) -> float:
    return (moment - office.clock.now()).total_seconds()


async def test_past_its_deadline_a_message_is_left_out_and_that_is_told(office: Office) -> None:
    office.platform.script = [TryLater("down", timedelta(hours=1))]
    await office.add("one", deadline_at=NOW + timedelta(minutes=30))

    await office.run(7200)

    assert await office.states() == {SKIPPED: 1}
    assert office.platform.posts == []
    (told,) = office.ears.failures
    assert (told.tag, told.is_skipped, told.is_uncertain, told.member_id) == ("one", True, False, L1.id)


async def test_in_doubt_and_past_its_deadline_it_is_looked_for_but_not_sent(office: Office) -> None:
    office.platform.script = ["gone"]
    await office.add("one", deadline_at=NOW + timedelta(seconds=20))

    await office.run(3600)

    assert office.platform.looks == ["one"]
    assert office.platform.posts == []
    assert await office.states() == {SKIPPED: 1}


async def test_what_did_arrive_is_sent_even_when_that_is_found_out_past_the_deadline(office: Office) -> None:
    office.platform.script = ["lost"]
    await office.add("one", deadline_at=NOW + timedelta(seconds=20))

    await office.run(3600)

    assert await office.states() == {SENT: 1}
    assert office.ears.failures == []


async def test_a_retry_does_not_drift_into_quiet_hours(office: Office) -> None:
    office.clock.set(BEDTIME)
    office.platform.script = [REFUSED]
    await office.add("notice")

    await office.run(seconds_until(MORNING, office) - 1)
    assert office.platform.posts == []
    await office.run(1)

    assert office.platform.texts == ["Text of notice"]


async def test_after_an_outage_only_an_alarm_comes_in_quiet_hours(office: Office) -> None:
    office.clock.set(BEDTIME)
    await office.add("notice")
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.add("answer", urgency=Urgency.ANSWER)

    office.clock.set(BEDTIME + timedelta(hours=4))
    await office.run(seconds_until(MORNING, office) - 1)
    assert office.platform.texts == ["Text of alarm", "Text of answer"]
    await office.run(1)

    assert office.platform.texts[-1] == "Text of notice"


async def test_a_doubt_is_looked_into_at_night_but_only_sent_in_the_morning(office: Office) -> None:
    office.clock.set(BEDTIME)
    office.platform.script = ["gone", "lost"]
    await office.add("missing")
    await office.add("there")

    await office.run(3600)
    assert office.platform.texts == ["Text of there"]
    assert (await office.row("there")).state is SENT
    await office.run(seconds_until(MORNING, office))

    assert office.platform.texts == ["Text of there", "Text of missing"]
    assert len(office.platform.tries) == 3


@pytest.mark.parametrize("state", [MemberState.LEFT, MemberState.PAUSED, MemberState.DECLINED])
async def test_whoever_left_or_paused_while_a_message_waited_does_not_get_it(
    office: Office, state: MemberState
) -> None:
    office.platform.script = [REFUSED]
    await office.add("notice")
    await office.deliver()
    await office.becomes(L1, state)

    await office.run(600)

    assert office.platform.posts == []
    (told,) = office.ears.failures
    assert told.is_skipped
    assert told.reason


async def test_an_alarm_reaches_also_those_who_paused(office: Office) -> None:
    office.platform.script = [REFUSED] * 2
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.add("safety", urgency=Urgency.SAFETY)
    await office.deliver()
    await office.becomes(L1, MemberState.PAUSED)

    await office.run(600)

    assert office.platform.texts == ["Text of alarm", "Text of safety"]


async def test_a_post_that_comes_late_says_so_once_and_one_on_time_does_not(office: Office) -> None:
    await office.add("on time", urgency=Urgency.PROMPT, target=CHANNEL)
    await office.run(60)
    office.platform.script = [TryLater("down", timedelta(minutes=16)), REFUSED]
    await office.add("late", urgency=Urgency.PROMPT, target=CHANNEL)
    await office.run(3600)

    on_time, late = office.platform.posts
    assert LATE not in on_time.card.text
    assert late.card.text.count(LATE) == 1
    assert late.card.text.endswith("Text of late")


def test_a_remark_never_displaces_what_was_written() -> None:
    card = message("one").card
    long = replace(card, text="x" * 1990)

    assert later_than_usual(long) == long
    assert may_be_repeated(long) == long
    assert later_than_usual(later_than_usual(card)) == later_than_usual(card)
