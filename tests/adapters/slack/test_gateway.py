"""What the bot hears on Slack, in which order, and how often."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.effects import Reply
from bot.events import Event, MemberJoined, MemberLeft, MessageEdited, MessageReceived
from bot.wording.common import went_wrong
from tests.adapters.slack.office import START, THURSDAY, Office


def messages(office: Office) -> list[MessageReceived]:
    return [event for event in office.core.heard if isinstance(event, MessageReceived)]


async def test_a_message_in_a_group_is_heard_with_who_where_and_what(office: Office) -> None:
    said = await office.people["L1"].says(office.rooms["g1"], "hi <b> & @l2")

    [heard] = messages(office)
    assert (heard.by, heard.text) == (office.account("L1"), f"hi <b> & <@{office.people['L2'].id}>")
    assert (heard.place.channel, heard.place.is_direct, heard.message_id) == (office.rooms["g1"].id, False, said.ts)
    assert abs(heard.at - office.clock.now()) < timedelta(seconds=1)


async def test_an_answer_in_a_thread_names_thread_and_whose_it_answers(office: Office) -> None:
    question = await office.people["L1"].says(office.rooms["g1"], "why?")

    await office.people["L2"].says(office.rooms["g1"], "because", reply_to=question)

    heard = messages(office)[-1]
    assert (heard.place.thread, heard.reply_to) == (question.ts, office.account("L1"))


async def test_a_private_message_is_private(office: Office) -> None:
    ada = office.people["L1"]

    await ada.says(ada.direct, "hello")

    assert messages(office)[0].place.is_direct


async def test_a_private_message_answers_an_open_check_in(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]

    await ada.says(ada.direct, "all is well, thank you")
    await office.settled()

    assert not office.last("L1").only_me
    assert office.last("L1").author == "kith"


async def test_channels_that_are_not_ours_are_not_heard(office: Office) -> None:
    elsewhere = office.team.channel("random", office.people["L1"])

    await office.people["L1"].says(elsewhere, "hello")

    assert office.core.heard == []


async def test_the_bot_does_not_hear_itself_or_other_apps(office: Office) -> None:
    await office.until(THURSDAY)

    assert messages(office) == []


async def test_a_change_is_heard_and_a_removal_is_not(office: Office) -> None:
    said = await office.people["L1"].says(office.rooms["g1"], "hi")
    await office.people["L1"].edits(said, "hello")
    await office.people["L1"].deletes(said)

    first, second = office.core.heard
    assert isinstance(second, MessageEdited)
    assert (second.message_id, second.text, second.by) == (said.ts, "hello", first.by)  # type: ignore[union-attr]


async def test_a_preview_that_slack_adds_is_no_change(office: Office) -> None:
    said = await office.people["L1"].says(office.rooms["g1"], "hi")
    before = said.described()
    office.slack.events.changed(office.rooms["g1"], said, before)
    await office.settled()

    assert len(office.core.heard) == 1


async def test_who_comes_and_goes_is_heard(office: Office) -> None:
    eve = office.team.person("eve")
    await eve.arrives()
    await office.people["L2"].goes()

    joined, left = office.core.heard
    assert (type(joined), joined.by.id) == (MemberJoined, eve.id)  # type: ignore[union-attr]
    assert (type(left), left.by) == (MemberLeft, office.account("L2"))  # type: ignore[union-attr]


async def test_a_change_of_somebodys_profile_is_nothing_to_the_core(office: Office) -> None:
    office.slack.events.changed_person(office.team.team, office.people["L1"].user)
    await office.settled()

    assert office.core.heard == []


@pytest.mark.fault(27)
async def test_an_event_delivered_three_times_has_one_effect(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.says(ada.direct, "all is well")
    await office.settled()
    before = office.sees("L1")

    for _ in range(3):
        await office.slack.post.repeat(office.slack.post.sent[-1])
    await office.settled()

    assert office.sees("L1") == before


@pytest.mark.fault(27)
async def test_events_out_of_order_have_one_effect_each(office: Office) -> None:
    office.slack.post.hold()
    for word in ("one", "two", "three"):
        await office.people["L1"].says(office.rooms["g1"], word)

    await office.slack.post.let_go(backwards=True)
    await office.slack.post.repeat()

    assert sorted({event.id for event in messages(office)}) == sorted(event.id for event in messages(office)[:3])


@pytest.mark.fault(1)
async def test_what_the_core_could_not_store_is_not_acknowledged_and_comes_again(office: Office) -> None:
    failures = [2]
    handle = office.core.handle

    async def failing(event: Event) -> list[Reply]:
        if failures[0]:
            failures[0] -= 1
            return [Reply(went_wrong("abc"))]
        return await handle(event)

    office.core.handle = failing  # type: ignore[method-assign]
    speaking = asyncio.create_task(office.people["L1"].says(office.people["L1"].direct, "hello"))
    await office.slack.post.has_sent.wait()
    office.slack.clock.patience = 0.1
    for _ in range(4):
        await office.passes(seconds=30)
    await speaking
    office.slack.clock.patience = 10
    await office.passes(seconds=30)

    fates = [sent.receipt.fate.name for sent in office.slack.post.sent if sent.receipt is not None]
    assert fates[:3] == ["TIMED_OUT", "TIMED_OUT", "ACKNOWLEDGED"]
    assert [event.text for event in messages(office)] == ["hello"]


async def test_what_nobody_foresaw_is_acknowledged_and_forgotten(office: Office) -> None:
    payload: dict[str, Any] = {"type": "event_callback", "team_id": office.team.id, "event_id": "Ev1", "event": {}}

    for event in ({"type": "channel_rename"}, {"type": "app_home_opened", "tab": "messages"}, {}):
        assert await office.bot.gateway.take({**payload, "event": event}) is None


@pytest.mark.parametrize("kind", ["view_closed", "block_suggestion", "interactive_message"])
async def test_interactions_that_ask_for_nothing_are_acknowledged(office: Office, kind: str) -> None:
    assert await office.bot.gateway.take({"type": kind}) is None


async def test_an_app_that_is_taken_out_says_nothing_there_any_more(office: Office) -> None:
    office.team.uninstall()
    await office.settled()

    assert office.bot.workspaces.find(office.team.id) is None
    await office.until(START + timedelta(hours=4))
    assert office.sees("L1", "g1") == []


async def test_no_word_anybody_wrote_is_in_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    for ours in ("bot", "adapters", "storage"):
        caplog.set_level("DEBUG", ours)
    ada = office.people["L1"]

    await ada.says(office.rooms["g1"], "I want to kill myself zebra-marker")
    await ada.says(ada.direct, "/frobnicate zebra-marker")
    await office.settled()

    assert len(office.core.heard) == 2
    assert "zebra-marker" not in caplog.text
