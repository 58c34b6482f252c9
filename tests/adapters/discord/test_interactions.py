"""Commands, buttons, lists and forms, as people use them in Discord's app."""

import asyncio

import pytest

from bot.domain.check_ins import CheckInState, Mood
from tests.adapters.discord.office import THURSDAY, Office
from tests.doubles.discord import Seen
from tests.doubles.discord.interactions import Interaction


async def mood_of(office: Office, who: str) -> tuple[CheckInState, Mood | None]:
    async with office.house.storage.snapshot() as tx:
        [check_in] = await tx.check_ins.history((await office.member(who)).id)
    return check_in.state, check_in.mood


async def test_a_command_is_answered_to_its_sender_alone(office: Office) -> None:
    await office.people["L1"].runs("/peer limits")

    [answer] = office.sees("L1", "g1")
    assert answer.is_private
    assert "not therapists" in answer
    assert office.sees("L2", "g1") == []


async def test_a_check_in_is_answered_with_one_press(office: Office) -> None:
    await office.until(THURSDAY)
    [card] = office.sees("L1")
    assert card.buttons == ["Going fine", "Tell a bit more", "I need help", "Skip this week"]

    await office.people["L1"].presses(card, "Going fine")

    assert office.sees("L1")[-1].is_private
    assert await mood_of(office, "L1") == (CheckInState.ANSWERED, Mood.FINE)


async def test_a_button_of_before_a_restart_works_and_so_does_its_form(office: Office) -> None:
    await office.until(THURSDAY)
    [card] = office.sees("L1")
    await office.restart()

    await office.people["L1"].presses(card, "Tell a bit more")
    form = office.people["L1"].sees().modal
    assert form is not None
    assert form.title == "Week 1"
    await office.restart()
    await office.people["L1"].submits(form, {"How is it going?": "Hard right now", form.labels[1]: "loops"})

    assert await mood_of(office, "L1") == (CheckInState.ANSWERED, Mood.HARD)
    assert office.people["L1"].sees().failures == []


async def test_a_form_with_something_to_mend_is_opened_again_with_what_was_typed(office: Office) -> None:
    ada = office.people["L1"]
    await ada.runs("/peer start")
    form = ada.sees().modal
    assert form is not None
    zone, hours, *_, consent = form.labels

    await ada.submits(form, {zone: "Lisbonn", hours: "late", consent: "I agree"})
    told = office.sees("L1", "g1")[-1]
    assert told.is_private
    assert "Lisbonn" in told
    assert told.buttons == ["Try again"]

    await ada.presses(told, "Try again")
    again = ada.sees().modal
    assert again is not None
    assert again.inputs[zone]["value"] == "Lisbonn"
    assert again.inputs[hours]["value"] == "late"
    assert [option["label"] for option in again.inputs[consent]["options"] if option.get("default")] == ["I agree"]
    await ada.submits(again, {zone: "Nairobi", hours: "22:00-07:00", consent: "I agree"})

    member = await office.member("L1")
    assert (member.timezone, str(member.quiet)) == ("Africa/Nairobi", "22:00-07:00")


async def test_after_a_restart_try_again_opens_the_form_anew(office: Office) -> None:
    ada = office.people["L1"]
    await ada.runs("/peer start")
    form = ada.sees().modal
    assert form is not None
    await ada.submits(form, {form.labels[0]: "Lisbonn", form.labels[-1]: "I agree"})
    told = office.sees("L1", "g1")[-1]
    await office.restart()

    await ada.presses(told, "Try again")

    again = ada.sees().modal
    assert again is not None
    assert again.inputs[form.labels[0]]["value"] == "Europe/Lisbon"


@pytest.mark.parametrize("custom_id", ["v1:gone.away:1", "v0:check_in.fine:1", "anything", "v1:check_in.fine:nobody's"])
async def test_a_button_that_leads_nowhere_is_answered_in_a_sentence(office: Office, custom_id: str) -> None:
    old = office.discord.said_before(office.rooms["g1"], "Of another time", Press=custom_id)

    await office.people["L1"].presses(old, "Press")

    answer = office.sees("L1", "g1")[-1]
    assert answer.is_private
    assert answer.text.endswith(".")


async def test_rights_are_checked_at_the_press(office: Office) -> None:
    shown = office.discord.said_before(office.rooms["g1"], "Case", Take="v1:case.acknowledge:k1")

    await office.people["L1"].presses(shown, "Take")

    assert "This one is for coordinators" in office.sees("L1", "g1")[-1]


async def test_somebody_nobody_knows_is_told_whom_to_ask(office: Office) -> None:
    eve = office.guild.person("Eve")

    await eve.runs("/peer me")

    assert "ask a coordinator" in eve.sees()[office.rooms["g1"]][-1]


