"""What a bot may say, where, how much of it, and what it may change afterwards."""

from typing import Any

import pytest

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel


@pytest.fixture
async def baobab(river: Workspace, ada: Person, ben: Person) -> Channel:
    return river.channel("baobab", ada, ben)


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def test_what_the_bot_says_is_seen_by_who_is_there(
    raw: Raw, baobab: Channel, ada: Person, river: Workspace
) -> None:
    await raw.call("chat.postMessage", channel=baobab.id, text=f"Hello <@{ada.id}>")

    assert [m.text for m in ada.sees().channels["baobab"]] == ["Hello @ada"]
    assert ada.sees().channels["baobab"][0].pings == {ada.id}
    assert "baobab" not in river.person("eve").sees().channels


async def test_a_message_needs_something_to_say(raw: Raw, baobab: Channel) -> None:
    assert (await raw.call("chat.postMessage", channel=baobab.id, text="  ")).error == "no_text"


async def test_blocks_without_text_are_noted(raw: Raw, baobab: Channel, slack: SlackDouble) -> None:
    answered = await raw.call("chat.postMessage", channel=baobab.id, blocks=[section("hi")])

    assert answered.error == ""
    assert len(slack.violations) == 1
    assert "has blocks and no text" in slack.violations[0]


async def test_a_long_text_is_cut_and_a_long_change_refused(raw: Raw, baobab: Channel) -> None:
    said = await raw.call("chat.postMessage", channel=baobab.id, text="x" * 40_001)
    changed = await raw.call("chat.update", channel=baobab.id, ts=said.json["ts"], text="x" * 4_001)

    assert len(said.json["message"]["text"]) == 40_000
    assert changed.error == "msg_too_long"


async def test_blocks_together_are_not_too_long(raw: Raw, baobab: Channel) -> None:
    blocks = [section("x" * 3000)] * 4

    fits = await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks=blocks)
    too_much = await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks=[*blocks, section("x" * 1201)])

    assert (fits.error, too_much.error) == ("", "msg_blocks_too_long")


async def test_blocks_that_are_none_are_refused(raw: Raw, baobab: Channel) -> None:
    assert (
        await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks="[")
    ).error == "invalid_blocks_format"
    assert (
        await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks=["x"])
    ).error == "invalid_blocks_format"
    wrong = await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks=[{"type": "section"}])
    assert wrong.error == "invalid_blocks"
    assert wrong.json["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text or fields [json-pointer:/blocks/0]"
    ]


async def test_the_bot_speaks_only_where_it_is(raw: Raw, river: Workspace, ada: Person, slack: SlackDouble) -> None:
    private = river.channel("secret", ada, is_private=True, with_bot=False)
    public = river.channel("open", ada, with_bot=False)
    gone = river.channel("gone", ada)
    gone.is_archived = True

    assert (await raw.call("chat.postMessage", channel=private.id, text="hi")).error == "channel_not_found"
    assert (await raw.call("chat.postMessage", channel="#open", text="hi")).error == "channel_not_found"
    assert (await raw.call("chat.postMessage", channel=gone.id, text="hi")).error == "is_archived"
    assert (await raw.call("chat.postMessage", channel=public.id, text="hi")).error == ""
    river.install(slack.app.scopes - {"chat:write.public"})
    assert (await raw.call("chat.postMessage", channel=public.id, text="hi")).error == "not_in_channel"


async def test_a_person_is_reached_by_their_id(raw: Raw, ada: Person) -> None:
    said = await raw.call("chat.postMessage", channel=ada.id, text="hi")

    assert said.json["channel"] == ada.direct.id
    assert [m.text for m in ada.sees().direct] == ["hi"]


async def test_who_left_bots_and_a_closed_tab_are_not_reached(
    raw: Raw, river: Workspace, slack: SlackDouble, ada: Person, ben: Person
) -> None:
    direct, bot = ben.direct.id, river.installation.user.id
    await ben.goes()

    assert (await raw.call("chat.postMessage", channel=ben.id, text="hi")).error == "channel_not_found"
    assert (await raw.call("chat.postMessage", channel=direct, text="hi")).error == "is_archived"
    assert (await raw.call("chat.postMessage", channel=bot, text="hi")).error == "cannot_dm_bot"
    slack.app.has_messages_tab = False
    assert (await raw.call("chat.postMessage", channel=ada.id, text="hi")).error == "messages_tab_disabled"


