"""What people do with an app and see of it, with a real Bolt app on the other side."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.adapters.slack.double.conftest import Bot, Raw, connected
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.forms import NoSuchThing

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def card(*labels: str) -> list[Body]:
    buttons = [{"type": "button", "action_id": f"v1:{n}", "value": f"{n}", "text": plain(n)} for n in labels]
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "How was your *week*?"}},
        {"type": "actions", "elements": buttons},
    ]


def weeks(*names: str) -> list[Body]:
    options = [{"text": plain(name), "value": name.lower()} for name in names]
    return [{"type": "actions", "elements": [{"type": "static_select", "action_id": "week", "options": options}]}]


async def test_a_command_brings_who_where_and_what(bot: Bot, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)

    await ada.runs("/peer care @ben #baobab <b>", channel)

    [body] = bot.heard
    assert (body["command"], body["user_id"], body["channel_id"]) == ("/peer", ada.id, channel.id)
    assert (body["channel_name"], body["team_id"]) == ("baobab", river.id)
    assert body["text"] == f"care @ben <#{channel.id}|baobab> &lt;b&gt;"


async def test_people_become_ids_only_where_the_manifest_asks_for_it(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    await ada.runs("/peer care @ada")
    slack.app.commands = tuple(type(c)(c.name, should_escape=False) for c in slack.app.commands)
    await ada.runs("/peer care @ada")

    assert [body["text"] for body in bot.heard] == [f"care <@{ada.id}|ada>", "care @ada"]


async def test_an_answer_in_the_acknowledgement_is_for_one_person(
    slack: SlackDouble, river: Workspace, ada: Person, ben: Person
) -> None:
    river.channel("baobab", ada, ben)

    def prepare(bot: Bot) -> None:
        @bot.app.command("/peer")
        async def peer(ack: Any, body: Body) -> None:
            await ack(text="hello", response_type="in_channel" if body["text"] else "ephemeral")

    async with connected(slack, river, prepare):
        await ada.runs("/peer", "#baobab")
        await ada.runs("/peer loud", "#baobab")

    assert [(m.text, m.only_me) for m in ada.sees().channels["baobab"]] == [("hello", True), ("hello", False)]
    assert [m.text for m in ben.sees().channels["baobab"]] == ["hello"]


async def test_a_button_brings_the_message_and_what_stands_on_it(bot: Bot, ada: Person) -> None:
    await bot.client.chat_postMessage(channel=ada.id, text="week", blocks=card("Fine", "Help"))

    await ada.presses(ada.sees().direct[0], "Help")

    body = bot.heard[-1]
    [action] = body["actions"]
    assert (action["action_id"], action["value"], action["type"]) == ("v1:Help", "Help", "button")
    assert (body["channel"]["id"], body["user"]["id"], body["message"]["text"]) == (ada.direct.id, ada.id, "week")
    assert ada.sees().direct[0].text == "How was your *week*?"


async def test_a_list_brings_what_was_chosen(bot: Bot, ada: Person) -> None:
    await bot.client.chat_postMessage(channel=ada.id, text="week", blocks=weeks("First", "Second"))

    await ada.selects(ada.sees().direct[0], "Second")

    assert bot.heard[-1]["actions"][0]["selected_option"]["value"] == "second"


async def test_nobody_presses_what_is_not_there_or_not_theirs(
    bot: Bot, river: Workspace, ada: Person, ben: Person
) -> None:
    channel = river.channel("baobab", ada)
    await bot.client.chat_postMessage(channel=channel.id, text="week", blocks=card("Fine"))
    message = ada.sees().channels["baobab"][0]

    with pytest.raises(NoSuchThing, match="no 'Help'"):
        await ada.presses(message, "Help")
    with pytest.raises(NoSuchThing, match="do not see"):
        await ben.presses(message, "Fine")
    with pytest.raises(NoSuchThing, match="cannot write"):
        await ben.says(channel, "hi")


async def test_a_shortcut_brings_its_name_and_the_message(bot: Bot, river: Workspace, ada: Person, ben: Person) -> None:
    channel = river.channel("baobab", ada, ben)
    said = await ben.says(channel, "you are stupid")

    await ada.uses("Report privately", said)
    await ada.uses("Get help")

    message, everywhere = bot.heard[-2:]
    assert (message["type"], message["callback_id"], message["message"]["text"]) == (
        "message_action",
        "report",
        "you are stupid",
    )
    assert (everywhere["type"], everywhere["callback_id"]) == ("shortcut", "get_help")
    assert "channel" not in everywhere
    with pytest.raises(NoSuchThing):
        await ada.uses("Get help", said)


async def test_the_home_is_asked_for_when_somebody_looks(bot: Bot, ada: Person) -> None:
    await ada.opens_home()

    [heard] = bot.hears("app_home_opened")
    assert (heard["event"]["user"], heard["event"]["tab"]) == (ada.id, "home")


async def test_buttons_of_the_home_bring_the_view(bot: Bot, ada: Person) -> None:
    await bot.client.views_publish(user_id=ada.id, view={"type": "home", "blocks": card("Away")})

    await ada.presses("home", "Away")

    assert bot.heard[-1]["container"]["type"] == "view"
    assert bot.heard[-1]["view"]["type"] == "home"


FORM: Body = {
    "type": "modal",
    "title": plain("About you"),
    "submit": plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "action_id": "a"},
        }
    ],
}


def answering(answer: Body) -> Any:
    def prepare(bot: Bot) -> None:
        @bot.app.command("/peer")
        async def peer(ack: Any, body: Body) -> None:
            await bot.client.views_open(trigger_id=body["trigger_id"], view={**FORM, "callback_id": "form"})
            await ack()

        @bot.app.view("form")
        async def form(ack: Any) -> None:
            await ack(**answer)

    return prepare


@pytest.mark.parametrize(
    ("answer", "title", "errors", "troubles"),
    [
        ({}, None, {}, 0),
        ({"response_action": "clear"}, None, {}, 0),
        ({"response_action": "errors", "errors": {"b": "Too short."}}, "About you", {"Name": "Too short."}, 0),
        ({"response_action": "update", "view": {**FORM, "title": plain("Thanks")}}, "Thanks", {}, 0),
        ({"response_action": "push", "view": {**FORM, "title": plain("More")}}, "More", {}, 0),
        ({"response_action": "errors", "errors": {"name": "Too short."}}, "About you", {}, 1),
        ({"response_action": "errors", "errors": {"b": ""}}, "About you", {}, 1),
        ({"response_action": "update", "view": {**FORM, "title": plain("x" * 25)}}, "About you", {}, 1),
    ],
)
async def test_what_the_answer_to_a_submission_does(
    slack: SlackDouble, river: Workspace, ada: Person, answer: Body, title: str | None, errors: Body, troubles: int
) -> None:
    async with connected(slack, river, answering(answer)):
        await ada.runs("/peer")
        await ada.submits({"Name": "Ada"})

    seen = ada.sees()
    assert (seen.form.title if seen.form else None) == title
    assert (seen.form.errors if seen.form else {}) == errors
    assert (len(seen.troubles), len(slack.violations)) == (troubles, troubles)
    slack.violations.clear()


async def test_a_response_address_takes_five_answers(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    await ada.runs("/peer")
    client = AsyncWebhookClient(bot.heard[-1]["response_url"])

    statuses = [(await client.send(text=f"answer {number}")).status_code for number in range(6)]

    assert statuses == [200] * 5 + [404]
    assert [m.text for m in ada.sees().direct] == [f"answer {number}" for number in range(5)]
    assert all(m.only_me for m in ada.sees().direct)


async def test_a_response_address_is_good_for_half_an_hour(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    await ada.runs("/peer")
    slack.clock.move(minutes=30, seconds=1)

    refused = await AsyncWebhookClient(bot.heard[-1]["response_url"]).send(text="late")

    assert (refused.status_code, refused.body) == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_response_replaces_or_removes_the_message_it_is_about(bot: Bot, ada: Person) -> None:
    await bot.client.chat_postMessage(channel=ada.id, text="week", blocks=card("Fine"))
    await ada.presses(ada.sees().direct[0], "Fine")
    client = AsyncWebhookClient(bot.heard[-1]["response_url"])

    await client.send(text="Thanks!", replace_original=True)
    assert [(m.text, m.buttons) for m in ada.sees().direct] == [("Thanks!", ())]
    await client.send(text="", delete_original=True)
    assert ada.sees().direct == []


async def test_what_a_response_may_not_say(raw: Raw, bot: Bot, ada: Person, http: aiohttp.ClientSession) -> None:
    await ada.runs("/peer")
    address = bot.heard[-1]["response_url"]

    async def answered(payload: Any) -> tuple[int, str]:
        async with http.post(address, json=payload) as response:
            return response.status, (await response.json())["error"]

    assert await answered({}) == (400, "no_text")
    assert await answered([]) == (400, "invalid_payload")
    assert await answered({"blocks": [{"type": "section"}]}) == (400, "invalid_blocks")
    async with http.post(address + "x", json={"text": "hi"}) as response:
        assert response.status == 404


async def test_the_same_press_may_come_twice(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    await ada.runs("/peer")

    await slack.post.repeat()

    first, second = bot.heard
    assert first["trigger_id"] == second["trigger_id"]


async def test_events_may_come_late_and_in_another_order(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    channel = river.channel("baobab", ada)
    slack.post.hold()
    for word in ("one", "two", "three"):
        await ada.says(channel, word)
    assert bot.heard == []

    await slack.post.let_go(backwards=True)

    assert [body["event"]["text"] for body in bot.heard] == ["three", "two", "one"]


async def test_an_event_that_comes_again_says_so(bot: Bot, slack: SlackDouble, river: Workspace, ada: Person) -> None:
    await ada.says(river.channel("baobab", ada), "hi")

    await slack.post.repeat()

    assert len({body["event_id"] for body in bot.heard}) == 1
    assert [sent.parcel.attempt for sent in slack.post.sent] == [0, 1]


async def test_who_waits_too_long_is_told_so(slack: SlackDouble, river: Workspace, ada: Person) -> None:
    slack.clock.stop()
    started = asyncio.Event()

    def prepare(bot: Bot) -> None:
        @bot.app.command("/peer")
        async def peer(ack: Any) -> None:
            started.set()
            await asyncio.Event().wait()

    async with connected(slack, river, prepare):
        running = asyncio.create_task(ada.runs("/peer"))
        await started.wait()
        slack.clock.move(seconds=3)
        receipt = await running

    assert receipt.fate.value == "operation_timeout"
    assert ada.sees().troubles == ["/peer failed with the error “operation_timeout”"]
