"""Commands, buttons, forms and shortcuts as people use them in Slack's app."""

import asyncio

import pytest

from adapters.slack.answering import Answering
from bot.effects import Reply
from bot.events import ActionChosen, CommandInvoked, Event, FormSubmitted
from tests.adapters.slack.office import THURSDAY, Office
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack import SeenForm


def form(office: Office, who: str) -> SeenForm:
    seen = office.people[who].sees().form
    assert seen is not None, "no form is open"
    return seen


async def test_a_command_is_answered_to_one_person_alone(office: Office) -> None:
    await office.people["L1"].runs("/peer me", office.rooms["g1"])

    assert office.last("L1", "g1").only_me
    assert "week 1 of 8" in office.last("L1", "g1").text
    assert office.sees("L2", "g1") == []


async def test_a_typo_is_answered_with_the_nearest_command_to_press(office: Office) -> None:
    ada = office.people["L1"]
    await ada.runs("/peer awya")
    assert "Did you mean" in office.last("L1").text

    await ada.presses(office.last("L1"), office.last("L1").buttons[0])
    await office.settled()

    assert form(office, "L1").title == "/peer away"


async def test_a_command_without_what_it_needs_opens_its_form(office: Office) -> None:
    await office.people["L1"].runs("/peer away", office.rooms["g1"])

    assert form(office, "L1").inputs == {"From day": "", "Until": ""}


async def test_a_form_with_bad_values_says_so_and_is_not_lost(office: Office) -> None:
    ada = office.people["L1"]
    await ada.runs("/peer away")

    await ada.submits({"From day": "someday"})
    await office.settled()

    seen = form(office, "L1")
    assert "someday" in seen.text


async def test_a_form_that_was_filled_in_says_what_came_of_it(office: Office) -> None:
    ada = office.people["L1"]
    await ada.runs("/peer away")

    await ada.submits({"From day": "2027-03-04", "Until": "2027-03-06"})

    assert "4 March" in form(office, "L1").text
    await ada.closes()
    assert ada.sees().form is None


async def test_people_in_a_command_are_told_apart_by_id(office: Office) -> None:
    await office.people["C1"].runs("/coord care @l1 2027-03-20")

    heard = office.core.heard[-1]
    assert isinstance(heard, CommandInvoked)
    assert heard.arguments["learner"] == f"<@{office.people['L1'].id}>"
    assert "care pause" in office.last("C1").text


async def test_what_is_not_theirs_is_refused_at_every_press(office: Office) -> None:
    await office.people["L1"].runs("/coord case list")

    assert "coordinators" in office.last("L1").text


async def test_a_check_in_is_answered_with_one_press(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]

    await ada.presses(office.last("L1"), "Going fine")
    await office.settled()

    assert office.last("L1").only_me
    heard = office.core.heard[-1]
    assert isinstance(heard, ActionChosen)
    assert heard.place.is_direct