async def test_a_name_of_its_own_needs_a_scope(raw: Raw, baobab: Channel) -> None:
    answered = await raw.call("chat.postMessage", channel=baobab.id, text="hi", username="Santa")

    assert (answered.error, answered.json["needed"]) == ("missing_scope", "chat:write.customize")


async def test_bare_names_call_nobody_unless_names_are_linked(raw: Raw, baobab: Channel, ada: Person) -> None:
    await raw.call("chat.postMessage", channel=baobab.id, text="@ada @channel")
    await raw.call("chat.postMessage", channel=ada.id, text="@ada @channel", link_names=True)

    assert ada.sees().channels["baobab"][0].pings == frozenset()
    assert ada.sees().direct[0].pings == {ada.id, "channel"}


async def test_a_crowd_in_a_block_is_heard_and_in_plain_text_is_not(raw: Raw, baobab: Channel, ada: Person) -> None:
    plain = {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}}
    await raw.call("chat.postMessage", channel=baobab.id, text="<!everyone>", blocks=[plain])
    await raw.call("chat.postMessage", channel=ada.id, text="t", blocks=[section("<!channel>")])

    assert ada.sees().channels["baobab"][0].pings == frozenset()
    assert ada.sees().direct[0].pings == {"channel"}


async def test_in_rich_text_only_people_named_as_such_are_called(raw: Raw, baobab: Channel, ada: Person) -> None:
    parts = [
        {"type": "text", "text": "<!channel> <@U1> *hi* "},
        {"type": "user", "user_id": ada.id},
        {"type": "text", "text": " at "},
        {"type": "date", "timestamp": 1772442000, "format": "{time}", "fallback": "09:00 UTC"},
    ]
    line = {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://example.org", "text": "more"}]}
    lists = {"type": "rich_text_list", "style": "bullet", "elements": [line]}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}, lists]}]

    await raw.call("chat.postMessage", channel=baobab.id, text="t", blocks=blocks)

    seen = ada.sees().channels["baobab"][0]
    assert (seen.text, seen.pings) == ("<!channel> <@U1> *hi* @ada at 12:00\n• more", {ada.id})


async def test_links_are_previewed_unless_that_is_turned_off(raw: Raw, baobab: Channel, ada: Person) -> None:
    await raw.call("chat.postMessage", channel=baobab.id, text="https://example.org")
    await raw.call("chat.postMessage", channel=ada.id, text="https://example.org", unfurl_links=False)

    assert ada.sees().channels["baobab"][0].unfurls
    assert not ada.sees().direct[0].unfurls


async def test_an_answer_needs_the_message_it_answers(raw: Raw, baobab: Channel, ada: Person) -> None:
    question = await ada.says(baobab, "What is a loop?")

    lost = await raw.call("chat.postMessage", channel=baobab.id, text="hi", thread_ts="1.000001")
    answered = await raw.call("chat.postMessage", channel=baobab.id, text="A circle", thread_ts=question.ts)

    assert (lost.error, answered.error) == ("cannot_reply_to_message", "")
    assert ada.sees().channels["baobab"][-1].thread == question.ts


async def test_only_one_person_sees_an_ephemeral_message(raw: Raw, baobab: Channel, ada: Person, ben: Person) -> None:
    await raw.call("chat.postEphemeral", channel=baobab.id, user=ada.id, text="just you")

    assert [(m.text, m.only_me) for m in ada.sees().channels["baobab"]] == [("just you", True)]
    assert ben.sees().channels["baobab"] == []
    read = await raw.send("GET", "conversations.history", params={"channel": baobab.id})
    assert read.json["messages"] == []


async def test_an_ephemeral_message_needs_somebody_who_is_there(raw: Raw, baobab: Channel, river: Workspace) -> None:
    eve = river.person("eve")

    answered = await raw.call("chat.postEphemeral", channel=baobab.id, user=eve.id, text="psst")

    assert answered.error == "user_not_in_channel"


async def test_the_bot_changes_only_what_it_said_itself(raw: Raw, baobab: Channel, ada: Person) -> None:
    theirs = await ada.says(baobab, "mine")
    said = await raw.call("chat.postMessage", channel=baobab.id, text="one", metadata=_metadata("row.1"))

    assert (await raw.call("chat.update", channel=baobab.id, ts=theirs.ts, text="x")).error == "cant_update_message"
    assert (await raw.call("chat.update", channel=baobab.id, ts="1.1", text="x")).error == "message_not_found"
    assert (await raw.call("chat.update", channel=baobab.id, ts=said.json["ts"])).error == "no_text"
    assert (await raw.call("chat.update", channel=baobab.id, ts=said.json["ts"], text="two")).error == ""
    assert [(m.text, m.is_edited) for m in ada.sees().channels["baobab"]] == [("mine", False), ("two", True)]


