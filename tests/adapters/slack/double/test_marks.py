"""Pins, bookmarks, reactions and files."""

import aiohttp
import pytest

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.channels import Channel


@pytest.fixture
async def baobab(river: Workspace, ada: Person) -> Channel:
    return river.channel("baobab", ada)


async def test_a_message_is_pinned_once(raw: Raw, baobab: Channel, ada: Person) -> None:
    said = await ada.says(baobab, "our norms")

    async def pinned(method: str = "pins.add", **named: str) -> str:
        return (await raw.call(method, channel=baobab.id, **named)).error

    assert await pinned() == "no_item_specified"
    assert await pinned(timestamp="1.1") == "message_not_found"
    assert await pinned(timestamp=said.ts) == ""
    assert await pinned(timestamp=said.ts) == "already_pinned"
    listed = await raw.send("GET", "pins.list", params={"channel": baobab.id})
    assert [item["message"]["text"] for item in listed.json["items"]] == ["our norms"]
    assert await pinned("pins.remove", timestamp=said.ts) == ""
    assert await pinned("pins.remove", timestamp=said.ts) == "no_pin"


async def test_a_reaction_is_given_once_and_has_a_name(raw: Raw, baobab: Channel, ada: Person) -> None:
    said = await ada.says(baobab, "done!")

    async def reacted(name: str) -> str:
        return (await raw.call("reactions.add", channel=baobab.id, timestamp=said.ts, name=name)).error

    assert [await reacted("tada"), await reacted("tada"), await reacted(":tada:")] == [
        "",
        "already_reacted",
        "invalid_name",
    ]


async def test_a_bookmark_is_a_link(raw: Raw, baobab: Channel) -> None:
    async def marked(**changes: str) -> str:
        arguments = {"title": "Hub", "type": "link", "link": "https://example.org", **changes}
        return (await raw.call("bookmarks.add", channel_id=baobab.id, **arguments)).error

    assert await marked() == ""
    assert await marked(type="file") == "invalid_bookmark_type"
    assert await marked(link="example") == "invalid_link"
    listed = await raw.send("GET", "bookmarks.list", params={"channel_id": baobab.id})
    assert [mark["title"] for mark in listed.json["bookmarks"]] == ["Hub"]


async def test_the_real_client_shares_a_file(bot: Bot, baobab: Channel, ada: Person) -> None:
    await bot.client.files_upload_v2(
        filename="session.ics", content="BEGIN:VCALENDAR", title="Session", channel=baobab.id, initial_comment="Save it"
    )

    seen = ada.sees().channels["baobab"][-1]
    assert (seen.text, seen.files) == ("Save it", ("session.ics",))


async def test_a_place_to_upload_takes_what_was_announced_once(
    raw: Raw, http: aiohttp.ClientSession, baobab: Channel
) -> None:
    place = (await raw.asks("files.getUploadURLExternal", filename="a.ics", length="5")).json

    async def uploaded(content: bytes) -> int:
        async with http.post(place["upload_url"], data=content) as response:
            return response.status

    files = [{"id": place["file_id"]}]
    assert (await raw.call("files.completeUploadExternal", files=files)).error == "file_not_found"
    assert [await uploaded(b"1234"), await uploaded(b"12345"), await uploaded(b"12345")] == [400, 200, 404]
    assert (await raw.call("files.completeUploadExternal", files=files, channel_id=baobab.id)).error == ""
    assert (await raw.call("files.completeUploadExternal", files=files)).error == "file_not_found"


async def test_an_empty_file_and_a_channel_the_bot_is_not_in_are_refused(
    raw: Raw, river: Workspace, ada: Person, http: aiohttp.ClientSession
) -> None:
    elsewhere = river.channel("open", ada, with_bot=False)
    place = (await raw.asks("files.getUploadURLExternal", filename="a.ics", length="1")).json
    async with http.post(place["upload_url"], data=b"x"):
        pass

    shared = await raw.call("files.completeUploadExternal", files=[{"id": place["file_id"]}], channel_id=elsewhere.id)

    assert shared.error == "not_in_channel"
    assert (await raw.asks("files.getUploadURLExternal", filename="a.ics", length="0")).error == "invalid_arguments"
    assert (await raw.call("files.getUploadURLExternal", filename="a.ics")).error == "invalid_arguments"


async def test_the_double_knows_who_reacts(bot: Bot, slack: SlackDouble, baobab: Channel, ada: Person) -> None:
    said = await ada.says(baobab, "done!")

    await ada.reacts(said, "tada")

    [heard] = bot.hears("reaction_added")
    assert (heard["event"]["user"], heard["event"]["item"]["ts"]) == (ada.id, said.ts)
