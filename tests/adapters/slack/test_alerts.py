"""Who hears of a case on Slack where somebody cannot be reached."""

from tests.adapters.slack.office import THURSDAY, Office
from tests.doubles.faults import Fault, Harm

WORRYING = "I want to kill myself"


async def test_when_a_coordinator_takes_no_private_messages_the_next_one_hears_at_once(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["C1"].goes()

    await office.people["L1"].says(office.people["L1"].direct, WORRYING)
    await office.settled()
    await office.beat()

    assert ["I have it" in message.buttons for message in office.sees("C2")][-1]
    assert not any("I have it" in message.buttons for message in office.sees("C1"))


async def test_a_crisis_reply_that_cannot_be_delivered_is_told_to_the_one_on_call(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    office.slack.faults.plan(
        Fault(
            Harm.REFUSED,
            "chat.postMessage",
            times=None,
            error="messages_tab_disabled",
            when=lambda asked: asked.get("channel") == ada.direct.id,
        )
    )

    await ada.says(ada.direct, WORRYING)
    await office.settled()
    await office.beat()
    await office.passes(seconds=2)
    await office.beat()

    assert any("could not deliver a private message" in message.text for message in office.sees("C1"))
    assert not any("988" in message.text for message in office.sees("L2", "g1"))
