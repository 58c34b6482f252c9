"""What can be done with somebody's message from its menu on Slack."""

from datetime import timedelta

import pytest

from bot.events import ActionChosen, Pointed
from bot.wording.commands import MENUS
from tests.adapters.slack.office import START, Office
from tests.adapters.slack.test_interactions import form

AWAKE = START + timedelta(hours=1, minutes=10)
"""After everybody's quiet hours, and before the week's question."""
CLAIM = "You must delete the sample first"


def shown_to(office: Office, who: str) -> str:
    return "\n".join(str(seen.text) for seen in [*office.sees(who), *office.sees(who, "g1")])


def labels(office: Office, who: str) -> list[str]:
    return list(form(office, who).inputs)


@pytest.mark.parametrize("label", MENUS)
async def test_every_shortcut_tells_the_core_which_message_and_whose(office: Office, label: str) -> None:
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)

    await office.people["L1"].uses(label, said)
    await office.settled()

    heard = next(event for event in reversed(office.core.heard) if isinstance(event, ActionChosen))
    assert heard.action.name == MENUS[label].name
    assert Pointed.read(heard.action.subject) == Pointed(said.ts, office.people["L2"].id)
    assert heard.place.channel == office.rooms["g1"].id
    assert heard.value.startswith("https://open-learning.slack.com/archives/")


async def test_a_report_about_a_coordinators_message_reaches_the_other_one_alone(office: Office) -> None:
    await office.until(AWAKE)
    ada = office.people["L1"]
    said = await office.people["C1"].says(office.rooms["g1"], CLAIM)
    await ada.uses("Report privately", said)
    text, about, now, _ = labels(office, "L1")
    assert form(office, "L1").inputs[about] == "Name C1"

    await ada.submits({text: "the third time now", now: "I'm safe, and it is urgent"})
    await office.beat()

    assert "a coordinator, hears now" in form(office, "L1").text
    assert "A confidential report" in shown_to(office, "C2")
    assert "confidential" not in shown_to(office, "C1")
    assert "third time" not in shown_to(office, "C1") + shown_to(office, "C2") + shown_to(office, "L2")


async def test_a_name_nobody_has_is_marked_in_the_form(office: Office) -> None:
    ada = office.people["L1"]
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)
    await ada.uses("Report privately", said)
    text, about, *_ = labels(office, "L1")

    await ada.submits({text: "the third time now", about: "Zebulon"})

    assert any("Zebulon" in error for error in form(office, "L1").errors.values())


async def test_a_doubt_goes_to_whoever_looks_after_the_group_and_not_to_the_author(office: Office) -> None:
    await office.until(AWAKE)
    ada = office.people["L1"]
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)
    await ada.uses("Flag: might be wrong", said)
    await ada.submits({labels(office, "L1")[0]: "the guide says otherwise"})
    await office.beat()

    assert "whether a message in #g1 is right" in office.last("M1").text
    assert "otherwise" not in shown_to(office, "M1") + shown_to(office, "L2")


async def test_thanks_arrive_in_private_once(office: Office) -> None:
    await office.until(AWAKE)
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)
    for _ in range(2):
        await office.people["L1"].uses("Thank for this", said)
    await office.beat()

    assert [seen for seen in office.sees("L2") if "thanks you for what you wrote" in seen.text][1:] == []
    assert "thanks you for what you wrote" in office.last("L2").text
