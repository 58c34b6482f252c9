"""A message that carries files: the bot's own ones, uploaded and finished, and the same change twice is one."""

from tests.adapters.slack.double.conftest import Raw
from tests.doubles.slack import SlackDouble, Workspace


async def uploaded(raw: Raw, *, is_finished: bool = True) -> str:
    """Put a file there that nobody sees; return its id."""
    place = (await raw.asks("files.getUploadURLExternal", filename="a.ics", length="3")).json
    async with raw.session.post(place["upload_url"], data=b"abc") as answer:
        assert answer.status == 200
    if is_finished:
        assert (await raw.call("files.completeUploadExternal", files=[{"id": place["file_id"]}])).error == ""
    return str(place["file_id"])


async def test_a_message_is_changed_to_carry_a_file(slack: SlackDouble, river: Workspace, raw: Raw) -> None:
    ada = river.person("ada")
    baobab = river.channel("baobab", ada)
    ts = (await raw.call("chat.postMessage", channel=baobab.id, text="hello")).json["ts"]
    file = await uploaded(raw)

    for _ in range(2):
        assert (await raw.call("chat.update", channel=baobab.id, ts=ts, text="hello", file_ids=file)).error == ""

    [seen] = ada.sees().channels["baobab"]
    assert seen.files == ("a.ics",)
    assert (await raw.call("chat.update", channel=baobab.id, ts=ts, text="hello again")).error == ""
    assert ada.sees().channels["baobab"][0].files == ("a.ics",), "what is not given stays"


async def test_no_message_carries_a_file_that_is_not_finished_or_not_there(
    slack: SlackDouble, river: Workspace, raw: Raw
) -> None:
    baobab = river.channel("baobab", river.person("ada"))
    ts = (await raw.call("chat.postMessage", channel=baobab.id, text="hello")).json["ts"]

    for file in (await uploaded(raw, is_finished=False), "F0NOWHERE"):
        answer = await raw.call("chat.update", channel=baobab.id, ts=ts, text="hello", file_ids=file)
        assert answer.error == "file_not_found"