async def test_what_a_change_does_not_name_stays(raw: Raw, baobab: Channel, ada: Person) -> None:
    said = await raw.call(
        "chat.postMessage", channel=baobab.id, text="t", blocks=[section("kept")], metadata=_metadata("row.1")
    )
    where = {"channel": baobab.id, "ts": said.json["ts"]}

    await raw.call("chat.update", **where, text="new")
    kept = await _read(raw, baobab)
    await raw.call("chat.update", **where, text="new", blocks=[], metadata={})
    gone = await _read(raw, baobab)

    assert kept["blocks"][0]["text"]["text"] == "kept"
    assert kept["metadata"] == _metadata("row.1")
    assert "blocks" not in gone
    assert "metadata" not in gone


async def test_the_bot_takes_back_only_what_it_said_itself(raw: Raw, baobab: Channel, ada: Person) -> None:
    theirs = await ada.says(baobab, "mine")
    said = await raw.call("chat.postMessage", channel=baobab.id, text="oops")

    assert (await raw.call("chat.delete", channel=baobab.id, ts=theirs.ts)).error == "cant_delete_message"
    assert (await raw.call("chat.delete", channel=baobab.id, ts=said.json["ts"])).error == ""
    assert (await raw.call("chat.delete", channel=baobab.id, ts=said.json["ts"])).error == "message_not_found"
    assert [m.text for m in ada.sees().channels["baobab"]] == ["mine"]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("{", "invalid_metadata_format"),
        ({"event_type": "a"}, "invalid_metadata_format"),
        ({"event_type": "", "event_payload": {}}, "invalid_metadata_format"),
        ({"event_type": "a", "event_payload": {}, "more": 1}, "invalid_metadata_format"),
        ({"event_type": "a b", "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"x": {"y": {"z": 1}}}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"x": None}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"x": "y" * 8000}}, "metadata_too_large"),
        ({"event_type": "a", "event_payload": {"x": [{"y": 1}], "z": {"w": True}}}, ""),
    ],
)
async def test_metadata_has_a_form(raw: Raw, baobab: Channel, metadata: object, error: str) -> None:
    assert (await raw.call("chat.postMessage", channel=baobab.id, text="t", metadata=metadata)).error == error


async def test_the_real_client_says_something(bot: Bot, baobab: Channel, ada: Person) -> None:
    said = await bot.client.chat_postMessage(channel=baobab.id, text="Tom &amp; <https://example.org|Jerry>")

    assert said["message"]["bot_id"]
    assert [m.text for m in ada.sees().channels["baobab"]] == ["Tom & Jerry"]


async def test_a_permalink_needs_a_message(raw: Raw, baobab: Channel, ada: Person) -> None:
    said = await ada.says(baobab, "look")

    found = await raw.send("GET", "chat.getPermalink", params={"channel": baobab.id, "message_ts": said.ts})
    lost = await raw.send("GET", "chat.getPermalink", params={"channel": baobab.id, "message_ts": "1.1"})

    assert found.json["permalink"].startswith(f"https://riverside.slack.com/archives/{baobab.id}/p")
    assert lost.error == "message_not_found"


async def test_a_moment_is_read_on_everybodys_own_clock(raw: Raw, baobab: Channel, ada: Person, ben: Person) -> None:
    text = "We meet <!date^1772442000^{date_short_pretty} at {time}|2 March, 09:00 UTC>."
    await raw.call("chat.postMessage", channel=baobab.id, text=text)

    assert ada.sees().channels["baobab"][0].text == "We meet Mar 2, 2026 at 12:00."
    assert ben.sees().channels["baobab"][0].text == "We meet Mar 2, 2026 at 04:00."


def _metadata(row: str) -> dict[str, Any]:
    return {"event_type": "kith", "event_payload": {"row": row}}


async def _read(raw: Raw, channel: Channel) -> dict[str, Any]:
    params = {"channel": channel.id, "include_all_metadata": "true"}
    read = await raw.send("GET", "conversations.history", params=params)
    newest: dict[str, Any] = read.json["messages"][0]
    return newest
