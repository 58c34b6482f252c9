"""What can be done with somebody's message from Discord's own menu on it."""

from datetime import timedelta

import pytest

from bot.events import ActionChosen, Pointed
from bot.wording.commands import MENUS
from tests.adapters.discord.office import START, Office
from tests.doubles.discord.interactions import Interaction

AWAKE = START + timedelta(hours=1, minutes=10)
"""After everybody's quiet hours, and before the week's question."""
CLAIM = "You must delete the sample first"


async def use(office: Office, label: str, who: str = "L1", author: str = "L2") -> Interaction:
    said = await office.people[author].says(office.rooms["g1"], CLAIM)
    return await office.people[who].uses(label, said)


def shown_to(office: Office, who: str) -> str:
    return "\n".join(str(seen) for seen in [*office.sees(who), *office.sees(who, "g1")])


@pytest.mark.parametrize("label", MENUS)
async def test_every_entry_tells_the_core_which_message_and_whose(office: Office, label: str) -> None:
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)

    await office.people["L1"].uses(label, said)

    heard = next(event for event in reversed(office.core.heard) if isinstance(event, ActionChosen))
    assert heard.action.name == MENUS[label].name
    assert Pointed.read(heard.action.subject) == Pointed(said.id, office.people["L2"].id)
    assert heard.place.channel == office.rooms["g1"].id
    assert heard.value == f"https://discord.com/channels/{office.guild.id}/{office.rooms['g1'].id}/{said.id}"


async def test_a_report_about_a_coordinators_message_reaches_the_other_one_alone(office: Office) -> None:
    await office.until(AWAKE)
    ada = office.people["L1"]
    await use(office, "Report privately", author="C1")
    form = ada.sees().modal
    assert form is not None
    assert form.inputs[form.labels[1]]["value"] == "Name C1"

    await ada.submits(form, {form.labels[0]: "the third time now", form.labels[2]: "I'm safe, and it is urgent"})
    await office.beat()

    assert "Thank you for telling us" in office.sees("L1", "g1")[-1]
    assert office.sees("L1", "g1")[-1].is_private
    assert "A confidential report" in shown_to(office, "C2")
    assert "confidential" not in shown_to(office, "C1")
    assert "third time" not in shown_to(office, "C1") + shown_to(office, "C2") + shown_to(office, "L2")


async def test_a_doubt_goes_to_whoever_looks_after_the_group_and_not_to_the_author(office: Office) -> None:
    await office.until(AWAKE)
    ada = office.people["L1"]
    await use(office, "Flag: might be wrong")
    form = ada.sees().modal
    assert form is not None

    await ada.submits(form, {form.labels[0]: "the guide says otherwise"})
    await office.beat()

    assert "whether a message in #g1 is right" in office.sees("M1")[-1]
    assert "otherwise" not in shown_to(office, "M1") + shown_to(office, "L2")


async def test_thanks_arrive_in_private_with_the_way_to_the_message(office: Office) -> None:
    await office.until(AWAKE)
    said = await office.people["L2"].says(office.rooms["g1"], CLAIM)
    await office.people["L1"].uses("Thank for this", said)
    await office.people["L1"].uses("Thank for this", said)
    await office.beat()

    [thanks] = [seen for seen in office.sees("L2") if "thanks you for what you wrote" in seen]
    assert f"/{said.id}" in thanks
    assert office.sees("L1", "g1")[-1].is_private


async def test_the_bots_own_message_has_nobody_to_thank(office: Office) -> None:
    own = office.discord.said_before(office.rooms["g1"], "A question of the week")

    await office.people["L1"].uses("Thank for this", own)

    assert "isn't here at the moment" in office.sees("L1", "g1")[-1]