async def test_an_answer_that_takes_long_is_put_off_and_then_given(office: Office) -> None:
    pressed = await while_busy(office, "/peer limits")

    assert pressed.reply is not None
    assert pressed.reply.name == "LATER"
    [answer] = office.sees("L1", "g1")
    assert answer.is_private
    assert "not therapists" in answer
    assert not answer.is_thinking


async def test_a_form_that_took_long_waits_behind_a_button(office: Office) -> None:
    await while_busy(office, "/peer start")
    [waiting] = office.sees("L1", "g1")
    assert waiting.buttons == ["Fill it in"]

    await office.people["L1"].presses(waiting, "Fill it in")

    form = office.people["L1"].sees().modal
    assert form is not None
    assert form.title == "Your settings"


async def while_busy(office: Office, line: str) -> Interaction:
    """Run a command while something else writes, for longer than Discord waits for a first answer."""
    entered, over = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with office.house.storage.transaction():
            entered.set()
            await over.wait()

    writing = asyncio.create_task(write())
    await entered.wait()
    pressed = await office.people["L1"].runs(line)
    over.set()
    await writing
    await office.discord.until(lambda: office.sees("L1", "g1") and not office.sees("L1", "g1")[-1].is_thinking)
    return pressed


async def test_an_answer_that_comes_too_late_is_written_privately(office: Office) -> None:
    pressed = await office.people["L1"].runs("/peer limits", waits=False)
    office.discord.passes(seconds=4)

    await office.discord.until(lambda: office.sees("L1"))

    assert "not therapists" in office.sees("L1")[-1]
    assert pressed.has_failed(office.discord.clock.now())
    assert office.sees("L2") == []


async def test_the_same_press_told_twice_is_done_and_answered_once(office: Office) -> None:
    office.discord.gateway.repeats("INTERACTION_CREATE")

    await office.people["L1"].runs("/peer limits")
    await asyncio.sleep(0.1)

    assert len(office.sees("L1", "g1")) == 1
    assert office.sees("L1") == []


@pytest.mark.parametrize(
    "how", ["drop after storing", "reset after storing", "502 after storing", "drop before storing"]
)
async def test_an_answer_whose_arrival_is_in_doubt_is_given_once(office: Office, how: str) -> None:
    office.discord.fails(next="POST callback", how=how)

    await office.people["L1"].runs("/peer limits")

    await office.discord.until(lambda: office.sees("L1", "g1"))
    assert len(office.sees("L1", "g1")) == 1
    assert office.sees("L1") == []


async def test_completion_offers_what_somebody_may_name(office: Office) -> None:
    offered = await office.people["C1"].types("/coord pace", "learner", "name")
    days = await office.people["L1"].types("/peer away", "from_day", "tom")

    assert offered == ["Name L1 (L1)", "Name L2 (L2)"]
    assert days == ["Tuesday 2 March"]


async def test_help_about_a_message_is_asked_for_from_its_menu(office: Office) -> None:
    said = await office.people["L2"].says(office.rooms["g1"], "Is this right?")

    await office.people["L1"].uses("Ask for help about this", said)

    form = office.people["L1"].sees().modal
    assert form is not None
    link = f"https://discord.com/channels/{office.guild.id}/{office.rooms['g1'].id}/{said.id}"
    assert any(link in given.get("value", "") for given in form.inputs.values())


async def test_a_command_works_in_the_private_chat_too_as_one_or_typed(office: Office) -> None:
    ada = office.people["L1"]

    await ada.runs("/peer limits", at=ada.chat)
    await ada.says(ada.chat, "/peer limits")
    await office.discord.until(lambda: len(office.sees("L1")) == 3)

    first, _, typed = office.sees("L1")
    assert "not therapists" in first
    assert "not therapists" in typed


async def test_a_typed_command_that_needs_a_form_brings_its_button(office: Office) -> None:
    ada = office.people["L1"]
    await ada.says(ada.chat, "/peer away")
    await office.discord.until(lambda: len(office.sees("L1")) == 2)

    await ada.presses(office.sees("L1")[-1], "Fill it in")

    assert ada.sees().modal is not None


async def test_nothing_an_answer_says_pings_anybody(office: Office) -> None:
    await office.people["L1"].says(office.people["L1"].chat, f"/{office.people['L2'].mention} @everyone")
    await office.discord.until(lambda: len(office.sees("L1")) == 2)

    answer: Seen = office.sees("L1")[-1]
    assert not answer.message.mentions.everyone
    assert answer.message.mentions.users == ()
