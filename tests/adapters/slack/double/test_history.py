"""Reading back what was said."""

import pytest

from tests.adapters.slack.double.conftest import Answered, Bot, Raw
from tests.doubles.slack import Person, Workspace
from tests.doubles.slack.channels import Channel


@pytest.fixture
async def baobab(river: Workspace, ada: Person) -> Channel:
    return river.channel("baobab", ada)


async def history(raw: Raw, channel: Channel, **params: str) -> Answered:
    return await raw.send("GET", "conversations.history", params={"channel": channel.id, **params})


def texts(answered: Answered) -> list[str]:
    return [message["text"] for message in answered.json["messages"]]


async def test_history_is_read_newest_first_page_by_page(raw: Raw, baobab: Channel, ada: Person) -> None:
    for word in ("one", "two", "three"):
        await ada.says(baobab, word)

    first = await history(raw, baobab, limit="2")
    second = await history(raw, baobab, limit="2", cursor=first.json["response_metadata"]["next_cursor"])

    assert (texts(first), first.json["has_more"]) == (["three", "two"], True)
    assert (texts(second), second.json["has_more"]) == (["one"], False)


async def test_a_cursor_slack_did_not_give_and_a_wrong_limit_are_refused(raw: Raw, baobab: Channel) -> None:
    assert (await history(raw, baobab, cursor="2")).error == "invalid_cursor"
    assert (await history(raw, baobab, limit="1000")).error == "invalid_limit"


async def test_history_is_read_between_two_moments(raw: Raw, baobab: Channel, ada: Person) -> None:
    one, _, three = [await ada.says(baobab, word) for word in ("one", "two", "three")]

    assert texts(await history(raw, baobab, oldest=one.ts, latest=three.ts)) == ["two"]
    assert texts(await history(raw, baobab, oldest=one.ts, latest=three.ts, inclusive="1")) == ["three", "two", "one"]
    assert (await history(raw, baobab, oldest="yesterday")).error == "invalid_ts_oldest"


async def test_answers_in_threads_are_read_with_their_question(raw: Raw, baobab: Channel, ada: Person) -> None:
    question = await ada.says(baobab, "why?")
    await ada.says(baobab, "because", reply_to=question)

    assert texts(await history(raw, baobab)) == ["why?"]
    thread = await raw.send("GET", "conversations.replies", params={"channel": baobab.id, "ts": question.ts})
    assert texts(thread) == ["why?", "because"]
    lost = await raw.send("GET", "conversations.replies", params={"channel": baobab.id, "ts": "1.1"})
    assert lost.error == "thread_not_found"


async def test_metadata_comes_only_when_asked_for(raw: Raw, baobab: Channel) -> None:
    metadata = {"event_type": "kith", "event_payload": {"row": "7"}}
    await raw.call("chat.postMessage", channel=baobab.id, text="t", metadata=metadata)

    without = await history(raw, baobab)
    with_it = await history(raw, baobab, include_all_metadata="true")

    assert "metadata" not in without.json["messages"][0]
    assert with_it.json["messages"][0]["metadata"] == metadata


async def test_history_is_read_only_where_the_bot_is(raw: Raw, river: Workspace, ada: Person) -> None:
    elsewhere = river.channel("open", ada, with_bot=False)

    assert (await history(raw, elsewhere)).error == "not_in_channel"


async def test_the_real_client_finds_a_marker_again(bot: Bot, baobab: Channel) -> None:
    for row in ("1", "2"):
        channel = (
            baobab.id if row == "1" else (await bot.client.conversations_open(users=baobab.members[0]))["channel"]["id"]
        )
        await bot.client.chat_postMessage(
            channel=channel, text="t", metadata={"event_type": "kith", "event_payload": {"row": row}}
        )

    read = await bot.client.conversations_history(channel=baobab.id, include_all_metadata=True)

    assert [m["metadata"]["event_payload"]["row"] for m in read["messages"]] == ["1"]