async def test_the_same_press_delivered_twice_is_answered_once(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["L1"].presses(office.last("L1"), "Going fine")
    await office.settled()
    before = office.sees("L1")

    await office.slack.post.repeat()
    await office.settled()

    assert office.sees("L1") == before


async def test_a_button_that_is_not_ours_is_answered_kindly(office: Office) -> None:
    ada, team = office.people["L1"], office.team.id
    button = {"type": "button", "text": {"type": "plain_text", "text": "Old"}, "action_id": "v0:gone"}
    blocks = [{"type": "actions", "elements": [button]}]
    await office.bot.workspaces.client(team).chat_postMessage(channel=ada.id, text="Old", blocks=blocks)

    await ada.presses(office.last("L1"), "Old")
    await office.settled()

    assert office.last("L1").only_me
    assert not ada.sees().troubles


async def test_buttons_work_after_a_restart(office: Office) -> None:
    await office.until(THURSDAY)
    await office.restart()

    await office.people["L1"].presses(office.last("L1"), "Going fine")
    await office.settled()

    assert office.last("L1").only_me


async def test_help_about_a_message_begins_with_its_address(office: Office) -> None:
    said = await office.people["L2"].says(office.rooms["g1"], "You are all useless")

    await office.people["L1"].uses("Ask for help about this", said)

    [text] = [value for value in form(office, "L1").inputs.values() if "archives" in str(value)]
    assert text.startswith(f"About this message: https://open-learning.slack.com/archives/{office.rooms['g1'].id}/p")


async def test_help_can_be_asked_for_from_anywhere(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.uses("Ask for help")
    label = next(iter(form(office, "L1").inputs))

    await ada.submits({label: "I am stuck with loops"})
    await office.beat()

    assert "Name C1 hears of it" in form(office, "L1").text
    heard = office.core.heard[-1]
    assert isinstance(heard, FormSubmitted)
    assert [message.buttons for message in office.sees("C1")][-1][0] == "I have it"


async def test_everybody_who_was_told_sees_who_took_a_case(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.uses("Ask for help")
    await ada.submits({next(iter(form(office, "L1").inputs)): "I am stuck"})
    await office.beat()

    await office.people["C1"].presses(office.last("C1"), "I have it")
    await office.beat()

    assert "I have it" not in office.sees("C1")[0].buttons


async def test_a_form_that_does_not_open_can_be_opened_from_a_message(office: Office) -> None:
    office.slack.faults.plan(Fault(Harm.REFUSED, "views.open", error="expired_trigger_id"))
    ada = office.people["L1"]
    await ada.runs("/peer away", office.rooms["g1"])
    await office.settled()
    assert office.last("L1", "g1").buttons == ("Fill it in",)

    await ada.presses(office.last("L1", "g1"), "Fill it in")

    assert form(office, "L1").title == "/peer away"


class Slow:
    """A core that takes its time."""

    def __init__(self, office: Office) -> None:
        self._office, self.go = office, asyncio.Event()
        self.voice, self.stores = office.core.voice, office.core.stores
        self.commands, self.parse_command, self.page = office.core.commands, office.core.parse_command, office.core.page

    async def handle(self, event: Event) -> list[Reply]:
        await self.go.wait()
        return await self._office.core.handle(event)


@pytest.fixture
def slow(office: Office) -> Slow:
    core, answering = Slow(office), office.bot.gateway._parts.answering
    replacement = Answering(core, answering._replier, office.clock, patience=0.01)
    object.__setattr__(office.bot.gateway._parts, "answering", replacement)
    return core


@pytest.mark.parametrize("command", ["/peer me", "/peer away"])
async def test_what_takes_longer_than_slack_waits_is_answered_afterwards(
    office: Office, slow: Slow, command: str
) -> None:
    receipt = await office.people["L1"].runs(command)
    assert receipt.is_good
    assert office.sees("L1") == []

    slow.go.set()
    await office.settled()

    assert len(office.sees("L1")) == 1
    assert office.people["L1"].sees().troubles == []


async def test_a_command_typed_as_a_message_is_understood(office: Office) -> None:
    ada = office.people["L1"]
    await ada.says(ada.direct, " /peer me")
    await office.settled()

    assert "week 1 of 8" in office.last("L1").text
    assert not office.last("L1").only_me


async def test_somebody_the_bot_does_not_know_is_told_so(office: Office) -> None:
    eve = office.team.person("eve")

    await eve.runs("/peer me")

    assert "don't know you" in eve.sees().direct[-1].text


async def test_nothing_happens_in_a_workspace_the_bot_is_not_in(office: Office) -> None:
    other = office.slack.workspace("Hillside")
    eve = other.person("eve")

    await eve.runs("/peer me")
    await eve.says(eve.direct, "hello")
    await office.settled()

    assert office.core.heard == []
    assert [message.text for message in eve.sees().direct] == ["hello"]
