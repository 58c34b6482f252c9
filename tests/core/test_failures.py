"""What never arrives is told to the flows, once, together with the end of its row; what hangs is told too."""

from datetime import timedelta

import pytest

from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import DeliveryState
from tests.core.office import CHANNEL, Office
from tests.core.platform import NEVER
from tests.storage.sample import L1, NOW

DEAD, PENDING, SENT = DeliveryState.DEAD, DeliveryState.PENDING, DeliveryState.SENT
DOWN = [TryLater("down")] * 10_000
NO_HISTORY = TryLater("no history")


async def test_what_can_never_arrive_is_told_once(office: Office) -> None:
    office.platform.script = [NEVER]
    await office.add("one")

    await office.run(600)

    assert await office.states() == {DEAD: 1}
    (told,) = office.ears.failures
    assert (told.tag, told.kind, told.reason, told.member_id) == ("one", "case.alert", NEVER.reason, L1.id)
    assert not told.is_skipped


async def test_a_post_to_a_channel_names_no_member(office: Office) -> None:
    office.platform.script = [NEVER]
    await office.add("one", target=CHANNEL)

    await office.run(600)

    assert [told.member_id for told in office.ears.failures] == [""]


async def test_a_failure_that_could_not_be_told_is_told_later(office: Office) -> None:
    office.platform.script = [NEVER] * 2
    office.ears.troubles.append(RuntimeError("the database is busy"))
    await office.add("one")

    await office.deliver()
    assert await office.states() == {PENDING: 1}
    await office.run(600)

    assert await office.told() == ["one"]
    assert await office.states() == {DEAD: 1}


async def test_a_failure_that_somebody_else_has_overtaken_is_not_told(office: Office) -> None:
    other = office.beside()

    async def stall(_: object) -> None:
        office.clock.set(NOW + timedelta(minutes=5))
        await other.run(300)

    office.platform.script = [NEVER]
    office.platform.meanwhile["before post"] = stall
    await office.add("one")

    office.platform.script = ["ok", NEVER]
    await office.deliver()

    assert await office.states() == {SENT: 1}
    assert await office.told() == []


async def test_an_escalation_that_nobody_accepts_within_two_minutes_is_told_as_delayed(office: Office) -> None:
    office.platform.script = list(DOWN)
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(60)
    assert office.ears.delays == []
    await office.run(90)

    assert [told.tag for told in office.ears.delays] == ["alarm"]
    assert office.ears.delays[0].at <= NOW + timedelta(seconds=150)


async def test_a_delay_is_told_once_however_long_it_lasts(office: Office) -> None:
    office.platform.script = list(DOWN)
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(3600)

    assert len(office.ears.delays) == 1


async def test_an_escalation_asked_to_wait_long_is_told_as_delayed_at_once(office: Office) -> None:
    office.platform.script = [TryLater("slow down", timedelta(minutes=10))]
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.deliver()

    assert len(office.ears.delays) == 1


@pytest.mark.fault(24)
async def test_an_escalation_that_had_to_be_repeated_unread_is_told_as_delayed(office: Office) -> None:
    office.platform.script = ["gone"]
    office.platform.broken_history = NO_HISTORY
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(60)

    assert await office.states() == {SENT: 1}
    assert len(office.ears.delays) == 1


@pytest.mark.parametrize("urgency", [Urgency.SAFETY, Urgency.NOTICE, Urgency.PROMPT])
async def test_nothing_else_is_told_as_delayed(office: Office, urgency: Urgency) -> None:
    office.platform.script = list(DOWN[:20])
    await office.add("one", urgency=urgency)

    await office.run(1800)

    assert office.ears.delays == []


async def test_an_escalation_that_arrives_after_a_hitch_is_not_told_as_delayed(office: Office) -> None:
    office.platform.script = ["lost", TryLater("down"), "gone"]
    await office.add("alarm", urgency=Urgency.ESCALATION)

    await office.run(1800)

    assert await office.states() == {SENT: 1}
    assert office.ears.delays == []
